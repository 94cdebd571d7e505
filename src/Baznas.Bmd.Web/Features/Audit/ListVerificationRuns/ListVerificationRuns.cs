using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.ListVerificationRuns;

/// <summary>
/// What the nightly verifications of an office found, the newest first; of what belongs to no office when none is named.
/// </summary>
[Allowed(Role.Auditor, Role.Admin)]
public sealed record ListVerificationRuns : IQuery<VerificationRunList>, IApiEndpoint
{
    /// <summary>Whose books; the caller's own office when left out.</summary>
    public string? OfficeId { get; init; }

    Subject IRead.Subject => OfficeId is null ? Subject.None : Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListVerificationRuns, VerificationRunList>(
            "/audit/verification-runs",
            (string? officeId) => new ListVerificationRuns { OfficeId = officeId }
        );
}

/// <summary>The last nights.</summary>
/// <param name="Items">The newest first.</param>
public sealed record VerificationRunList(IReadOnlyList<VerificationRunView> Items);

/// <summary>What one night's verification found.</summary>
public sealed record VerificationRunView
{
    /// <summary>The date on which the night ended.</summary>
    public required DateOnly Night { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether everything held.</summary>
    public required bool Verified { get; init; }

    /// <summary>How many audit events were checked.</summary>
    public required long Events { get; init; }

    /// <summary>The first thing that did not hold; null when everything did.</summary>
    public required Broken? FirstBroken { get; init; }
}

/// <summary>Reads them.</summary>
public sealed class ListVerificationRunsHandler(Db db, CallContext context)
    : IRequestHandler<ListVerificationRuns, Result<VerificationRunList>>
{
    /// <summary>A month of nights.</summary>
    private const int MostNights = 31;

    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT [Night], [At], [IsVerified], [Events], [FirstBroken] FROM [VerificationRun]
        WHERE [ChainId] = @ChainId
        ORDER BY [Night] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<VerificationRunList>> Handle(
        ListVerificationRuns request,
        CancellationToken cancellationToken
    )
    {
        var chain = request.OfficeId ?? context.Caller!.OfficeId ?? AuditTrail.GlobalChain;
        var rows = await db.Query(List, new Parameters(chain, MostNights), cancellationToken);
        return new VerificationRunList([.. rows.Select(row => row.ToView())]);
    }

    private sealed record Parameters(string ChainId, int Take);

    private sealed class Row
    {
        public DateOnly Night { get; init; }
        public DateTimeOffset At { get; init; }
        public bool IsVerified { get; init; }
        public long Events { get; init; }
        public string? FirstBroken { get; init; }

        public VerificationRunView ToView() =>
            new()
            {
                Night = Night,
                At = At,
                Verified = IsVerified,
                Events = Events,
                FirstBroken = FirstBroken is null ? null : Json.Read<Broken>(FirstBroken),
            };
    }
}
