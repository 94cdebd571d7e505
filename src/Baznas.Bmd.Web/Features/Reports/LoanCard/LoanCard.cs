using System.Globalization;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.GetSchedule;
using Baznas.Bmd.Web.Features.Loans.GetTransactions;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.LoanCard;

/// <summary>A loan's card: what was agreed, what is due, what was paid, on one sheet.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetLoanCard : IReportQuery<LoanCardReport>, IApiEndpoint
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetLoanCard, LoanCardReport>(
            "/reports/loan-card/{loanId}",
            (string loanId, DateOnly? asOf, EnumValue<ReportFormat>? format) =>
                new GetLoanCard { LoanId = loanId, AsOf = asOf }
        );
}

/// <summary>A loan's card.</summary>
/// <param name="Loan">The loan on the day.</param>
/// <param name="Schedule">Its schedule on the day.</param>
/// <param name="Transactions">What moved its balance by the day, newest first.</param>
public sealed record LoanCardReport(
    LoanView Loan,
    LoanScheduleView Schedule,
    IReadOnlyList<TransactionView> Transactions
) : IReport
{
    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"loan-card-{Loan.Number}-{Loan.AsOf:yyyy-MM-dd}",
            "reports.card.title",
            ReportPeriod.On(Loan.AsOf),
            ReportSheet
                .Of("schedule", "reports.card.schedule", Schedule.Rows)
                .Date("date", "reports.due_on", row => row.DueOn)
                .Text("number", "reports.instalment", row => row.No.ToString(CultureInfo.InvariantCulture))
                .Code("item", "loans.status", row => CodedWord.Of(row.Status))
                .Money("amount", "field.amount", row => row.Amount)
                .Total(Schedule.Total)
                .Money("paid", "reports.paid", row => row.Paid)
                .Summed()
                .Money("outstanding", "reports.to_pay", row => row.Outstanding)
                .Summed(),
            ReportSheet
                .Of<TransactionView>("transaction", "reports.card.transactions", [.. Transactions.Reverse()])
                .Date("date", "reports.date", row => row.EffectiveOn)
                .Text("number", "reports.entry", row => row.ReceiptNumber ?? row.JournalNumber)
                .Code("item", "reports.kind", row => CodedWord.Of(row.Kind))
                .Money("amount", "field.amount", row => row.Amount)
                .Money("outstanding", "loans.outstanding", row => row.Outstanding)
        )
        {
            TitleArguments = [Loan.Number],
            Notes =
            [
                new HeadLine(PageText.T("loans.borrower"), Loan.Borrower.FullName),
                new HeadLine(PageText.T("loans.principal"), PageText.Money(Loan.Principal)),
                new HeadLine(PageText.T("loans.outstanding"), PageText.Money(Loan.Outstanding)),
            ],
        };
}

/// <summary>Lays the loan's own answers side by side.</summary>
public sealed class GetLoanCardHandler(IMediator mediator) : IRequestHandler<GetLoanCard, Result<LoanCardReport>>
{
    /// <inheritdoc/>
    public async Task<Result<LoanCardReport>> Handle(GetLoanCard request, CancellationToken cancellationToken)
    {
        var loan = await mediator.Send(new GetLoan { Id = request.LoanId, AsOf = request.AsOf }, cancellationToken);
        var schedule = await mediator.Send(
            new GetSchedule { LoanId = request.LoanId, AsOf = request.AsOf },
            cancellationToken
        );
        var transactions = await mediator.Send(
            new GetTransactions { LoanId = request.LoanId, AsOf = loan.Value.AsOf },
            cancellationToken
        );
        return schedule.Then<LoanCardReport>(rows => new LoanCardReport(loan.Value, rows, transactions.Value.Items));
    }
}
