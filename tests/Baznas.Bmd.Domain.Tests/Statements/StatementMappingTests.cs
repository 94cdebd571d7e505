using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Domain.Tests.Support;
using NUnit.Framework;

namespace Baznas.Bmd.Domain.Tests.Statements;

[TestFixture]
public class StatementMappingTests
{
    private List<StatementGroup> _groups = [];
    private List<StatementLine> _lines = [];

    [SetUp]
    public void Begin() => (_groups, _lines) = Mappings.Plain();

    [Test]
    public void A_mapping_with_every_posting_on_one_line_is_taken() => Assert.That(Refusal(), Is.Null);

    [Test]
    public void An_account_on_no_line_is_refused_by_its_name()
    {
        _lines.RemoveAll(line =>
            line.Statement is StatementKind.FinancialPosition && line.Accounts.Contains(Account.BorrowerDeposits)
        );
        var error = StatementMapping.Create(_groups, _lines).Error!;
        Assert.Multiple(() =>
        {
            Assert.That(error.Code, Is.EqualTo("statement_mapping.unmapped"));
            Assert.That(error.Field, Is.EqualTo("lines"));
            Assert.That(error.Arguments, Does.Contain("Account.BorrowerDeposits").And.Contain("zakat"));
        });
    }

    [Test]
    public void A_kind_of_fund_on_no_line_is_refused()
    {
        Change(
            StatementKind.ChangesInFunds,
            Account.FundBalance,
            line => line with { FundKinds = [.. Enum.GetValues<FundKind>().Except([FundKind.Csr])] }
        );
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.unmapped"));
    }

    [Test]
    public void An_event_on_no_line_is_refused()
    {
        _lines.RemoveAll(line =>
            line.Statement is StatementKind.ChangesInManagedAssets && line.EntryKinds.Contains(EntryKind.Forgiveness)
        );
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.unmapped"));
    }

    [Test]
    public void An_account_on_two_lines_is_refused_at_the_second()
    {
        Change(
            StatementKind.FinancialPosition,
            Account.Bank,
            line => line with { Accounts = [Account.Bank, Account.Cash] }
        );
        var error = StatementMapping.Create(_groups, _lines).Error!;
        Assert.Multiple(() =>
        {
            Assert.That(error.Code, Is.EqualTo("statement_mapping.mapped_twice"));
            Assert.That(error.Field, Is.EqualTo("lines[1].accounts"));
        });
    }

    [Test]
    public void An_account_on_the_wrong_side_is_refused()
    {
        Change(
            StatementKind.FinancialPosition,
            Account.Cash,
            line => line with { Accounts = [Account.Cash, Account.BorrowerDeposits] }
        );
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.wrong_account"));
    }

    [Test]
    public void A_line_without_an_account_is_refused()
    {
        Change(StatementKind.FinancialPosition, Account.Cash, line => line with { Accounts = [] });
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.no_account"));
    }

    [Test]
    public void A_line_in_a_group_that_is_not_there_is_refused()
    {
        Change(StatementKind.FinancialPosition, Account.Cash, line => line with { Group = "lain" });
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.group_unknown"));
    }

    [Test]
    public void Two_lines_and_two_groups_with_one_mark_are_refused()
    {
        _groups.Add(_groups[0]);
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.code_taken"));
        Begin();
        _lines[1] = _lines[1] with { Code = _lines[0].Code };
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.code_taken"));
    }

    [Test]
    public void Only_groups_of_the_financial_position_have_a_side()
    {
        _groups[0] = _groups[0] with { Side = null };
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.side"));
    }

    [Test]
    public void Cash_flows_are_told_by_money_or_by_the_other_side_but_not_by_both()
    {
        var repayment = _lines.First(line =>
            line.Statement is StatementKind.CashFlows && line.EntryKinds.Contains(EntryKind.Repayment)
        );
        _lines.Add(repayment with { Code = "principal", Accounts = [Account.QardhReceivable] });
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.cash_flow_mixed"));

        _lines.Remove(repayment);
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.unmapped"), "What was held is on no line.");

        _lines.Add(repayment with { Code = "held", Accounts = [Account.BorrowerDeposits] });
        Assert.That(Refusal(), Is.Null);
    }

    [Test]
    public void What_moves_no_money_can_not_be_told_as_a_cash_flow()
    {
        var line = _lines.First(each => each.Statement is StatementKind.CashFlows);
        _lines.Add(line with { Code = "x", Accounts = [Account.Forgiveness], EntryKinds = [EntryKind.Forgiveness] });
        Assert.That(Refusal(), Is.EqualTo("statement_mapping.not_by_counter_accounts"));
    }

    [Test]
    public void Lines_stand_by_group_and_order()
    {
        Change(StatementKind.FinancialPosition, Account.Bank, line => line with { Order = -1 });
        var mapping = StatementMapping.Create(_groups, _lines).Value;
        Assert.That(mapping.Lines[0].Accounts, Is.EqualTo(new[] { Account.Bank }));
    }

    [TestCase("1101", true)]
    [TestCase("1.1.01", true)]
    [TestCase("1-1301", true)]
    [TestCase("", false)]
    [TestCase("1..2", false)]
    [TestCase("1.-2", false)]
    [TestCase("-1", false)]
    [TestCase("1.", false)]
    [TestCase("A101", false)]
    [TestCase("１１０１", false)]
    [TestCase("123456789012345678901", false)]
    public void Account_numbers_are_digits_with_single_dots_or_dashes(string number, bool isPossible) =>
        Assert.That(AccountNumber.IsPossible(number), Is.EqualTo(isPossible));

    [TestCase("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28", ComparisonKind.MonthsBefore)]
    [TestCase("2026-04-01", "2026-06-30", "2026-01-01", "2026-03-31", ComparisonKind.MonthsBefore)]
    [TestCase("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31", ComparisonKind.MonthsBefore)]
    [TestCase("2026-03-01", "2026-03-15", "2026-02-14", "2026-02-28", ComparisonKind.DaysBefore)]
    [TestCase("2026-03-05", "2026-03-05", "2026-03-04", "2026-03-04", ComparisonKind.DaysBefore)]
    public void A_period_is_compared_with_as_much_before(
        string from,
        string to,
        string beforeFrom,
        string beforeTo,
        ComparisonKind kind
    ) =>
        Assert.That(
            Comparison.Before(Make.Day(from), Make.Day(to)),
            Is.EqualTo(new Comparison(kind, Make.Day(beforeFrom), Make.Day(beforeTo)))
        );

    [Test]
    public void A_day_is_compared_with_the_end_of_the_year_before() =>
        Assert.That(Comparison.Before(Make.Day("2026-12-31")).To, Is.EqualTo(Make.Day("2025-12-31")));

    private string? Refusal() => StatementMapping.Create(_groups, _lines).RefusalCode();

    private void Change(StatementKind statement, Account account, Func<StatementLine, StatementLine> change)
    {
        var no = _lines.FindIndex(line => line.Statement == statement && line.Accounts.Contains(account));
        _lines[no] = change(_lines[no]);
    }
}
