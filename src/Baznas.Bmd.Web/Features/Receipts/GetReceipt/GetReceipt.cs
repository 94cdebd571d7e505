using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Receipts.GetReceipt;

/// <summary>
/// The receipt of a journal entry, as it was when it was booked: printed again later it says the same, unless the entry
/// was taken back.
/// </summary>
/// <param name="TransactionId">The entry.</param>
[AllowedToStaff]
public sealed record GetReceipt(string TransactionId) : IQuery<ReceiptView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Transaction(TransactionId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetReceipt, ReceiptView>("/transactions/{id}/receipt", (string id) => new GetReceipt(id));
}

/// <summary>A receipt.</summary>
public sealed record ReceiptView
{
    /// <summary>The entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its journal number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>The receipt's own number; null for what has only a journal number, such as a disbursement.</summary>
    public required string? ReceiptNumber { get; init; }

    /// <summary>What it is about; a reversal has the kind of what it takes back.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The day it counts from.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The office's name.</summary>
    public required string OfficeName { get; init; }

    /// <summary>The fund's name; the first when it concerns several.</summary>
    public required string FundName { get; init; }

    /// <summary>What it comes to, rupiah, always above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>Where the money lies or lay; null when none moved.</summary>
    public required MoneyAccount? Account { get; init; }

    /// <summary>How it came.</summary>
    public required PaymentMethod? Method { get; init; }

    /// <summary>The number on somebody else's paper.</summary>
    public required string? Reference { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required BorrowerReference? Borrower { get; init; }

    /// <summary>Who really paid, when it was another.</summary>
    public required BorrowerReference? PaidBy { get; init; }

    /// <summary>The loan it concerns.</summary>
    public required ReceiptLoan? Loan { get; init; }

    /// <summary>Which instalments it filled.</summary>
    public required IReadOnlyList<ReceiptAllocation> Allocations { get; init; }

    /// <summary>What of it was held as a deposit, rupiah.</summary>
    public required Rupiah Deposited { get; init; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>By whom, as people call them.</summary>
    public required string BookedBy { get; init; }

    /// <summary>The entry that this one takes back.</summary>
    public required ReceiptReversal? Reverses { get; init; }

    /// <summary>The entry that took this one back.</summary>
    public required ReceiptReversal? ReversedBy { get; init; }

    /// <summary>The receipts of infak that was given together with it.</summary>
    public required IReadOnlyList<InfakReceipt> Infak { get; init; }
}

/// <summary>The loan of a receipt, right after it.</summary>
/// <param name="Id">The loan.</param>
/// <param name="Number">Its number.</param>
/// <param name="Outstanding">What was owed on the books then, rupiah.</param>
/// <param name="StillOwed">What was owed then, on the books and off them, rupiah.</param>
public sealed record ReceiptLoan(string Id, string Number, Rupiah Outstanding, Rupiah StillOwed);

/// <summary>An instalment that a payment filled, or a part of it.</summary>
/// <param name="No">The instalment's number.</param>
/// <param name="DueOn">When it was due.</param>
/// <param name="Amount">What it took, rupiah.</param>
public sealed record ReceiptAllocation(int No, DateOnly DueOn, Rupiah Amount);

/// <summary>The other entry of a reversal.</summary>
/// <param name="TransactionId">The entry.</param>
/// <param name="Number">Its receipt's number, or else its journal number.</param>
/// <param name="Reason">Why it was taken back.</param>
public sealed record ReceiptReversal(string TransactionId, string Number, string Reason);

/// <summary>The receipt of infak.</summary>
/// <param name="TransactionId">Its entry.</param>
/// <param name="ReceiptNumber">Its number.</param>
/// <param name="Amount">Rupiah.</param>
public sealed record InfakReceipt(string TransactionId, string ReceiptNumber, Rupiah Amount);

/// <summary>Reads the entry, and which instalments it filled by what was booked until then.</summary>
public sealed class GetReceiptHandler(Db db) : IRequestHandler<GetReceipt, Result<ReceiptView>>
{
    // Ids ascend in time: what was booked before an entry has a lower one.
    private static readonly Sql<IdParameter, ReceiptRow> Find = new(
        """
        SELECT e.[Id], e.[Number], e.[ReceiptNumber], e.[Kind], e.[EffectiveOn], e.[Method], e.[Reference], e.[BookedAt],
            e.[BookedBy], u.[DisplayName] AS [BookedByName], o.[Name] AS [OfficeName], f.[Name] AS [FundName],
            e.[BorrowerId], b.[Number] AS [BorrowerNumber], b.[FullName] AS [BorrowerName],
            e.[PaidByBorrowerId] AS [PayerId], y.[Number] AS [PayerNumber], y.[FullName] AS [PayerName],
            e.[LoanId], l.[Number] AS [LoanNumber],
            (SELECT MIN(p.[Account]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] IN ('cash', 'bank')) AS [Account],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Amount] > 0), 0) AS [Turnover],
            COALESCE((SELECT -SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] = 'qardhReceivable'), 0) AS [Principal],
            COALESCE((SELECT -SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] = 'borrowerDeposits'), 0) AS [Deposited],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = e.[LoanId]
                AND p.[Account] = 'qardhReceivable' AND p.[EntryId] <= e.[Id]), 0) AS [Outstanding],
            COALESCE((SELECT SUM(CASE WHEN p.[Account] = 'recoveryIncome' THEN p.[Amount]
                    WHEN p.[Kind] = 'writeOff' THEN -p.[Amount] ELSE 0 END)
                FROM [Posting] p WHERE p.[LoanId] = e.[LoanId]
                AND p.[Account] IN ('qardhReceivable', 'recoveryIncome') AND p.[EntryId] <= e.[Id]), 0)
                AS [OffTheBooks],
            COALESCE((SELECT -SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = e.[LoanId]
                AND p.[Account] = 'qardhReceivable' AND p.[Kind] IN ('repayment', 'depositApplied')
                AND p.[EffectiveOn] <= e.[EffectiveOn] AND p.[EntryId] < e.[Id]), 0) AS [RepaidUntilThen],
            r.[ReversedEntryId] AS [ReversesId], COALESCE(x.[ReceiptNumber], x.[Number]) AS [ReversesNumber],
            d.[EntryId] AS [ReversedById], z.[Number] AS [ReversedByNumber],
            COALESCE(r.[Reason], d.[Reason]) AS [Reason]
        FROM [JournalEntry] e
        JOIN [Office] o ON o.[Id] = e.[OfficeId]
        JOIN [Posting] h ON h.[EntryId] = e.[Id] AND h.[Line] = 1
        JOIN [Fund] f ON f.[Id] = h.[FundId]
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        LEFT JOIN [Borrower] b ON b.[Id] = e.[BorrowerId]
        LEFT JOIN [Borrower] y ON y.[Id] = e.[PaidByBorrowerId]
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        LEFT JOIN [JournalEntry] x ON x.[Id] = r.[ReversedEntryId]
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = e.[Id]
        LEFT JOIN [JournalEntry] z ON z.[Id] = d.[EntryId]
        WHERE e.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, InstalmentRow> Schedule = new(
        """
        SELECT v.[RepaidBefore], i.[No], i.[AnchorOn], i.[DueOn], i.[Amount], i.[Cumulative]
        FROM [JournalEntry] e
        JOIN [ScheduleVersion] v ON v.[LoanId] = e.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
            FROM [ScheduleVersion] x
            WHERE x.[LoanId] = e.[LoanId] AND x.[EffectiveOn] <= e.[EffectiveOn] AND x.[At] <= e.[BookedAt])
        JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
        WHERE e.[Id] = @Id
        ORDER BY i.[No]
        """
    );

    private static readonly Sql<IdParameter, InfakRow> GivenTogether = new(
        """
        SELECT g.[Id], g.[ReceiptNumber], p.[Amount]
        FROM [JournalEntry] e
        JOIN [Posting] p ON p.[BorrowerId] = COALESCE(e.[PaidByBorrowerId], e.[BorrowerId])
            AND p.[Account] = 'infakIncome' AND p.[EffectiveOn] = e.[EffectiveOn]
        JOIN [JournalEntry] g ON g.[Id] = p.[EntryId] AND g.[BookedAt] = e.[BookedAt] AND g.[BookedBy] = e.[BookedBy]
        WHERE e.[Id] = @Id AND e.[Kind] = 'repayment' AND g.[ReceiptNumber] IS NOT NULL
        ORDER BY g.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ReceiptView>> Handle(GetReceipt request, CancellationToken cancellationToken)
    {
        var id = new IdParameter(request.TransactionId);
        var row = (await db.Find(Find, id, cancellationToken))!;
        var isPayment =
            EnumText.Parse<EntryKind>(row.Kind) is EntryKind.Repayment or EntryKind.DepositApplied
            && row.ReversesId is null;
        return row.ToView() with
        {
            Allocations = isPayment ? Allocate(row, await db.Query(Schedule, id, cancellationToken)) : [],
            Infak = isPayment
                ?
                [
                    .. (await db.Query(GivenTogether, id, cancellationToken)).Select(infak => new InfakReceipt(
                        infak.Id,
                        infak.ReceiptNumber,
                        -infak.Amount
                    )),
                ]
                : [],
        };
    }

    private static IReadOnlyList<ReceiptAllocation> Allocate(ReceiptRow payment, IReadOnlyList<InstalmentRow> rows)
    {
        var before = Rupiah.Max(
            payment.RepaidUntilThen - (rows is [var first, ..] ? first.RepaidBefore : default),
            default
        );
        var byNo = rows.ToDictionary(row => row.No, row => row.DueOn);
        return rows.Sum(row => row.Amount) < before + payment.Principal
            ? []
            :
            [
                .. Allocation
                    .Of([.. rows.Select(row => row.ToInstalment())], before, payment.Principal)
                    .Select(part => new ReceiptAllocation(part.No, byNo[part.No], part.Amount)),
            ];
    }

    private sealed class InstalmentRow
    {
        public Rupiah RepaidBefore { get; init; }
        public int No { get; init; }
        public DateOnly AnchorOn { get; init; }
        public DateOnly DueOn { get; init; }
        public Rupiah Amount { get; init; }
        public Rupiah Cumulative { get; init; }

        public Instalment ToInstalment() =>
            new()
            {
                No = No,
                AnchorOn = AnchorOn,
                DueOn = DueOn,
                Amount = Amount,
                Cumulative = Cumulative,
            };
    }

    private sealed class InfakRow
    {
        public string Id { get; init; } = "";
        public string ReceiptNumber { get; init; } = "";
        public Rupiah Amount { get; init; }
    }
}

/// <summary>An entry with what stood around it when it was booked.</summary>
internal sealed class ReceiptRow
{
    public string Id { get; init; } = "";
    public string Number { get; init; } = "";
    public string? ReceiptNumber { get; init; }
    public string Kind { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string? Method { get; init; }
    public string? Reference { get; init; }
    public DateTimeOffset BookedAt { get; init; }
    public string BookedBy { get; init; } = "";
    public string? BookedByName { get; init; }
    public string OfficeName { get; init; } = "";
    public string? BorrowerId { get; init; }
    public string? BorrowerNumber { get; init; }
    public string? BorrowerName { get; init; }
    public string? PayerId { get; init; }
    public string? PayerNumber { get; init; }
    public string? PayerName { get; init; }
    public string? LoanId { get; init; }
    public string? LoanNumber { get; init; }
    public string FundName { get; init; } = "";
    public string? Account { get; init; }
    public Rupiah Turnover { get; init; }
    public Rupiah Principal { get; init; }
    public Rupiah Deposited { get; init; }
    public Rupiah Outstanding { get; init; }
    public Rupiah OffTheBooks { get; init; }
    public Rupiah RepaidUntilThen { get; init; }
    public string? ReversesId { get; init; }
    public string? ReversesNumber { get; init; }
    public string? ReversedById { get; init; }
    public string? ReversedByNumber { get; init; }
    public string? Reason { get; init; }

    public ReceiptView ToView()
    {
        var kind = EnumText.Parse<EntryKind>(Kind);
        return new ReceiptView
        {
            TransactionId = Id,
            JournalNumber = Number,
            ReceiptNumber = ReceiptNumber,
            Kind = kind,
            EffectiveOn = EffectiveOn,
            OfficeName = OfficeName,
            FundName = FundName,
            // A deposit of another fund takes its money along, and so turns it over twice.
            Amount = kind == EntryKind.DepositApplied ? Rupiah.Max(Principal, -Principal) : Turnover,
            Account = Account is null ? null : EnumText.Parse<MoneyAccount>(Account),
            Method = Method is null ? null : EnumText.Parse<PaymentMethod>(Method),
            Reference = Reference,
            Borrower = BorrowerId is null ? null : new BorrowerReference(BorrowerId, BorrowerNumber!, BorrowerName!),
            PaidBy = PayerId is null ? null : new BorrowerReference(PayerId, PayerNumber!, PayerName!),
            Loan = LoanId is null ? null : new ReceiptLoan(LoanId, LoanNumber!, Outstanding, Outstanding + OffTheBooks),
            Allocations = [],
            Deposited = kind == EntryKind.Repayment && ReversesId is null ? Deposited : default,
            BookedAt = BookedAt,
            BookedBy = BookedByName ?? BookedBy,
            Reverses = ReversesId is null ? null : new ReceiptReversal(ReversesId, ReversesNumber!, Reason!),
            ReversedBy = ReversedById is null ? null : new ReceiptReversal(ReversedById, ReversedByNumber!, Reason!),
            Infak = [],
        };
    }
}
