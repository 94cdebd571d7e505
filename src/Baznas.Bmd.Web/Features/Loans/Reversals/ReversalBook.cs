using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Loans.Reversals;

/// <summary>
/// Takes entries back by reversing entries; nothing is deleted. What must hold for each kind of entry stands in its
/// <see cref="ReversalRules"/>.
/// </summary>
public sealed class ReversalBook(Db db, Work work, LoanBook loans, LedgerBook ledger, ClosedPeriods closed)
{
    private static readonly Sql<IdParameter, EntryRow> FindEntry = new(
        """
        SELECT e.[Id], e.[Kind], e.[EffectiveOn], e.[LoanId], e.[BorrowerId], e.[BookedBy],
            d.[EntryId] AS [ReversedBy], r.[ReversedEntryId] AS [Reverses]
        FROM [JournalEntry] e
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = e.[Id]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        WHERE e.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, LineRow> Lines = new(
        """
        SELECT [Account], [FundId], [Amount], [LoanId], [BorrowerId] FROM [Posting]
        WHERE [EntryId] = @Id ORDER BY [Line]
        """
    );

    private static readonly Sql<NewReversal, NoRows> Insert = new(
        "INSERT INTO [Reversal] ([ReversedEntryId], [EntryId], [Reason]) VALUES (@ReversedEntryId, @EntryId, @Reason)"
    );

    /// <summary>
    /// What is to be taken back: an entry of the loan, or with <paramref name="loanId"/> null one that concerns no loan.
    /// It counts no more from its own day while that month is open, else from the first open day after it.
    /// </summary>
    public async Task<Result<Reversing>> Find(string entryId, string? loanId, CancellationToken ct)
    {
        var entry = await db.Find(FindEntry, new IdParameter(entryId), ct);
        if (entry is null || entry.LoanId != loanId)
        {
            return RunningLoanErrors.TransactionNotFound;
        }

        if (entry.ReversedBy is not null)
        {
            return RunningLoanErrors.AlreadyReversed;
        }

        if (entry.Reverses is not null)
        {
            return RunningLoanErrors.NotReversible;
        }

        return new Reversing
        {
            EntryId = entry.Id,
            BookedBy = entry.BookedBy,
            Original = await Read(entry, ct),
            Loan = loanId is null ? null : await loans.Find(loanId, ct),
            BorrowerId = entry.BorrowerId,
            EffectiveOn = await closed.FirstOpenFrom(work.Office.Id, entry.EffectiveOn, ct),
        };
    }

    /// <summary>Books the reversing entry, if the rules let it.</summary>
    public async Task<Result<BookedEntry>> Reverse(
        Reversing reversing,
        IReadOnlyList<IReversalRule> rules,
        string reason,
        CancellationToken ct
    )
    {
        if (await First(rules, rule => rule.Before(reversing, ct)) is { } error)
        {
            return error;
        }

        var details = new EntryDetails
        {
            LoanId = reversing.Loan?.Row.Id,
            BorrowerId = reversing.BorrowerId,
            Description = reason,
        };
        var entry = Postings.Reversal(reversing.Original, reversing.EntryId, reversing.EffectiveOn);
        var booked = await ledger.Post(entry, details, ct);
        if (booked.IsRefused(out _))
        {
            return booked;
        }

        await db.Execute(Insert, new NewReversal(reversing.EntryId, booked.Value.Id, reason), ct);
        return await First(rules, rule => rule.After(reversing, ct)) is { } left ? left : booked;
    }

    private static async Task<Error?> First(IReadOnlyList<IReversalRule> rules, Func<IReversalRule, Task<Error?>> ask)
    {
        foreach (var rule in rules)
        {
            if (await ask(rule) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private async Task<LedgerEntry> Read(EntryRow entry, CancellationToken ct)
    {
        var lines = await db.Query(Lines, new IdParameter(entry.Id), ct);
        return new LedgerEntry
        {
            Kind = EnumText.Parse<EntryKind>(entry.Kind),
            EffectiveOn = entry.EffectiveOn,
            Lines =
            [
                .. lines.Select(line => new PostingLine
                {
                    Account = EnumText.Parse<Account>(line.Account),
                    FundId = line.FundId,
                    Amount = line.Amount,
                    LoanId = line.LoanId,
                    BorrowerId = line.BorrowerId,
                }),
            ],
        };
    }

    private sealed record NewReversal(string ReversedEntryId, string EntryId, string Reason);

    private sealed class EntryRow
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? LoanId { get; init; }
        public string? BorrowerId { get; init; }
        public string BookedBy { get; init; } = "";
        public string? ReversedBy { get; init; }
        public string? Reverses { get; init; }
    }

    private sealed class LineRow
    {
        public string Account { get; init; } = "";
        public string FundId { get; init; } = "";
        public Rupiah Amount { get; init; }
        public string? LoanId { get; init; }
        public string? BorrowerId { get; init; }
    }
}
