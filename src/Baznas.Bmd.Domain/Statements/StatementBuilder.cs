using System.Collections.Immutable;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Statements;

/// <summary>Makes statements of a mapping and what was posted.</summary>
/// <param name="mapping">Which postings go to which lines.</param>
/// <param name="amounts">What was posted, each cell once.</param>
/// <param name="fundKinds">The kinds of funds that are told apart, in their order.</param>
public sealed class StatementBuilder(
    StatementMapping mapping,
    IReadOnlyCollection<CellAmount> amounts,
    IReadOnlyList<FundKind> fundKinds
)
{
    /// <summary>The statement of a kind.</summary>
    public Statement Build(StatementKind statement) =>
        statement switch
        {
            StatementKind.FinancialPosition => FinancialPosition(),
            StatementKind.CashFlows => Movement(statement, [null]),
            _ => Movement(statement, [.. fundKinds.Select(static kind => (FundKind?)kind)]),
        };

    private Statement FinancialPosition()
    {
        var rows = new List<StatementRow>();
        var totals = Enum.GetValues<StatementSide>().ToDictionary(static side => side, side => AddSide(rows, side));
        var claims = totals[StatementSide.Liabilities] + totals[StatementSide.Funds];
        rows.Add(new StatementRow { Kind = StatementRowKind.LiabilitiesAndFunds, Amount = claims });
        return new Statement
        {
            Rows = [.. rows],
            Untold = Untold(StatementKind.FinancialPosition, static amount => amount.After),
            Difference = totals[StatementSide.Assets] - claims,
        };
    }

    private Rupiah AddSide(List<StatementRow> rows, StatementSide side)
    {
        var groups = mapping.GroupsOf(StatementKind.FinancialPosition).Where(group => group.Side == side).ToList();
        rows.Add(new StatementRow { Kind = StatementRowKind.Section, Side = side });
        var total = groups.Sum(group => AddGroup(rows, group, null, groups.Count > 1));
        rows.Add(
            new StatementRow
            {
                Kind = StatementRowKind.SideTotal,
                Side = side,
                Amount = total,
            }
        );
        return total;
    }

    private Statement Movement(StatementKind statement, IReadOnlyList<FundKind?> sections)
    {
        var rows = new List<StatementRow>();
        var difference = Rupiah.Zero;
        foreach (var fund in sections)
        {
            if (fund is not null)
            {
                rows.Add(new StatementRow { Kind = StatementRowKind.Section, FundKind = fund });
            }

            var opening = InScope(statement, fund, static amount => amount.Before);
            var closing = InScope(statement, fund, static amount => amount.After);
            rows.Add(Figure(StatementRowKind.Opening, fund, opening));
            var groups = mapping
                .GroupsOf(statement)
                .Where(group => fund is not { } kind || mapping.LinesOf(group).Any(line => line.IsOf(kind)))
                .ToList();
            var change = groups.Sum(group => AddGroup(rows, group, fund, groups.Count > 1));
            rows.Add(Figure(StatementRowKind.Change, fund, change));
            rows.Add(Figure(StatementRowKind.Closing, fund, closing));
            difference += closing - opening - change;
        }

        return new Statement
        {
            Rows = [.. rows],
            Untold =
                statement is StatementKind.CashFlows
                    ? UntoldMoney()
                    : Untold(statement, static amount => amount.Within),
            Difference = difference,
        };
    }

    /// <summary>Adds a group's rows and answers what they add up to.</summary>
    private Rupiah AddGroup(List<StatementRow> rows, StatementGroup group, FundKind? fund, bool hasTotal)
    {
        var lines = mapping.LinesOf(group).Where(line => fund is not { } kind || line.IsOf(kind)).ToList();
        rows.Add(
            new StatementRow
            {
                Kind = StatementRowKind.Group,
                Side = group.Side,
                FundKind = fund,
                Group = group,
            }
        );
        var sum = Rupiah.Zero;
        foreach (var line in lines)
        {
            var figure = amounts.Where(amount => IsOf(amount, fund) && line.Covers(amount.Cell)).Sum(Counted(line));
            sum += figure;
            rows.Add(
                new StatementRow
                {
                    Kind = StatementRowKind.Line,
                    Side = group.Side,
                    FundKind = fund,
                    Group = group,
                    Line = line,
                    Amount = line.Sign is LineSign.Deducted ? -figure : figure,
                }
            );
        }

        if (hasTotal)
        {
            // A group of which all is taken off says how much is taken off.
            var isDeducted = lines.Count > 0 && lines.TrueForAll(static line => line.Sign is LineSign.Deducted);
            rows.Add(
                new StatementRow
                {
                    Kind = StatementRowKind.GroupTotal,
                    Side = group.Side,
                    FundKind = fund,
                    Group = group,
                    Amount = isDeducted ? -sum : sum,
                }
            );
        }

        return sum;
    }

    private static StatementRow Figure(StatementRowKind kind, FundKind? fund, Rupiah amount) =>
        new()
        {
            Kind = kind,
            FundKind = fund,
            Amount = amount,
        };

    private static bool IsOf(CellAmount amount, FundKind? fund) => fund is null || amount.Cell.FundKind == fund;

    private static Func<CellAmount, Rupiah> Counted(StatementLine line) =>
        amount =>
            line.Statement is StatementKind.FinancialPosition
                ? Turned(line.Statement, amount.Cell.Account, amount.After)
                : Turned(line.Statement, amount.Cell.Account, amount.Within);

    /// <summary>A posted amount as a statement counts it.</summary>
    public static Rupiah Turned(StatementKind statement, Account account, Rupiah posted) =>
        statement switch
        {
            StatementKind.FinancialPosition => StatementScope.SideOf(account) is StatementSide.Assets
                ? posted
                : -posted,
            StatementKind.ChangesInFunds => -posted,
            // What went to another account came out of the money, and the other way round.
            StatementKind.CashFlows => account.HoldsMoney() ? posted : -posted,
            _ => posted,
        };

    private Rupiah InScope(StatementKind statement, FundKind? fund, Func<CellAmount, Rupiah> posted) =>
        amounts
            .Where(amount => IsOf(amount, fund) && statement.IsAbout(amount.Cell.Account))
            .Sum(amount => Turned(statement, amount.Cell.Account, posted(amount)));

    private ImmutableArray<Untold> Untold(StatementKind statement, Func<CellAmount, Rupiah> posted)
    {
        var lines = mapping.Lines.Where(line => line.Statement == statement).ToList();
        return
        [
            .. from amount in amounts
            where statement.IsAbout(amount.Cell.Account)
            let missing = 1 - lines.Count(line => line.Covers(amount.Cell))
            let figure = new Rupiah(missing * Turned(statement, amount.Cell.Account, posted(amount)).Amount)
            where !figure.IsZero
            orderby amount.Cell.Account, amount.Cell.FundKind, amount.Cell.EntryKind
            select new Untold(amount.Cell.Account, amount.Cell.FundKind, amount.Cell.EntryKind, figure),
        ];
    }

    /// <summary>What happened to money and is told neither by money nor by the other side.</summary>
    private ImmutableArray<Untold> UntoldMoney()
    {
        var lines = mapping.Lines.Where(static line => line.Statement is StatementKind.CashFlows).ToList();
        return
        [
            .. from moved in amounts.GroupBy(static amount => (amount.Cell.FundKind, amount.Cell.EntryKind))
            let told = lines.Sum(line => moved.Where(amount => line.Covers(amount.Cell)).Sum(Counted(line)))
            let money = moved.Where(static amount => amount.Cell.Account.HoldsMoney()).ToList()
            let missing = money.Sum(static amount => amount.Within) - told
            where !missing.IsZero
            orderby moved.Key.FundKind, moved.Key.EntryKind
            select new Untold(
                money.Count > 0 ? money[0].Cell.Account : moved.First().Cell.Account,
                moved.Key.FundKind,
                moved.Key.EntryKind,
                missing
            ),
        ];
    }
}
