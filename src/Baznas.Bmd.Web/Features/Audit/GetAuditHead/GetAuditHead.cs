using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.GetAuditHead;

/// <summary>How far an office's audit trail has come; kept on paper, it shows later whether the trail was rewritten.</summary>
[Allowed(Role.Auditor, Role.Admin)]
public sealed record GetAuditHead : IQuery<AuditHead>, IApiEndpoint
{
    /// <summary>The office; the caller's own when left out, or what belongs to none.</summary>
    public string? OfficeId { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetAuditHead, AuditHead>("/audit/head", (string? officeId) => new GetAuditHead { OfficeId = officeId });
}

/// <summary>The head of a chain.</summary>
public sealed record AuditHead
{
    /// <summary>The office; null for what belongs to none.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>How many events there are.</summary>
    public required long Sequence { get; init; }

    /// <summary>The hash of the last one.</summary>
    public required string Hash { get; init; }

    /// <summary>When that was; null where there is none.</summary>
    public required DateTimeOffset? At { get; init; }
}

/// <summary>Reads it.</summary>
public sealed class GetAuditHeadHandler(Db db, AuditEvents events) : IRequestHandler<GetAuditHead, Result<AuditHead>>
{
    private static readonly Sql<IdParameter, Row> Head = new(
        """
        SELECT c.[Length], c.[HeadHash], e.[At] FROM [AuditChain] c
        LEFT JOIN [AuditEvent] e ON e.[ChainId] = c.[Id] AND e.[Sequence] = c.[Length]
        WHERE c.[Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<AuditHead>> Handle(GetAuditHead request, CancellationToken cancellationToken)
    {
        var chain = events.ChainOf(request.OfficeId);
        var row = await db.Find(Head, new IdParameter(chain), cancellationToken);
        return new AuditHead
        {
            OfficeId = chain == AuditTrail.GlobalChain ? null : chain,
            Sequence = row?.Length ?? 0,
            Hash = row?.HeadHash ?? AuditTrail.Root,
            At = row?.At,
        };
    }

    private sealed class Row
    {
        public long Length { get; init; }
        public string HeadHash { get; init; } = "";
        public DateTimeOffset? At { get; init; }
    }
}
