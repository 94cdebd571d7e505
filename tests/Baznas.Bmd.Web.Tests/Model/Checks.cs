using System.Globalization;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Holds everything that the service says of a day against the model.</summary>
internal sealed class Checks(OfficeModel model, Driver driver)
{
    private readonly List<string> _differences = [];

    public async Task<List<string>> On(DateOnly day)
    {
        foreach (var loan in model.Loans.Values)
        {
            await Loan(loan, day);
        }

        await Portfolio(day);
        await TrialBalance(day);
        await Funds(Days.FirstOf(day), day);
        await Deposits();
        await Collections(Days.FirstOf(day), day);

        return _differences;
    }

    private async Task Loan(LoanCase loan, DateOnly day)
    {
        var at = $"loan {loan.Name} on {Days.Write(day)}";
        var view = await driver.Ask($"/loans/{driver.Id(loan.Name)}?asOf={Days.Write(day)}");
        var due = loan.NextDue(day);
        var status = loan.Status(day);
        Same($"{at} status", status, view["status"]);
        Same($"{at} disbursed", loan.Disbursed(day), view["disbursed"]);
        Same($"{at} repaid", loan.Repaid(day), view["repaid"]);
        Same($"{at} outstanding", loan.Outstanding(day), view["outstanding"]);
        Same($"{at} daysPastDue", loan.DaysPastDue(day), view["daysPastDue"]);
        Same($"{at} collectibility", LoanCase.ClassOf(loan.DaysPastDue(day)), view["collectibility"]);
        Same(
            $"{at} nextDue",
            due is null ? null : $"{due.Value.Row.No} {Days.Write(due.Value.Row.Due)} {due.Value.Left}",
            Next(view["nextDue"])
        );
        if (status is "active" or "closed")
        {
            var closedOn = loan.ClosedOn(day) is { } on ? Days.Write(on) : null;
            Same($"{at} closedOn", closedOn, view["closedOn"]);
        }

        Same($"{at} restructured", loan.Restructured(day), view["restructured"]);

        var recovered = loan.Recovered(day);
        Same($"{at} writtenOff", loan.WrittenOff(day), view["writtenOff"]);
        Same($"{at} forgiven", loan.Forgiven(day), view["forgiven"]);
        Same($"{at} recovered", recovered, view["recovered"]);
        Same($"{at} stillOwed", loan.Outstanding(day) + loan.WrittenOff(day) - recovered, view["stillOwed"]);

        if (loan.Disbursed(day) > 0)
        {
            await Schedule(loan, day, at);
        }
    }

    private static string? Next(JsonNode? next) =>
        next is null ? null : $"{next["no"]} {next["dueOn"]} {next["amount"]}";

    private async Task Schedule(LoanCase loan, DateOnly day, string at)
    {
        var view = await driver.Ask($"/loans/{driver.Id(loan.Name)}/schedule?asOf={Days.Write(day)}");
        var version = loan.InForce(day)!;
        Same($"{at} schedule version", version.No, view["version"]);

        var rows = version
            .Fill(loan.Repaid(day))
            .Select(pair => $"{pair.Row.No} {Days.Write(pair.Row.Due)} {pair.Row.Amount} {pair.Paid}");
        var said = view["rows"]!.AsArray().Select(row => $"{row!["no"]} {row["dueOn"]} {row["amount"]} {row["paid"]}");
        Same($"{at} schedule", string.Join(" | ", rows), string.Join(" | ", said));
        Same(
            $"{at} schedule and what was paid before",
            loan.Disbursed(day),
            version.RepaidBefore + view.Number("total")
        );
    }

    private async Task Portfolio(DateOnly day)
    {
        var at = $"portfolio on {Days.Write(day)}";
        var view = await driver.Ask($"/reports/portfolio?asOf={Days.Write(day)}");
        var active = model.Loans.Values.Where(loan => loan.Outstanding(day) > 0).ToList();
        var outstanding = active.Sum(loan => loan.Outstanding(day));
        Same($"{at} activeLoans", active.Count, view["activeLoans"]);
        Same($"{at} activeBorrowers", active.Select(loan => loan.Borrower).Distinct().Count(), view["activeBorrowers"]);
        Same($"{at} disbursed", model.Loans.Values.Sum(loan => loan.Disbursed(day)), view["disbursed"]);
        Same($"{at} repaid", model.Loans.Values.Sum(loan => loan.Repaid(day)), view["repaid"]);
        Same($"{at} writtenOff", model.Loans.Values.Sum(loan => loan.WrittenOff(day)), view["writtenOff"]);
        Same($"{at} forgiven", model.Loans.Values.Sum(loan => loan.Forgiven(day)), view["forgiven"]);
        Same($"{at} outstanding", outstanding, view["outstanding"]);
        foreach (var line in view["par"]!.AsArray())
        {
            var late = active.Where(loan => loan.DaysPastDue(day) > line!.Number("over")).ToList();
            var owed = late.Sum(loan => loan.Outstanding(day));
            Same($"{at} PAR over {line!["over"]}", $"{late.Count} {owed}", $"{line["loans"]} {line["outstanding"]}");
            var ratio = outstanding == 0 ? 0 : decimal.Divide(owed, outstanding);
            Same($"{at} PAR ratio over {line["over"]}", true, Math.Abs(ratio - (decimal)line["ratio"]!) <= 0.00005m);
        }

        foreach (var line in view["collectibility"]!.AsArray())
        {
            var loans = active.Where(loan => LoanCase.ClassOf(loan.DaysPastDue(day)) == line!.Text("class")).ToList();
            var expected = $"{loans.Count} {loans.Sum(loan => loan.Outstanding(day))}";
            Same($"{at} {line!["class"]}", expected, $"{line["loans"]} {line["outstanding"]}");
        }

        var changed = active.Where(loan => loan.Restructured(day)).ToList();
        Same(
            $"{at} restructured",
            $"{changed.Count} {changed.Sum(loan => loan.Outstanding(day))}",
            $"{view["restructured"]!["loans"]} {view["restructured"]!["outstanding"]}"
        );
    }

    private async Task TrialBalance(DateOnly day)
    {
        var view = await driver.Ask($"/reports/trial-balance?asOf={Days.Write(day)}");
        var expected = model
            .Journal.Entries.Where(entry => entry.On <= day)
            .SelectMany(entry => entry.Lines)
            .GroupBy(line => $"{line.Account} {line.Fund}")
            .Select(group => $"{group.Key} {group.Sum(line => line.Amount)}");
        var said = view["rows"]!
            .AsArray()
            .Select(row => $"{row!["account"]} {row["fundCode"]} {row.Number("debit") - row.Number("credit")}");
        Same($"trial balance on {Days.Write(day)}", Sorted(expected), Sorted(said));
        Same($"trial balance on {Days.Write(day)} totals", view.Number("totalDebit"), view.Number("totalCredit"));
    }

    private static string Sorted(IEnumerable<string> lines) => string.Join(" | ", lines.Order(StringComparer.Ordinal));

    private async Task Funds(DateOnly from, DateOnly to)
    {
        var view = await driver.Ask($"/reports/funds?from={Days.Write(from)}&to={Days.Write(to)}");
        foreach (var fund in view["funds"]!.AsArray().Select(line => line!))
        {
            var code = fund.Text("code");
            var at = $"fund {code} from {Days.Write(from)} to {Days.Write(to)}";
            long Cash(DateOnly day) =>
                model.Journal.Balance("cash", code, day) + model.Journal.Balance("bank", code, day);
            long Moved(string account, params string[] kinds) =>
                -model.Journal.Sum(
                    entry => entry.On >= from && entry.On <= to && (kinds.Length == 0 || kinds.Contains(entry.Kind)),
                    line => line.Account == account && line.Fund == code
                );
            Same($"{at} opening", Cash(from.AddDays(-1)), fund["opening"]);
            Same($"{at} received", Moved("fundBalance"), fund["received"]);
            Same($"{at} disbursed", -Moved("qardhReceivable", "disbursement"), fund["disbursed"]);
            Same($"{at} repaid", Moved("qardhReceivable", "repayment"), fund["repaid"]);
            Same($"{at} repaidFromDeposits", Moved("qardhReceivable", "depositApplied"), fund["repaidFromDeposits"]);
            Same($"{at} infak", Moved("infakIncome"), fund["infak"]);
            Same($"{at} deposits", Moved("borrowerDeposits", "repayment", "depositRefund"), fund["deposits"]);
            Same($"{at} recovered", Moved("recoveryIncome"), fund["recovered"]);
            Same($"{at} writtenOff", -Moved("writeOff"), fund["writtenOff"]);
            Same($"{at} forgiven", -Moved("forgiveness"), fund["forgiven"]);
            Same($"{at} closingCash", Cash(to), fund["closingCash"]);
            Same(
                $"{at} openingReceivable",
                model.Journal.Balance("qardhReceivable", code, from.AddDays(-1)),
                fund["openingReceivable"]
            );
            Same(
                $"{at} closingReceivable",
                model.Journal.Balance("qardhReceivable", code, to),
                fund["closingReceivable"]
            );
            Same($"{at} adds up", fund.Number("closingCash"), Sum(fund));
        }
    }

    private static long Sum(JsonNode fund) =>
        new[]
        {
            "opening",
            "received",
            "repaid",
            "infak",
            "deposits",
            "recovered",
            "cashDifference",
            "settledBetweenFunds",
        }
            .Where(name => fund[name] is not null)
            .Sum(name => fund.Number(name)) - fund.Number("disbursed");

    private async Task Deposits()
    {
        foreach (var borrower in model.Borrowers.Keys)
        {
            var view = await driver.Ask($"/borrowers/{driver.Id(borrower)}/deposit");
            Same($"deposit of {borrower}", model.Journal.Held(borrower, DateOnly.MaxValue), view["balance"]);
        }
    }

    private async Task Collections(DateOnly from, DateOnly to)
    {
        var at = $"collections from {Days.Write(from)} to {Days.Write(to)}";
        var view = await driver.Ask($"/reports/collections?from={Days.Write(from)}&to={Days.Write(to)}");
        var before = from.AddDays(-1);
        Same(
            $"{at} collected",
            model.Loans.Values.Sum(loan => loan.Repaid(to) - loan.Repaid(before)),
            view["collected"]
        );
        if (model.Loans.Values.Any(loan => loan.Status(to) is "writtenOff" or "forgiven"))
        {
            return;
        }

        var due = model.Loans.Values.SelectMany(loan => DueIn(loan, from, to)).ToList();
        var (scheduled, paid) = (due.Sum(part => part.Amount), due.Sum(part => part.Paid));
        Same($"{at} scheduled", scheduled, view["scheduled"]);
        Same($"{at} collectedAgainstScheduled", paid, view["collectedAgainstScheduled"]);
        var rate = (decimal?)view["rate"];
        Same($"{at} rate", scheduled == 0, rate is null);
        Same(
            $"{at} rate",
            true,
            rate is null || scheduled == 0 || Math.Abs(decimal.Divide(paid, scheduled) - rate.Value) <= 0.00005m
        );
    }

    private static IEnumerable<(long Amount, long Paid)> DueIn(LoanCase loan, DateOnly from, DateOnly to) =>
        loan.Versions.SelectMany(version =>
        {
            var next = loan.Versions.Find(later =>
                later.No > version.No
                && later.On <= to
                && later.Cause == "reschedule"
                && !loan.Versions.Exists(back => back.Undoes == later.No && back.On <= to)
            );
            var counts = next is null ? loan.Repaid(to) : Math.Min(loan.Repaid(to), next.RepaidBefore);
            return version
                .Fill(counts)
                .Where(pair => pair.Row.Due >= from && pair.Row.Due <= to && loan.InForce(pair.Row.Due) == version)
                .Select(pair => (pair.Row.Amount, pair.Paid));
        });

    private void Same(string what, object? expected, object? said)
    {
        var (left, right) = (Text(expected), Text(said));
        if (left != right)
        {
            _differences.Add($"{what}: the service says {right}, but it is {left}");
        }
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            JsonNode node => node.ToString(),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
