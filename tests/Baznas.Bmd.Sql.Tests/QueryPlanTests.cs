using System.Reflection;
using Baznas.Bmd.SqlTests.Plans;
using Baznas.Bmd.SqlTests.Planted;
using Baznas.Bmd.SqlTests.Schemas;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

[TestFixture]
public class QueryPlanTests
{
    private const string AllOffices =
        "Over all offices together there is no narrower place to look; one office reads its own range.";

    private const string Verification =
        "A verification means everything: it reads every row once, at night or when an auditor asks.";

    /// <summary>
    /// The statements that may go through the whole of a big table, each with its reason. The name of a
    /// type stands for all of its statements.
    /// </summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.LedgerCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.TrancheCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.GraceCheck.LostGrace"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.ScheduleCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.RescheduleEvidence.Events"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.WriteOffCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.PeriodCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.MoneyHeldCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.MeetingCheck.Recorded"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.ConsentCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.DecisionCheck.Recorded"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.GroupCheck.Recorded"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.UserCheck.Lost"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.StatementCheck.Events"] = Verification,
        ["Baznas.Bmd.Web.Features.Reports.Portfolio.GetPortfolioHandler.Groups"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.WaitingRequests.GetWaitingRequestsHandler.Counts"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.CashForecast.GetCashForecastHandler"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.WrittenOffLoans.GetWrittenOffLoansHandler.List"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.Arrears.GetArrearsHandler.List"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.TrialBalance.GetTrialBalanceHandler.Sums"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.GeneralLedger.GetGeneralLedgerHandler"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.Journal.GetJournalHandler.List"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.FundReport.GetFundReportHandler.Sums"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.Disbursements.GetDisbursementsHandler.List"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.Collections.GetCollectionsHandler.Sums"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Reports.ExpectedPayments.GetExpectedPaymentsHandler.List"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Approvals.ListApprovals.WaitingDecisions"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Till.ListPayableLoans.PayableLoanBook.List"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Till.GetTill.GetTillHandler"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Loans.ListLoans.ListLoansHandler.List"] =
            "A part of a name, or a status that follows from the ledger, is looked for newest first, a page at a time.",
        ["Baznas.Bmd.Web.Features.Borrowers.ListBorrowers.ListBorrowersHandler.List"] =
            "A part of a name is looked for newest first, a page at a time; numbers, phones and NIKs have an index.",
        ["Baznas.Bmd.Web.Features.Finding.FindAnything.FindAnythingHandler"] =
            "A part of a name or number is looked for newest first, until ten are found.",
        ["Baznas.Bmd.Web.Features.Applications.ListApplications.ListApplicationsHandler.List"] =
            "A part of a name, or a status over all offices, is looked for newest first, a page at a time.",
        ["Baznas.Bmd.Web.Features.Applications.ListOpenApplications.ListOpenApplicationsHandler.List"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Today.GetToday.DayVisits"] = AllOffices,
        ["Baznas.Bmd.Web.Features.ArrearsCases.ListArrearsCases.ListArrearsCasesHandler"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.ArrearsCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Audit.VerifyBooks.ImpactCheck"] = Verification,
        ["Baznas.Bmd.Web.Features.Reports.Impact.GetImpactHandler.Surveys"] = AllOffices,
        ["Baznas.Bmd.Web.Features.Messaging.ListMessages.ListMessagesHandler.List"] =
            "A part of a name, or a state over all offices, is looked for newest first, a page at a time.",
        ["Baznas.Bmd.Web.Features.Borrowers.ListVillages.ListVillagesHandler.Counts"] = AllOffices,
    };

    [TestCaseSource(nameof(Names))]
    public void A_statement_goes_through_no_big_table_from_end_to_end(string name)
    {
        var scans = Scans(name);
        if (scans.Count > 0 && !Allowed.Keys.Any(place => IsIn(place, name)))
        {
            Assert.Fail(
                $"{name} goes through the whole of a big table:\n  {string.Join("\n  ", scans)}\n"
                    + $"Give it an index, or a place with a reason in {nameof(QueryPlanTests)}.{nameof(Allowed)}."
            );
        }
    }

    [Test]
    public void Only_statements_that_need_it_are_allowed_to()
    {
        Assert.That(Needless(Allowed.Keys), Is.Empty);
        Assert.That(Allowed.Values, Has.All.Not.Empty);
    }

    [Test]
    public void A_place_that_is_not_needed_is_caught()
    {
        string[] names = ["No.Such.Statement", Names().First()];
        Assert.That(Needless(names), Is.EqualTo(names));
    }

    [Test]
    public void The_big_tables_are_there() => Assert.That(QueryPlan.BigTables, Is.SubsetOf(Current.Sqlite.Tables.Keys));

    [TestCaseSource(nameof(SlowNames))]
    public void A_planted_full_scan_is_caught(string name)
    {
        var statement = Catalogue.Slow[$"{typeof(SlowStatements).FullName}.{name}"];
        Assert.That(statement.Report(), Is.Empty);
        var expected = typeof(SlowStatements).GetField(name)!.GetCustomAttribute<CaughtAttribute>()!.Complaints;
        var scans = QueryPlan.FullScans(statement, Current.SqliteDatabase);
        foreach (var scan in expected)
        {
            Assert.That(scans, Has.Some.StartsWith(scan));
        }
    }

    private static IEnumerable<string> Names() =>
        Catalogue.OfTheProduct.Concat(Catalogue.Healthy).Select(entry => entry.Name);

    private static IEnumerable<string> Needless(IEnumerable<string> places) =>
        places.Where(place => Names().All(name => !IsIn(place, name) || Scans(name).Count == 0));

    private static bool IsIn(string place, string name) =>
        name == place || name.StartsWith(place + ".", StringComparison.Ordinal);

    private static IReadOnlyList<string> Scans(string name) =>
        QueryPlan.FullScans(Catalogue.Sound[name], Current.SqliteDatabase);

    private static IEnumerable<string> SlowNames() =>
        Catalogue.Of(typeof(SlowStatements)).Select(entry => entry.Name.Split('.')[^1]);
}
