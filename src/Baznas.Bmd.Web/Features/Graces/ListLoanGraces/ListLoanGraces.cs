using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Graces.ListLoanGraces;

/// <summary>The graces that moved a loan's instalments, its own and its office's, the newest first.</summary>
/// <param name="LoanId">The loan.</param>
[AllowedToStaff]
public sealed record ListLoanGraces(string LoanId) : IQuery<Page<LoanGrace>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListLoanGraces, Page<LoanGrace>>("/loans/{id}/graces", (string id) => new ListLoanGraces(id));
}

/// <summary>A grace as it concerns one loan.</summary>
public sealed record LoanGrace
{
    /// <summary>The grace.</summary>
    public required string Id { get; init; }

    /// <summary>Instalments due after this day moved.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>By how many whole periods.</summary>
    public required int Periods { get; init; }

    /// <summary>Why.</summary>
    public required GraceCause Cause { get; init; }

    /// <summary>The reason, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it was granted to a whole office.</summary>
    public required bool OfOffice { get; init; }

    /// <summary>The version of the loan's schedule that it made.</summary>
    public required int Version { get; init; }

    /// <summary>Who granted it.</summary>
    public required string GrantedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset GrantedAt { get; init; }
}

/// <summary>Reads them.</summary>
public sealed class ListLoanGracesHandler(Db db) : IRequestHandler<ListLoanGraces, Result<Page<LoanGrace>>>
{
    private static readonly Sql<IdParameter, Row> List = new(
        """
        SELECT g.[Id], g.[EffectiveOn], g.[Periods], g.[Cause], g.[Reason], g.[LoanId], s.[Version], g.[GrantedBy],
            g.[At] AS [GrantedAt]
        FROM [GraceSchedule] s
        JOIN [Grace] g ON g.[Id] = s.[GraceId]
        WHERE s.[LoanId] = @Id
        ORDER BY s.[Version] DESC
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<LoanGrace>>> Handle(ListLoanGraces request, CancellationToken cancellationToken)
    {
        var rows = await db.Query(List, new IdParameter(request.LoanId), cancellationToken);
        return new Page<LoanGrace> { Items = [.. rows.Select(row => row.ToGrace())] };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public int Periods { get; init; }
        public string Cause { get; init; } = "";
        public string Reason { get; init; } = "";
        public string? LoanId { get; init; }
        public int Version { get; init; }
        public string GrantedBy { get; init; } = "";
        public DateTimeOffset GrantedAt { get; init; }

        public LoanGrace ToGrace() =>
            new()
            {
                Id = Id,
                EffectiveOn = EffectiveOn,
                Periods = Periods,
                Cause = EnumText.Parse<GraceCause>(Cause),
                Reason = Reason,
                OfOffice = LoanId is null,
                Version = Version,
                GrantedBy = GrantedBy,
                GrantedAt = GrantedAt,
            };
    }
}
