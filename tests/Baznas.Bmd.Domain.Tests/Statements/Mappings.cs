using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using CsCheck;

namespace Baznas.Bmd.Domain.Tests.Statements;

/// <summary>Mappings of statements: a plain one to change, and arbitrary ones that are valid.</summary>
internal static class Mappings
{
    private static readonly FundKind[] Funds = Enum.GetValues<FundKind>();

    /// <summary>One line for each account, and for each event of the receivable and of money.</summary>
    public static (List<StatementGroup> Groups, List<StatementLine> Lines) Plain()
    {
        var draft = new Draft();
        foreach (var account in Enum.GetValues<Account>())
        {
            draft.Add(StatementKind.FinancialPosition, [account]);
        }

        foreach (var account in StatementScope.AccountsOf(StatementKind.ChangesInFunds, null))
        {
            draft.Add(StatementKind.ChangesInFunds, [account]);
        }

        foreach (var kind in StatementScope.EntryKindsOf(StatementKind.ChangesInManagedAssets))
        {
            draft.Add(StatementKind.ChangesInManagedAssets, [Account.QardhReceivable], [], [kind]);
        }

        foreach (var kind in StatementScope.EntryKindsOf(StatementKind.CashFlows))
        {
            draft.Add(StatementKind.CashFlows, [Account.Cash, Account.Bank], [], [kind]);
        }

        return (draft.Groups, draft.Lines);
    }

    /// <summary>
    /// Every cell on one line, drawn at random: what a statement is about is cut into accounts, each of those into kinds of
    /// funds, each of those into events; cash flows go by money or by the other side, event by event.
    /// </summary>
    public static readonly Gen<StatementMapping> Any =
        from cuts in Gen.Int[0, 3].Array[400]
        from signs in Gen.Bool.Array[400]
        select Cut(cuts, signs);

    private static StatementMapping Cut(int[] cuts, bool[] signs)
    {
        var draft = new Draft { Signs = signs };
        var next = 0;
        int Draw() => cuts[next++ % cuts.Length];
        List<List<T>> Parts<T>(IEnumerable<T> all) =>
            [.. all.GroupBy(_ => Draw()).Select(static part => part.ToList())];

        foreach (var statement in Enum.GetValues<StatementKind>().Except([StatementKind.CashFlows]))
        {
            var sides = Enum.GetValues<Account>()
                .Where(account => statement.IsAbout(account))
                .GroupBy(StatementScope.SideOf);
            foreach (var accounts in sides.SelectMany(side => Parts(side)))
            {
                foreach (var funds in Parts(Funds))
                {
                    foreach (var kinds in Parts(Enum.GetValues<EntryKind>()))
                    {
                        draft.Add(statement, accounts, funds, kinds);
                    }
                }
            }
        }

        foreach (var kind in StatementScope.EntryKindsOf(StatementKind.CashFlows))
        {
            foreach (var funds in Parts(Funds))
            {
                var isByCounters = StatementScope.TellsMoneyByCounterAccounts(kind) && Draw() > 1;
                var accounts = isByCounters
                    ? StatementScope.CounterAccountsOf(kind)
                    : new[] { Account.Cash, Account.Bank };
                foreach (var part in Parts(accounts))
                {
                    draft.Add(StatementKind.CashFlows, part, funds, [kind]);
                }
            }
        }

        return StatementMapping.Create(draft.Groups, draft.Lines).Value;
    }

    private sealed class Draft
    {
        public List<StatementGroup> Groups { get; } = [];

        public List<StatementLine> Lines { get; } = [];

        public bool[] Signs { get; init; } = [false];

        public void Add(
            StatementKind statement,
            IReadOnlyList<Account> accounts,
            IReadOnlyList<FundKind>? funds = null,
            IReadOnlyList<EntryKind>? kinds = null
        )
        {
            StatementSide? side =
                statement is StatementKind.FinancialPosition ? StatementScope.SideOf(accounts[0]) : null;
            var code = side is null ? "all" : $"{side}";
            if (!Groups.Exists(group => group.Statement == statement && group.Code == code))
            {
                Groups.Add(
                    new StatementGroup
                    {
                        Statement = statement,
                        Code = code,
                        Side = side,
                        Caption = code,
                        CaptionEn = code,
                    }
                );
            }

            Lines.Add(
                new StatementLine
                {
                    Statement = statement,
                    Group = code,
                    Code = $"l{Lines.Count}",
                    Order = Lines.Count,
                    Caption = $"Baris {Lines.Count}",
                    CaptionEn = $"Line {Lines.Count}",
                    Sign = Signs[Lines.Count % Signs.Length] ? LineSign.Deducted : LineSign.Added,
                    Accounts = accounts,
                    FundKinds = funds ?? [],
                    EntryKinds = kinds ?? [],
                }
            );
        }
    }
}
