using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Loans.GetSchedule;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.My.GetMyLoan;

/// <summary>A loan of the borrower who asks: its schedule, and every rupiah that came or went.</summary>
/// <param name="Id">The loan.</param>
[Allowed(Role.Borrower)]
public sealed record GetMyLoan(string Id) : IQuery<MyLoanDetails>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetMyLoan, MyLoanDetails>("/my/loans/{id}", (string id) => new GetMyLoan(id));
}

/// <summary>A loan with all that its borrower may want to check.</summary>
public sealed record MyLoanDetails
{
    /// <summary>How it stands.</summary>
    public required MyLoan Loan { get; init; }

    /// <summary>What is due when.</summary>
    public required IReadOnlyList<LoanScheduleRow> Schedule { get; init; }

    /// <summary>What was paid and received, newest first; what was taken back is left out.</summary>
    public required IReadOnlyList<MyPayment> Payments { get; init; }
}

/// <summary>Money that came or went.</summary>
public sealed record MyPayment
{
    /// <summary>The entry; its receipt is a document of that id.</summary>
    public required string TransactionId { get; init; }

    /// <summary>What it was.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The day it counts from.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The receipt's number.</summary>
    public required string? ReceiptNumber { get; init; }

    /// <summary>How the money came, if that was noted.</summary>
    public required PaymentMethod? Method { get; init; }
}

/// <summary>Reads it.</summary>
public sealed class GetMyLoanHandler(
    Db db,
    OwnLoans loans,
    IRequestHandler<GetSchedule, Result<LoanScheduleView>> schedule
) : IRequestHandler<GetMyLoan, Result<MyLoanDetails>>
{
    // What the borrower gave or got: of a repayment with an excess, also what went to the deposit; of a deposit that was
    // used, only what it paid.
    private static readonly Sql<IdParameter, Row> Entries = new(
        """
        SELECT e.[Id], e.[Kind], e.[EffectiveOn], e.[ReceiptNumber], e.[Method],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[EntryId] = e.[Id]
                AND (p.[Account] IN ('qardhReceivable', 'recoveryIncome', 'infakIncome')
                    OR (p.[Account] = 'borrowerDeposits' AND p.[Amount] < 0))), 0) AS [Change]
        FROM [JournalEntry] e
        WHERE e.[LoanId] = @Id AND e.[Kind] NOT IN ('writeOff', 'forgiveness')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[ReversedEntryId] = e.[Id])
        ORDER BY e.[EffectiveOn] DESC, e.[Id] DESC
        """
    );

    /// <inheritdoc/>
    public async Task<Result<MyLoanDetails>> Handle(GetMyLoan request, CancellationToken cancellationToken)
    {
        var loan = await loans.Find(request.Id, cancellationToken);
        if (loan.IsRefused(out var error))
        {
            return error;
        }

        var planned = await schedule.Handle(new GetSchedule { LoanId = request.Id }, cancellationToken);
        var entries = await db.Query(Entries, new IdParameter(request.Id), cancellationToken);
        return planned.Then<MyLoanDetails>(due => new MyLoanDetails
        {
            Loan = MyLoan.Of(loan.Value),
            Schedule = due.Rows,
            Payments = [.. entries.Select(row => row.ToPayment())],
        });
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? ReceiptNumber { get; init; }
        public string? Method { get; init; }
        public Rupiah Change { get; init; }

        public MyPayment ToPayment() =>
            new()
            {
                TransactionId = Id,
                Kind = EnumText.Parse<EntryKind>(Kind),
                On = EffectiveOn,
                Amount = Change < Rupiah.Zero ? -Change : Change,
                ReceiptNumber = ReceiptNumber,
                Method = Method is null ? null : EnumText.Parse<PaymentMethod>(Method),
            };
    }
}
