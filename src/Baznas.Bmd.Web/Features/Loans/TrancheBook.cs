using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Loans;

/// <summary>A tranche with everything that was decided and done about it.</summary>
public sealed record LoanTranche : Tranche
{
    /// <summary>What was decided, the oldest first.</summary>
    public required IReadOnlyList<TrancheDecision> Decisions { get; init; }

    /// <summary>When it was paid out, and taken back, the oldest first; at most the last one stands.</summary>
    public required IReadOnlyList<TranchePayout> Payouts { get; init; }

    /// <summary>The payment that stands.</summary>
    public TranchePayout? Payout => Payouts.LastOrDefault(payout => payout.ReversedOn is null);

    /// <summary>What was decided last.</summary>
    public TrancheDecision? LastDecision => Decisions is [.., var last] ? last : null;

    /// <summary>The approval that holds, when it was not approved with the loan.</summary>
    public TrancheDecision? Approval => Decisions.LastOrDefault(d => d.Decision == TrancheVerdict.Approve);

    /// <summary>What of it is still to be paid out, seen from a day.</summary>
    public Rupiah UndisbursedOn(DateOnly asOf) =>
        Payouts.Any(payout => payout.PaidOn <= asOf && !(payout.ReversedOn <= asOf))
        || Decisions.Any(decision => decision.Decision == TrancheVerdict.Cancel && decision.DecidedOn <= asOf)
            ? Rupiah.Zero
            : Amount;
}

/// <summary>What an approver decided about a tranche.</summary>
public sealed record TrancheDecision
{
    /// <inheritdoc cref="TrancheVerdict"/>
    public required TrancheVerdict Decision { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    /// <summary>Who.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateOnly DecidedOn { get; init; }
}

/// <summary>A payment of a tranche.</summary>
/// <param name="EntryId">The journal entry.</param>
/// <param name="PaidOn">When it counts from.</param>
/// <param name="ReversedOn">From when on it is taken back; null while it stands.</param>
public sealed record TranchePayout(string EntryId, DateOnly PaidOn, DateOnly? ReversedOn);

/// <summary>The tranches of loans as stored, and the only place that writes them.</summary>
public sealed class TrancheBook(Db db, Work work)
{
    /// <summary>In SQL: the tranche t can still be paid out, as far as it alone is asked.</summary>
    public const string IsOpen = """
        NOT EXISTS (SELECT 1 FROM [TrancheDecision] c
            WHERE c.[LoanId] = t.[LoanId] AND c.[No] = t.[No] AND c.[Decision] = 'cancel')
        AND NOT EXISTS (SELECT 1 FROM [TranchePayment] y
            LEFT JOIN [Reversal] z ON z.[ReversedEntryId] = y.[EntryId]
            WHERE y.[LoanId] = t.[LoanId] AND y.[No] = t.[No] AND z.[EntryId] IS NULL)
        """;

    private static readonly Sql<IdParameter, TrancheRow> OfLoan = new(
        """
        SELECT t.[No], t.[Amount], t.[PlannedOn], v.[TrancheApproval]
        FROM [LoanTranche] t
        JOIN [Loan] l ON l.[Id] = t.[LoanId]
        JOIN [ProductVersion] v ON v.[ProductId] = l.[ProductId] AND v.[Version] = l.[ProductVersion]
        WHERE t.[LoanId] = @Id
        ORDER BY t.[No]
        """
    );

    private static readonly Sql<IdParameter, DecisionRow> DecisionsOf = new(
        """
        SELECT [No], [Decision], [Note], [DecidedBy], [DecidedOn] FROM [TrancheDecision]
        WHERE [LoanId] = @Id
        ORDER BY [No], [Sequence]
        """
    );

    private static readonly Sql<IdParameter, PayoutRow> PayoutsOf = new(
        """
        SELECT p.[No], p.[EntryId], e.[EffectiveOn] AS [PaidOn], r.[EffectiveOn] AS [ReversedOn]
        FROM [TranchePayment] p
        JOIN [JournalEntry] e ON e.[Id] = p.[EntryId]
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = p.[EntryId]
        LEFT JOIN [JournalEntry] r ON r.[Id] = d.[EntryId]
        WHERE p.[LoanId] = @Id
        ORDER BY p.[No], p.[EntryId]
        """
    );

    private static readonly Sql<TrancheInsert, NoRows> InsertTranche = new(
        "INSERT INTO [LoanTranche] ([LoanId], [No], [Amount], [PlannedOn]) VALUES (@LoanId, @No, @Amount, @PlannedOn)"
    );

    private static readonly Sql<DecisionInsert, NoRows> InsertDecision = new(
        """
        INSERT INTO [TrancheDecision] ([LoanId], [No], [Sequence], [Decision], [DecidedOn], [Note], [DecidedBy], [At])
        VALUES (@LoanId, @No, @Sequence, @Decision, @DecidedOn, @Note, @DecidedBy, @At)
        """
    );

    private static readonly Sql<PaymentInsert, NoRows> InsertPayment = new(
        "INSERT INTO [TranchePayment] ([EntryId], [LoanId], [No]) VALUES (@EntryId, @LoanId, @No)"
    );

    /// <summary>A loan's tranches in order; none of a loan in one sum.</summary>
    public async Task<IReadOnlyList<LoanTranche>> Of(string loanId, CancellationToken ct)
    {
        var id = new IdParameter(loanId);
        var rows = await db.Query(OfLoan, id, ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var decisions = (await db.Query(DecisionsOf, id, ct)).ToLookup(row => row.No, row => row.ToDecision());
        var payouts = (await db.Query(PayoutsOf, id, ct)).ToLookup(row => row.No, row => row.ToPayout());
        return [.. rows.Select(row => row.ToTranche([.. decisions[row.No]], [.. payouts[row.No]]))];
    }

    /// <summary>Stores what a loan was granted in.</summary>
    public async Task Plan(string loanId, IReadOnlyList<PlannedTranche> plan, CancellationToken ct)
    {
        await db.ExecuteEach(
            InsertTranche,
            plan.Select(tranche => new TrancheInsert
            {
                LoanId = loanId,
                No = tranche.No,
                Amount = tranche.Amount,
                PlannedOn = tranche.PlannedOn,
            }),
            ct
        );
        work.Audit("loan.tranches_planned", loanId, null, new TranchePlanEvidence([.. plan]));
    }

    /// <summary>Stores a decision about a tranche.</summary>
    public async Task Decide(string loanId, LoanTranche tranche, TrancheDecision decision, CancellationToken ct)
    {
        var sequence = tranche.Decisions.Count + 1;
        await db.Execute(
            InsertDecision,
            new DecisionInsert
            {
                LoanId = loanId,
                No = tranche.No,
                Sequence = sequence,
                Decision = EnumText.Of(decision.Decision),
                DecidedOn = decision.DecidedOn,
                Note = decision.Note,
                DecidedBy = decision.DecidedBy,
                At = work.Now,
            },
            ct
        );
        work.Audit(
            "loan.tranche_decided",
            loanId,
            new { tranche.Status },
            new TrancheDecisionEvidence
            {
                No = tranche.No,
                Sequence = sequence,
                Decision = EnumText.Of(decision.Decision),
                DecidedOn = decision.DecidedOn,
                Note = decision.Note,
                DecidedBy = decision.DecidedBy,
            }
        );
    }

    /// <summary>Notes which entry paid a tranche out.</summary>
    public async Task Pay(string loanId, int no, string entryId, CancellationToken ct)
    {
        await db.Execute(InsertPayment, new PaymentInsert(entryId, loanId, no), ct);
        work.Audit("loan.tranche_paid", loanId, null, new TranchePaymentEvidence(no, entryId));
    }

    private sealed class TrancheRow
    {
        public int No { get; init; }
        public Rupiah Amount { get; init; }
        public DateOnly PlannedOn { get; init; }
        public string? TrancheApproval { get; init; }

        public LoanTranche ToTranche(IReadOnlyList<TrancheDecision> decisions, IReadOnlyList<TranchePayout> payouts) =>
            new()
            {
                No = No,
                Amount = Amount,
                PlannedOn = PlannedOn,
                Status = Tranches.StatusOf(
                    No,
                    TrancheApproval is null ? default : EnumText.Parse<TrancheApproval>(TrancheApproval),
                    decisions is [.., var last] ? last.Decision : null,
                    payouts.Any(payout => payout.ReversedOn is null)
                ),
                Decisions = decisions,
                Payouts = payouts,
            };
    }

    private sealed class DecisionRow
    {
        public int No { get; init; }
        public string Decision { get; init; } = "";
        public string Note { get; init; } = "";
        public string DecidedBy { get; init; } = "";
        public DateOnly DecidedOn { get; init; }

        public TrancheDecision ToDecision() =>
            new()
            {
                Decision = EnumText.Parse<TrancheVerdict>(Decision),
                Note = Note,
                DecidedBy = DecidedBy,
                DecidedOn = DecidedOn,
            };
    }

    private sealed class PayoutRow
    {
        public int No { get; init; }
        public string EntryId { get; init; } = "";
        public DateOnly PaidOn { get; init; }
        public DateOnly? ReversedOn { get; init; }

        public TranchePayout ToPayout() => new(EntryId, PaidOn, ReversedOn);
    }

    private sealed record TrancheInsert
    {
        public required string LoanId { get; init; }
        public required int No { get; init; }
        public required Rupiah Amount { get; init; }
        public required DateOnly PlannedOn { get; init; }
    }

    private sealed record DecisionInsert
    {
        public required string LoanId { get; init; }
        public required int No { get; init; }
        public required int Sequence { get; init; }
        public required string Decision { get; init; }
        public required DateOnly DecidedOn { get; init; }
        public required string Note { get; init; }
        public required string DecidedBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }

    private sealed record PaymentInsert(string EntryId, string LoanId, int No);
}

/// <summary>A plan in the audit trail.</summary>
internal sealed record TranchePlanEvidence(IReadOnlyList<PlannedTranche> Tranches);

/// <summary>A decision about a tranche in the audit trail.</summary>
internal sealed record TrancheDecisionEvidence
{
    public required int No { get; init; }
    public required int Sequence { get; init; }
    public required string Decision { get; init; }
    public required DateOnly DecidedOn { get; init; }
    public required string Note { get; init; }
    public required string DecidedBy { get; init; }
}

/// <summary>A payment of a tranche in the audit trail.</summary>
internal sealed record TranchePaymentEvidence(int No, string EntryId);
