using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Features.Reschedules;
using Baznas.Bmd.Web.Features.WriteOffs;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Approvals.ListApprovals;

/// <summary>All that waits for a decision, as one person sees it.</summary>
/// <param name="db">The request's database.</param>
public sealed class WaitingDecisions(Db db)
{
    private const string Owed = """
        COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
            WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable'), 0)
        """;

    private static readonly Sql<Asked, Row> Requests = new(
        $$"""
        WITH [Waiting] AS (
            SELECT 'application' AS [Kind], a.[Id], b.[Number], b.[FullName] AS [BorrowerName],
                a.[Principal] AS [Amount], s.[At] AS [Since], a.[SubmittedBy] AS [RequestedBy], v.[Approvals],
                NULL AS [Period]
            FROM [LoanApplication] a
            JOIN [Survey] s ON s.[ApplicationId] = a.[Id] AND s.[Round] = a.[Round]
            JOIN [Borrower] b ON b.[Id] = a.[BorrowerId]
            JOIN [ProductVersion] v ON v.[ProductId] = a.[ProductId] AND v.[Version] = a.[ProductVersion]
            WHERE a.[Status] = 'surveyed' {?OfficeId: AND a.[OfficeId] = @OfficeId}
            UNION ALL
            SELECT 'reschedule', r.[Id], l.[Number], b.[FullName], {{Owed}}, r.[RequestedAt], r.[RequestedBy], NULL, NULL
            FROM [Reschedule] r
            JOIN [Loan] l ON l.[Id] = r.[LoanId]
            JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
            WHERE NOT EXISTS (SELECT 1 FROM [RescheduleDecision] d WHERE d.[RescheduleId] = r.[Id])
                {?OfficeId: AND r.[OfficeId] = @OfficeId}
            UNION ALL
            SELECT w.[Kind], w.[Id], l.[Number], b.[FullName], {{Owed}}, w.[RequestedAt], w.[RequestedBy], NULL, NULL
            FROM [WriteOff] w
            JOIN [Loan] l ON l.[Id] = w.[LoanId]
            JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
            WHERE {{WriteOffBook.Status}} = 'pending' {?OfficeId: AND w.[OfficeId] = @OfficeId}
            UNION ALL
            SELECT 'reopening', o.[Id], NULL, NULL, 0, o.[RequestedAt], o.[RequestedBy], NULL, o.[Period]
            FROM [PeriodReopening] o
            WHERE NOT EXISTS (SELECT 1 FROM [PeriodReopeningDecision] d WHERE d.[ReopeningId] = o.[Id])
                {?OfficeId: AND o.[OfficeId] = @OfficeId}
        )
        SELECT w.[Kind], w.[Id], w.[Number], w.[BorrowerName], w.[Amount], w.[Since], w.[RequestedBy], w.[Approvals],
            w.[Period], u.[DisplayName] AS [RequestedByName]
        FROM [Waiting] w
        LEFT JOIN [AppUser] u ON u.[Id] = w.[RequestedBy]
        ORDER BY w.[Since], w.[Id]
        {limit}
        """
    );

    // Its turn has come when those before it are paid out or cancelled, and something of the loan still runs.
    private static readonly Sql<Asked, TrancheRow> Tranches = new(
        $$"""
        SELECT t.[LoanId], t.[No], t.[Amount], t.[PlannedOn], l.[Number], b.[FullName] AS [BorrowerName]
        FROM [LoanTranche] t
        JOIN [Loan] l ON l.[Id] = t.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        JOIN [ProductVersion] v ON v.[ProductId] = l.[ProductId] AND v.[Version] = l.[ProductVersion]
        WHERE v.[TrancheApproval] = 'each' AND t.[No] > 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
            AND NOT EXISTS (SELECT 1 FROM [TrancheDecision] d WHERE d.[LoanId] = t.[LoanId] AND d.[No] = t.[No])
            AND {{TrancheBook.IsOpen}}
            AND {{Owed}} > 0
            AND t.[No] = (SELECT MIN(m.[No]) FROM [LoanTranche] m WHERE m.[LoanId] = t.[LoanId] AND NOT EXISTS
                (SELECT 1 FROM [TrancheDecision] c
                    WHERE c.[LoanId] = m.[LoanId] AND c.[No] = m.[No] AND c.[Decision] = 'cancel')
                AND NOT EXISTS (SELECT 1 FROM [TranchePayment] y
                    LEFT JOIN [Reversal] z ON z.[ReversedEntryId] = y.[EntryId]
                    WHERE y.[LoanId] = m.[LoanId] AND y.[No] = m.[No] AND z.[EntryId] IS NULL))
        ORDER BY t.[PlannedOn], t.[LoanId]
        {limit}
        """
    );

    private static readonly Sql<Subjects, VoiceRow> Voices = new(
        """
        SELECT d.[ApplicationId] AS [SubjectId], d.[DecidedBy], d.[Principal], d.[Installments], d.[At]
        FROM [Decision] d
        JOIN [LoanApplication] a ON a.[Id] = d.[ApplicationId] AND a.[Round] = d.[Round]
        WHERE d.[ApplicationId] IN @Ids
        UNION ALL
        SELECT w.[WriteOffId], w.[DecidedBy], 0, 0, w.[At]
        FROM [WriteOffDecision] w
        WHERE w.[WriteOffId] IN @Ids
        ORDER BY [At]
        """
    );

    /// <summary>What waits at the offices that somebody works for, what waits longest first.</summary>
    public async Task<IReadOnlyList<WaitingDecision>> For(Caller caller, DateOnly today, CancellationToken ct)
    {
        var asked = new Asked(ListApprovals.Most, caller.OfficeId);
        var requests = await db.Query(Requests, asked, ct);
        var tranches = await db.Query(Tranches, asked, ct);
        var ids = new Subjects([.. requests.Select(row => row.Id).Take(ListApprovals.Most)]);
        var voices = (await db.Query(Voices, ids, ct)).ToLookup(voice => voice.SubjectId);
        return
        [
            .. requests
                .Select(row => row.ToWaiting([.. voices[row.Id]], caller, today))
                .Concat(tranches.Select(row => row.ToWaiting(caller, today)))
                .OrderBy(item => item.Since)
                .Take(ListApprovals.Most),
        ];
    }

    private static int Days(DateOnly since, DateOnly today) => Math.Max(0, today.DayNumber - since.DayNumber);

    private sealed record Asked(int Take, string? OfficeId);

    private sealed record Subjects(IReadOnlyList<string> Ids);

    private sealed class VoiceRow
    {
        public string SubjectId { get; init; } = "";
        public string DecidedBy { get; init; } = "";
        public Rupiah Principal { get; init; }
        public int Installments { get; init; }
        public DateTimeOffset At { get; init; }
    }

    private sealed class Row
    {
        public string Kind { get; init; } = "";
        public string Id { get; init; } = "";
        public string? Number { get; init; }
        public string? BorrowerName { get; init; }
        public Rupiah Amount { get; init; }
        public DateTimeOffset Since { get; init; }
        public string? RequestedBy { get; init; }
        public string? Approvals { get; init; }
        public string? Period { get; init; }
        public string? RequestedByName { get; init; }

        public WaitingDecision ToWaiting(IReadOnlyList<VoiceRow> voices, Caller caller, DateOnly today)
        {
            var kind = EnumText.Parse<ApprovalKind>(Kind);
            var amount = voices is [.., var last] && last.Principal.IsPositive ? last.Principal : Amount;
            var since = OfficeRow.Home.Today(Since);
            return new WaitingDecision
            {
                Kind = kind,
                Id = Id,
                TrancheNo = null,
                Number = Number ?? Period!,
                BorrowerName = BorrowerName,
                Amount = kind == ApprovalKind.Reopening ? null : amount,
                Since = since,
                DaysWaiting = Days(since, today),
                RequestedBy = RequestedBy,
                RequestedByName = RequestedByName,
                ApprovalsNeeded = Needed(kind, amount),
                ApprovalsGiven = voices.Select(voice => voice.DecidedBy).Distinct().Count(),
                Refusal = DecisionRefusal.Of(Refuses(kind, amount, voices, caller)),
            };
        }

        private int Needed(ApprovalKind kind, Rupiah amount) =>
            kind switch
            {
                ApprovalKind.WriteOff or ApprovalKind.Forgiveness => WriteOffApproval.Needed,
                ApprovalKind.Application => ApprovalPolicy
                    .Create(Json.Read<IReadOnlyList<ApprovalTier>>(Approvals!))
                    .Then<int>(policy => policy.RequiredFor(amount))
                    is { Error: null } required
                    ? required.Value
                    : 1,
                _ => 1,
            };

        private Error? Refuses(ApprovalKind kind, Rupiah amount, IReadOnlyList<VoiceRow> voices, Caller caller)
        {
            var isOwn = RequestedBy == caller.UserId;
            var hasSpoken = voices.Any(voice => voice.DecidedBy == caller.UserId);
            return kind switch
            {
                ApprovalKind.Application => ApplicationErrors.RefusesApprover(caller, amount, (isOwn, hasSpoken)),
                ApprovalKind.Reschedule when isOwn => RescheduleErrors.OwnRequest,
                ApprovalKind.Reopening when isOwn => PeriodErrors.OwnRequest,
                ApprovalKind.WriteOff or ApprovalKind.Forgiveness when isOwn => WriteOffErrors.OwnRequest,
                ApprovalKind.WriteOff or ApprovalKind.Forgiveness when hasSpoken => WriteOffErrors.SameApprover,
                _ => null,
            };
        }
    }

    private sealed class TrancheRow
    {
        public string LoanId { get; init; } = "";
        public int No { get; init; }
        public Rupiah Amount { get; init; }
        public DateOnly PlannedOn { get; init; }
        public string Number { get; init; } = "";
        public string BorrowerName { get; init; } = "";

        public WaitingDecision ToWaiting(Caller caller, DateOnly today) =>
            new()
            {
                Kind = ApprovalKind.Tranche,
                Id = LoanId,
                TrancheNo = No,
                Number = Number,
                BorrowerName = BorrowerName,
                Amount = Amount,
                Since = PlannedOn,
                DaysWaiting = Days(PlannedOn, today),
                RequestedBy = null,
                RequestedByName = null,
                ApprovalsNeeded = 1,
                ApprovalsGiven = 0,
                Refusal = DecisionRefusal.Of(ApplicationErrors.RefusesApprover(caller, Amount, (false, false))),
            };
    }
}
