using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.Receipts.GetReceipt;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>
/// Receipts, each of one journal entry as it was when it was booked. What is left to be held has a receipt of its own
/// beside that of the payment it came with.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="receipts">What receipts say.</param>
public sealed class ReceiptPaper(Db db, IRequestHandler<GetReceipt, Result<ReceiptView>> receipts) : IPaperSource
{
    /// <summary>What a receipt of a deposit adds to the number of the payment's.</summary>
    public const string DepositMark = "TT";

    private const string Columns = """
        SELECT e.[Id], e.[Kind], e.[OfficeId], e.[BorrowerId], e.[EffectiveOn], e.[Description],
            COALESCE(e.[ReceiptNumber], e.[Number]) AS [Number],
            COALESCE((SELECT -SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] = 'borrowerDeposits' AND p.[Kind] = 'repayment'), 0)
                AS [Deposited],
            COALESCE((SELECT SUM(CASE WHEN e.[Kind] <> 'depositApplied' AND p.[Amount] > 0 THEN p.[Amount]
                    WHEN e.[Kind] = 'depositApplied' AND p.[Account] = 'qardhReceivable' THEN -p.[Amount] ELSE 0 END)
                FROM [Posting] p WHERE p.[EntryId] = e.[Id]), 0) AS [Amount],
            CASE WHEN EXISTS (SELECT 1 FROM [Reversal] d WHERE d.[ReversedEntryId] = e.[Id]) THEN 1 ELSE 0 END
                AS [IsReversed]
        FROM [JournalEntry] e
        """;

    private static readonly Sql<IdParameter, EntryRow> ById = new(
        $"""
        {Columns}
        WHERE e.[Id] = @Id AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
        """
    );

    private static readonly Sql<IdParameter, EntryRow> ByLoan = new(
        $"""
        {Columns}
        WHERE e.[LoanId] = @Id AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
        ORDER BY e.[Id]
        """
    );

    /// <summary>The kind of an entry's receipt; null when it has none.</summary>
    public static DocumentKind? KindOf(EntryKind kind) =>
        kind switch
        {
            EntryKind.Disbursement => DocumentKind.DisbursementReceipt,
            EntryKind.Repayment => DocumentKind.RepaymentReceipt,
            EntryKind.DepositApplied => DocumentKind.DepositUseReceipt,
            EntryKind.DepositRefund => DocumentKind.RefundReceipt,
            EntryKind.Infak => DocumentKind.InfakReceipt,
            EntryKind.Recovery => DocumentKind.RecoveryReceipt,
            EntryKind.FundReceipt => DocumentKind.FundReceipt,
            _ => null,
        };

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct)
    {
        if (
            await db.Find(ById, new IdParameter(reference.Id), ct) is not { } entry
            || entry.Documents().All(document => document.Kind != reference.Kind)
        )
        {
            return null;
        }

        var view = entry.Documents().Single(document => document.Kind == reference.Kind);
        var receipt = (await receipts.Handle(new GetReceipt(entry.Id), ct)).Value;
        return new Paper
        {
            Kind = view.Kind,
            Number = view.Number,
            On = view.IssuedOn,
            Amount = view.Amount,
            OfficeId = entry.OfficeId,
            OfficeName = receipt.OfficeName,
            BorrowerId = entry.BorrowerId,
            TakenBack = receipt.ReversedBy is { } reversal
                ? $"Dibatalkan dengan {reversal.Number}. {PaperWords.Begin(reversal.Reason)}"
                : null,
            Body = pen => new ReceiptText(pen, view, receipt) { Source = entry.Description }.Write(),
        };
    }

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct) =>
        [.. (await db.Query(ByLoan, new IdParameter(loanId), ct)).SelectMany(entry => entry.Documents())];

    private sealed class EntryRow
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string? BorrowerId { get; init; }
        public string? Description { get; init; }
        public DateOnly EffectiveOn { get; init; }
        public string Number { get; init; } = "";
        public Rupiah Deposited { get; init; }
        public Rupiah Amount { get; init; }
        public bool IsReversed { get; init; }

        public IEnumerable<DocumentView> Documents()
        {
            if (KindOf(EnumText.Parse<EntryKind>(Kind)) is { } kind)
            {
                yield return View(kind, Number, Amount);
            }

            if (Deposited.IsPositive)
            {
                yield return View(DocumentKind.DepositReceipt, $"{Number}-{DepositMark}", Deposited);
            }
        }

        private DocumentView View(DocumentKind kind, string number, Rupiah amount) =>
            new()
            {
                Kind = kind,
                Number = number,
                IssuedOn = EffectiveOn,
                Amount = amount,
                Status = IsReversed ? DocumentStatus.Reversed : DocumentStatus.Valid,
                Path = $"/documents/{EnumText.Of(kind)}/{Id}",
            };
    }
}
