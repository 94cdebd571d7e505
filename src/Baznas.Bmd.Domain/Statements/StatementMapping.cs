using System.Collections.Immutable;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Statements;

/// <summary>
/// How an office maps its ledger to its statements. Whatever the standard postings can book stands on exactly one line of
/// each statement that it concerns; what does not is refused, by name, when the mapping is made.
/// </summary>
public sealed class StatementMapping
{
    private StatementMapping(ImmutableArray<StatementGroup> groups, ImmutableArray<StatementLine> lines) =>
        (Groups, Lines) = (groups, lines);

    /// <summary>The groups, in the order in which they are shown.</summary>
    public ImmutableArray<StatementGroup> Groups { get; }

    /// <summary>The lines, by statement, group and order.</summary>
    public ImmutableArray<StatementLine> Lines { get; }

    /// <summary>The mapping that groups and lines make.</summary>
    public static Result<StatementMapping> Create(
        IReadOnlyList<StatementGroup> groups,
        IReadOnlyList<StatementLine> lines
    ) =>
        (FirstBadGroup(groups) ?? FirstBadLine(groups, lines) ?? FirstBadCell(lines)) is { } error
            ? error
            : new StatementMapping([.. groups.OrderBy(static group => group.Statement)], Sorted(groups, lines));

    /// <summary>The groups of a statement.</summary>
    public IEnumerable<StatementGroup> GroupsOf(StatementKind statement) =>
        Groups.Where(group => group.Statement == statement);

    /// <summary>The lines of a group.</summary>
    public IEnumerable<StatementLine> LinesOf(StatementGroup group) =>
        Lines.Where(line => line.Statement == group.Statement && line.Group == group.Code);

    /// <summary>A line by its mark; null when there is none.</summary>
    public StatementLine? Line(StatementKind statement, string code) =>
        Lines.FirstOrDefault(line => line.Statement == statement && line.Code == code);

    private static ImmutableArray<StatementLine> Sorted(
        IReadOnlyList<StatementGroup> groups,
        IReadOnlyList<StatementLine> lines
    ) =>
        [
            .. groups
                .OrderBy(static group => group.Statement)
                .SelectMany(group =>
                    lines
                        .Where(line => line.Statement == group.Statement && line.Group == group.Code)
                        .OrderBy(static line => line.Order)
                ),
        ];

    private static Error? FirstBadGroup(IReadOnlyList<StatementGroup> groups)
    {
        var codes = new HashSet<(StatementKind, string)>();
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            if (!codes.Add((group.Statement, group.Code)))
            {
                return MappingErrors.CodeTaken(group.Code) with { Field = $"groups[{i}].code" };
            }

            if ((group.Side is null) == (group.Statement is StatementKind.FinancialPosition))
            {
                return MappingErrors.Side(group.Caption) with { Field = $"groups[{i}].side" };
            }
        }

        return null;
    }

    private static Error? FirstBadLine(IReadOnlyList<StatementGroup> groups, IReadOnlyList<StatementLine> lines)
    {
        var codes = new HashSet<(StatementKind, string)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!codes.Add((line.Statement, line.Code)))
            {
                return MappingErrors.CodeTaken(line.Code) with { Field = $"lines[{i}].code" };
            }

            var group = groups.FirstOrDefault(each => each.Statement == line.Statement && each.Code == line.Group);
            if (group is null)
            {
                return MappingErrors.GroupUnknown(line.Group) with { Field = $"lines[{i}].group" };
            }

            if (line.Accounts.Count == 0)
            {
                return MappingErrors.NoAccount(line.Caption) with { Field = $"lines[{i}].accounts" };
            }

            var possible = StatementScope.AccountsOf(line.Statement, group.Side);
            if (line.Accounts.FirstOrDefault(account => !possible.Contains(account), (Account)(-1)) is var odd and >= 0)
            {
                return MappingErrors.WrongAccount(line.Caption, odd) with { Field = $"lines[{i}].accounts" };
            }
        }

        return null;
    }

    private static Error? FirstBadCell(IReadOnlyList<StatementLine> lines)
    {
        foreach (var statement in Enum.GetValues<StatementKind>())
        {
            var own = lines
                .Select(static (line, i) => (Line: line, No: i))
                .Where(each => each.Line.Statement == statement)
                .ToList();
            var error =
                statement is StatementKind.CashFlows
                    ? CashFlowCoverage.FirstBad(own)
                    : StatementScope
                        .CellsOf(statement)
                        .Select(cell => FirstBad(statement, cell, own))
                        .FirstOrDefault(static bad => bad is not null);
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>Why a cell is not on exactly one of the lines; null when it is.</summary>
    internal static Error? FirstBad(
        StatementKind statement,
        LedgerCell cell,
        IReadOnlyList<(StatementLine Line, int No)> lines
    ) =>
        lines.Where(each => each.Line.Covers(cell)).ToList() switch
        {
            [] => MappingErrors.Unmapped(statement, cell),
            [_] => null,
            [var first, var second, ..] => MappingErrors.MappedTwice(cell, first.Line, second.Line) with
            {
                Field = $"lines[{second.No}].accounts",
            },
        };
}

/// <summary>
/// Cash flows may be told by cash and bank themselves or by the other side of an event; each event of each kind of fund by
/// one of the two, and wholly.
/// </summary>
internal static class CashFlowCoverage
{
    public static Error? FirstBad(IReadOnlyList<(StatementLine Line, int No)> lines) =>
        Enum.GetValues<EntryKind>()
            .SelectMany(kind => Enum.GetValues<FundKind>().Select(fund => FirstBad(kind, fund, lines)))
            .FirstOrDefault(static error => error is not null);

    /// <summary>Whether an event is told by what it did to other accounts.</summary>
    public static bool IsByCounterAccounts(IEnumerable<StatementLine> lines, FundKind fund, EntryKind kind) =>
        lines.Any(line => Counters(kind, fund).Any(line.Covers));

    private static Error? FirstBad(EntryKind kind, FundKind fund, IReadOnlyList<(StatementLine Line, int No)> lines)
    {
        if (!IsByCounterAccounts(lines.Select(static each => each.Line), fund, kind))
        {
            return Money(kind, fund).Select(cell => Bad(cell, lines)).FirstOrDefault(static error => error is not null);
        }

        var mixed = lines.FirstOrDefault(each => Money(kind, fund).Any(each.Line.Covers));
        if (mixed.Line is null && StatementScope.TellsMoneyByCounterAccounts(kind))
        {
            return Counters(kind, fund)
                .Select(cell => Bad(cell, lines))
                .FirstOrDefault(static error => error is not null);
        }

        var no = mixed.Line is null ? lines.First(each => Counters(kind, fund).Any(each.Line.Covers)).No : mixed.No;
        return (
            mixed.Line is null ? MappingErrors.NotByCounterAccounts(kind) : MappingErrors.CashFlowMixed(kind, fund)
        ) with
        {
            Field = $"lines[{no}].accounts",
        };
    }

    private static Error? Bad(LedgerCell cell, IReadOnlyList<(StatementLine Line, int No)> lines) =>
        StatementMapping.FirstBad(StatementKind.CashFlows, cell, lines);

    private static IEnumerable<LedgerCell> Money(EntryKind kind, FundKind fund) =>
        new[] { Account.Cash, Account.Bank }
            .Where(account => StatementScope.CanPost(kind, account))
            .Select(account => new LedgerCell(account, fund, kind));

    private static IEnumerable<LedgerCell> Counters(EntryKind kind, FundKind fund) =>
        StatementScope.CounterAccountsOf(kind).Select(account => new LedgerCell(account, fund, kind));
}

/// <summary>Why a mapping is refused.</summary>
public static class MappingErrors
{
    /// <summary>Two have one mark.</summary>
    public static Error CodeTaken(string code) => Error.Invalid("statement_mapping.code_taken", code);

    /// <summary>Groups of the financial position have a side, others none.</summary>
    public static Error Side(string caption) => Error.Invalid("statement_mapping.side", caption);

    /// <summary>A line names a group that is not there.</summary>
    public static Error GroupUnknown(string code) => Error.Invalid("statement_mapping.group_unknown", code);

    /// <summary>A line names no account.</summary>
    public static Error NoAccount(string caption) => Error.Invalid("statement_mapping.no_account", caption);

    /// <summary>A line names an account that does not belong there.</summary>
    public static Error WrongAccount(string caption, Account account) =>
        Error.Invalid("statement_mapping.wrong_account", caption, Word(account));

    /// <summary>What can be booked stands on no line.</summary>
    public static Error Unmapped(StatementKind statement, LedgerCell cell) =>
        Error.Invalid(
            "statement_mapping.unmapped",
            Word(statement),
            Word(cell.Account),
            Word(cell.FundKind),
            Word(cell.EntryKind)
        ) with
        {
            Field = "lines",
        };

    /// <summary>What can be booked stands on two lines.</summary>
    public static Error MappedTwice(LedgerCell cell, StatementLine first, StatementLine second) =>
        Error.Invalid(
            "statement_mapping.mapped_twice",
            Word(cell.Account),
            Word(cell.FundKind),
            Word(cell.EntryKind),
            first.Caption,
            second.Caption
        );

    /// <summary>An event is told by money and by its other side.</summary>
    public static Error CashFlowMixed(EntryKind kind, FundKind fund) =>
        Error.Invalid("statement_mapping.cash_flow_mixed", Word(kind), Word(fund));

    /// <summary>What an event did to money can't be told by its other side.</summary>
    public static Error NotByCounterAccounts(EntryKind kind) =>
        Error.Invalid("statement_mapping.not_by_counter_accounts", Word(kind));

    // What the texts have a word for: a kind of fund by its name alone, as everywhere, others by their type and name.
    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        value is FundKind kind
            ? $"{char.ToLowerInvariant($"{kind}"[0])}{$"{kind}"[1..]}"
            : $"{typeof(TEnum).Name}.{value}";
}
