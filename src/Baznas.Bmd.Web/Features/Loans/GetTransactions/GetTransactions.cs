using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.GetTransactions;

/// <summary>Everything that moved what is owed on a loan, newest first, reversals beside what they reverse.</summary>
[AllowedToStaff]
public sealed record GetTransactions : IQuery<Page<TransactionView>>, IApiEndpoint
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Only what counts by this day; everything booked so far when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetTransactions, Page<TransactionView>>(
            "/loans/{id}/transactions",
            (string id, DateOnly? asOf) => new GetTransactions { LoanId = id, AsOf = asOf }
        );
}

/// <summary>A journal entry as it concerns a loan.</summary>
public sealed record TransactionView
{
    /// <summary>The entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>The journal number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>The payer's receipt.</summary>
    public required string? ReceiptNumber { get; init; }

    /// <summary>What it is about; a reversal has the kind of what it reverses.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What it did to the debt on the books, or a recovery to the one off them, rupiah; below zero when less is owed.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The debt on the books after it, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>What the borrower owes after it, also off the books, rupiah.</summary>
    public required Rupiah StillOwed { get; init; }

    /// <summary>Cash or bank, when money moved.</summary>
    public required string? Account { get; init; }

    /// <summary>How the money came.</summary>
    public required string? Method { get; init; }

    /// <summary>The number on somebody else's paper.</summary>
    public required string? Reference { get; init; }

    /// <summary>Who really paid, when it was another.</summary>
    public required string? PaidByBorrowerId { get; init; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string BookedBy { get; init; }

    /// <summary>The entry that this one takes back.</summary>
    public required string? ReversesTransactionId { get; init; }

    /// <summary>The entry that took this one back.</summary>
    public required string? ReversedByTransactionId { get; init; }

    /// <summary>Why it was taken back.</summary>
    public required string? ReversalReason { get; init; }
}

/// <summary>Reads them from the ledger.</summary>
public sealed class GetTransactionsHandler(Db db) : IRequestHandler<GetTransactions, Result<Page<TransactionView>>>
{
    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT e.[Id], e.[Number], e.[ReceiptNumber], e.[Kind], e.[EffectiveOn], e.[Method], e.[Reference],
            e.[PaidByBorrowerId], e.[BookedAt], e.[BookedBy], u.[UserName] AS [BookedByName],
            r.[ReversedEntryId] AS [Reverses], d.[EntryId] AS [ReversedBy],
            COALESCE(r.[Reason], d.[Reason]) AS [Reason],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] IN ('qardhReceivable', 'recoveryIncome')), 0) AS [Change],
            (SELECT MIN(p.[Account]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] IN ('cash', 'bank')) AS [Account]
        FROM [JournalEntry] e
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = e.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        WHERE e.[LoanId] = @LoanId
            {?AsOf: AND e.[EffectiveOn] <= @AsOf}
            AND EXISTS (SELECT 1 FROM [Posting] p WHERE p.[EntryId] = e.[Id]
                AND p.[Account] IN ('qardhReceivable', 'recoveryIncome'))
        ORDER BY e.[EffectiveOn], COALESCE(r.[ReversedEntryId], e.[Id]), e.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<TransactionView>>> Handle(
        GetTransactions request,
        CancellationToken cancellationToken
    )
    {
        var rows = await db.Query(List, new Parameters(request.LoanId, request.AsOf), cancellationToken);
        var views = new List<TransactionView>(rows.Count);
        var (outstanding, offTheBooks) = (Rupiah.Zero, Rupiah.Zero);
        foreach (var row in rows)
        {
            var kind = EnumText.Parse<EntryKind>(row.Kind);
            outstanding += kind == EntryKind.Recovery ? Rupiah.Zero : row.Change;
            offTheBooks += kind switch
            {
                EntryKind.WriteOff => -row.Change,
                EntryKind.Recovery => row.Change,
                _ => Rupiah.Zero,
            };
            views.Add(row.ToView(outstanding, outstanding + offTheBooks));
        }

        views.Reverse();
        return new Page<TransactionView> { Items = views };
    }

    private sealed record Parameters(string LoanId, DateOnly? AsOf);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ReceiptNumber { get; init; }
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? Method { get; init; }
        public string? Reference { get; init; }
        public string? PaidByBorrowerId { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public string BookedBy { get; init; } = "";
        public string? BookedByName { get; init; }
        public string? Reverses { get; init; }
        public string? ReversedBy { get; init; }
        public string? Reason { get; init; }
        public Rupiah Change { get; init; }
        public string? Account { get; init; }

        public TransactionView ToView(Rupiah outstanding, Rupiah stillOwed) =>
            new()
            {
                TransactionId = Id,
                JournalNumber = Number,
                ReceiptNumber = ReceiptNumber,
                Kind = EnumText.Parse<EntryKind>(Kind),
                EffectiveOn = EffectiveOn,
                Amount = Change,
                Outstanding = outstanding,
                StillOwed = stillOwed,
                Account = Account,
                Method = Method,
                Reference = Reference,
                PaidByBorrowerId = PaidByBorrowerId,
                BookedAt = BookedAt,
                BookedBy = BookedByName ?? BookedBy,
                ReversesTransactionId = Reverses,
                ReversedByTransactionId = ReversedBy,
                ReversalReason = Reason,
            };
    }
}
