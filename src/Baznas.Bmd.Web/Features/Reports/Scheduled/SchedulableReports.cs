using Baznas.Bmd.Domain.Reporting;
using Baznas.Bmd.Web.Features.Reports.Arrears;
using Baznas.Bmd.Web.Features.Reports.CashForecast;
using Baznas.Bmd.Web.Features.Reports.Collections;
using Baznas.Bmd.Web.Features.Reports.Disbursements;
using Baznas.Bmd.Web.Features.Reports.ExpectedPayments;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.Reports.FundReport;
using Baznas.Bmd.Web.Features.Reports.GeneralLedger;
using Baznas.Bmd.Web.Features.Reports.Impact;
using Baznas.Bmd.Web.Features.Reports.Journal;
using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Features.Reports.RescheduledLoans;
using Baznas.Bmd.Web.Features.Reports.TrialBalance;
using Baznas.Bmd.Web.Features.Reports.WrittenOffLoans;
using Baznas.Bmd.Web.Features.Statements;
using Baznas.Bmd.Web.Features.Statements.CashFlows;
using Baznas.Bmd.Web.Features.Statements.ChangesInFunds;
using Baznas.Bmd.Web.Features.Statements.ChangesInManagedAssets;
using Baznas.Bmd.Web.Features.Statements.FinancialPosition;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled;

/// <summary>The reports of an office that can come by themselves.</summary>
public enum SchedulableReport
{
#pragma warning disable CS1591 // Each as its query says it.
    Portfolio,
    Arrears,
    RescheduledLoans,
    WrittenOffLoans,
    Collections,
    ExpectedPayments,
    Disbursements,
    Funds,
    CashForecast,
    TrialBalance,
    Journal,
    GeneralLedger,
    Impact,
    FinancialPosition,
    ChangesInFunds,
    ChangesInManagedAssets,
    CashFlows,
#pragma warning restore CS1591
}

/// <summary>A question whose answer is a report of whatever kind.</summary>
/// <param name="Query">The question.</param>
/// <param name="Ask">Asks it.</param>
public sealed record ScheduledQuestion(IReportQuery Query, Func<IMediator, CancellationToken, Task<IResult>> Ask);

/// <summary>What each of them is asked, as its page would ask it.</summary>
public static class SchedulableReports
{
    private static readonly HashSet<SchedulableReport> LookAhead =
    [
        SchedulableReport.ExpectedPayments,
        SchedulableReport.CashForecast,
    ];

    private static readonly HashSet<SchedulableReport> ByProduct =
    [
        SchedulableReport.Portfolio,
        SchedulableReport.Arrears,
    ];

    /// <summary>Whether it can be about a period: what is to come is another question than what was.</summary>
    public static bool Takes(SchedulableReport report, RelativePeriod period) =>
        period == RelativePeriod.Today || period.LooksAhead() == LookAhead.Contains(report);

    /// <summary>Whether it can be narrowed to a product.</summary>
    public static bool IsByProduct(SchedulableReport report) => ByProduct.Contains(report);

    /// <summary>Whether it can be narrowed to a fund: households are not asked by the fund of a loan.</summary>
    public static bool IsByFund(SchedulableReport report) => report != SchedulableReport.Impact;

    /// <summary>The question that a schedule asks on a day.</summary>
    public static ScheduledQuestion QuestionOf(ReportScheduleView schedule, DateOnly day)
    {
        var asked = schedule.Parameters;
        var (from, to) = asked.Period.On(day);
        var loans = new ReportQuery
        {
            OfficeId = schedule.OfficeId,
            AsOf = to,
            FundId = asked.FundId,
            ProductId = asked.ProductId,
        };
        var period = new PeriodQuery
        {
            OfficeId = schedule.OfficeId,
            From = from,
            To = to,
            FundId = asked.FundId,
        };
        return schedule.Report switch
        {
            SchedulableReport.Portfolio => Of(new GetPortfolio { Query = loans }),
            SchedulableReport.Arrears => Of(new GetArrears { Query = ArrearsOf(loans) }),
            SchedulableReport.RescheduledLoans => Of(new GetRescheduledLoans { Query = period }),
            SchedulableReport.WrittenOffLoans => Of(new GetWrittenOffLoans { Query = period }),
            SchedulableReport.Collections => Of(new GetCollections { Query = period }),
            SchedulableReport.ExpectedPayments => Of(new GetExpectedPayments { Query = ExpectedOf(period) }),
            SchedulableReport.Disbursements => Of(new GetDisbursements { Query = period }),
            SchedulableReport.Funds => Of(new GetFundReport { Query = period }),
            SchedulableReport.CashForecast => Of(new GetCashForecast { Query = ForecastOf(period) }),
            SchedulableReport.TrialBalance => Of(new GetTrialBalance { Query = TrialBalanceOf(loans) }),
            SchedulableReport.Journal => Of(new GetJournal { Query = period }),
            SchedulableReport.GeneralLedger => Of(
                new GetGeneralLedger { Account = asked.Account!.Value, Query = period }
            ),
            SchedulableReport.Impact => Of(new GetImpact { Query = ImpactOf(period) }),
            SchedulableReport.FinancialPosition => Of(new GetFinancialPosition { Query = PositionOf(loans) }),
            SchedulableReport.ChangesInFunds => Of(new GetChangesInFunds { Query = period }),
            SchedulableReport.ChangesInManagedAssets => Of(new GetChangesInManagedAssets { Query = period }),
            SchedulableReport.CashFlows => Of(new GetCashFlows { Query = period }),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule.Report, null),
        };
    }

    private static ScheduledQuestion Of<T>(IReportQuery<T> query)
        where T : IReport => new(query, async (mediator, ct) => await mediator.Send(query, ct));

    private static ArrearsQuery ArrearsOf(ReportQuery loans) =>
        new()
        {
            OfficeId = loans.OfficeId,
            AsOf = loans.AsOf,
            FundId = loans.FundId,
            ProductId = loans.ProductId,
        };

    private static TrialBalanceQuery TrialBalanceOf(ReportQuery day) =>
        new()
        {
            OfficeId = day.OfficeId,
            AsOf = day.AsOf,
            FundId = day.FundId,
        };

    private static PositionQuery PositionOf(ReportQuery day) =>
        new()
        {
            OfficeId = day.OfficeId,
            AsOf = day.AsOf,
            FundId = day.FundId,
        };

    private static ExpectedPaymentsQuery ExpectedOf(PeriodQuery period) =>
        new()
        {
            OfficeId = period.OfficeId,
            From = period.From,
            To = period.To,
            FundId = period.FundId,
        };

    private static ForecastQuery ForecastOf(PeriodQuery period) =>
        new()
        {
            OfficeId = period.OfficeId,
            From = period.From,
            To = period.To,
            FundId = period.FundId,
        };

    private static ImpactQuery ImpactOf(PeriodQuery period) =>
        new()
        {
            OfficeId = period.OfficeId,
            From = period.From,
            To = period.To,
        };
}
