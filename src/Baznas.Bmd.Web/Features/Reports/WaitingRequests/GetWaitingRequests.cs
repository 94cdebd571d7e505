using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.WaitingRequests;

/// <summary>How many requests wait for somebody's decision.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetWaitingRequests : IQuery<WaitingRequestsView>, IApiEndpoint
{
    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetWaitingRequests, WaitingRequestsView>(
            "/reports/waiting",
            (string? officeId) => new GetWaitingRequests { OfficeId = officeId }
        );
}

/// <summary>What waits.</summary>
public sealed record WaitingRequestsView
{
    /// <summary>Surveyed applications.</summary>
    public required int Applications { get; init; }

    /// <summary>Requests for new schedules.</summary>
    public required int Reschedules { get; init; }

    /// <summary>Requests to write debts off or to forgive them.</summary>
    public required int WriteOffs { get; init; }

    /// <summary>Requests to open a closed month again.</summary>
    public required int Reopenings { get; init; }

    /// <summary>All of them.</summary>
    public int Total => Applications + Reschedules + WriteOffs + Reopenings;
}

/// <summary>Counts them in one statement.</summary>
public sealed class GetWaitingRequestsHandler(Db db, CallContext context)
    : IRequestHandler<GetWaitingRequests, Result<WaitingRequestsView>>
{
    private static readonly Sql<Parameters, Row> Counts = new(
        """
        SELECT
            (SELECT COUNT(*) FROM [LoanApplication] a WHERE a.[Status] = 'surveyed'
                {?OfficeId: AND a.[OfficeId] = @OfficeId}) AS [Applications],
            (SELECT COUNT(*) FROM [Reschedule] r
                WHERE NOT EXISTS (SELECT 1 FROM [RescheduleDecision] d WHERE d.[RescheduleId] = r.[Id])
                {?OfficeId: AND r.[OfficeId] = @OfficeId}) AS [Reschedules],
            (SELECT COUNT(*) FROM [WriteOff] w
                WHERE NOT EXISTS (SELECT 1 FROM [WriteOffDecision] d WHERE d.[WriteOffId] = w.[Id]
                    AND (d.[Decision] = 'reject' OR d.[EntryId] IS NOT NULL))
                {?OfficeId: AND w.[OfficeId] = @OfficeId}) AS [WriteOffs],
            (SELECT COUNT(*) FROM [PeriodReopening] p
                WHERE NOT EXISTS (SELECT 1 FROM [PeriodReopeningDecision] d WHERE d.[ReopeningId] = p.[Id])
                {?OfficeId: AND p.[OfficeId] = @OfficeId}) AS [Reopenings]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<WaitingRequestsView>> Handle(
        GetWaitingRequests request,
        CancellationToken cancellationToken
    )
    {
        var parameters = new Parameters(request.OfficeId ?? context.Caller!.OfficeId);
        var counts = (await db.Find(Counts, parameters, cancellationToken))!;
        return new WaitingRequestsView
        {
            Applications = counts.Applications,
            Reschedules = counts.Reschedules,
            WriteOffs = counts.WriteOffs,
            Reopenings = counts.Reopenings,
        };
    }

    private sealed record Parameters(string? OfficeId);

    private sealed class Row
    {
        public int Applications { get; init; }
        public int Reschedules { get; init; }
        public int WriteOffs { get; init; }
        public int Reopenings { get; init; }
    }
}
