namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Thinks of what people at an office might do next: mostly sensible things, now and then a wrong one.</summary>
internal sealed partial class Generator(int seed)
{
    private static readonly DateOnly First = new(2026, 1, 5);

    private readonly Random _random = new(seed);
    private readonly bool _skipsPeriods = seed % 4 == 0;
    private int _names;

    /// <summary>The first things: capital in every fund, and a few borrowers.</summary>
    public IEnumerable<Step> Opening()
    {
        foreach (var fund in OfficeModel.Funds.Keys)
        {
            var amount = 1_000_000 * _random.Next(2, 30);
            yield return Step.Of(
                Name("T"),
                "receive",
                ("by", "kasir"),
                ("fund", fund),
                ("amount", amount),
                ("on", First),
                ("account", Account())
            );
        }

        for (var i = 0; i < 3; i++)
        {
            var borrower = Register();
            yield return borrower;
            foreach (var step in Life(borrower.Name!, $"A{++_names}"))
            {
                yield return step;
            }
        }
    }

    /// <summary>A borrower's first loan, without a wrong step.</summary>
    private IEnumerable<Step> Life(string borrower, string app)
    {
        var product = Pick(OfficeModel.Products.Values.Where(IsUsed))!;
        var (loan, principal) = ("L" + app[1..], 100_000L * _random.Next(5, 20));
        yield return Step.Of(
            app,
            "apply",
            ("by", "petugas"),
            ("borrower", borrower),
            ("product", product.Name),
            ("fund", "INFAK"),
            ("principal", principal),
            ("n", _random.Next(1, 8)),
            ("tranches", Chance(30) ? Tranches(principal, First) : null)
        );
        yield return Step.Of(null, "submit", ("by", "petugas"), ("app", app));
        yield return Step.Of(null, "survey", ("by", "petugas"), ("app", app));
        yield return Step.Of(null, "decide", ("by", "manajer"), ("app", app), ("decision", "approve"));
        yield return Step.Of(null, "akad", ("by", "petugas"), ("loan", loan));
        yield return Step.Of(Name("T"), "disburse", ("by", "kasir"), ("loan", loan), ("account", Account()));
    }

    private bool IsUsed(Product product) => product.Rule != "skipPeriod" || _skipsPeriods;

    /// <summary>The next step, or a few sent at the same moment.</summary>
    public List<Step> Next(OfficeModel model)
    {
        if (Chance(8))
        {
            return
            [
                .. Enumerable.Range(0, 2 + _random.Next(2)).Select(i => OneOf(Money(model)) with { Together = i > 0 }),
            ];
        }

        return [OneOf(All(model))];
    }

    private List<(int Weight, Func<Step> Make)> All(OfficeModel model) =>
        [
            (9, () => Clock(model)),
            (6, () => Check(model)),
            (3, Register),
            (9, () => Apply(model)),
            (30, () => Advance(model)),
            .. Money(model),
            .. Later(model),
        ];

    private List<(int Weight, Func<Step> Make)> Money(OfficeModel model) =>
        [
            (6, () => Disburse(model)),
            (24, () => Repay(model)),
            (9, () => Reverse(model)),
            (2, () => Receive(model)),
            (4, () => Close(model)),
            (5, () => Meet(model)),
            (Likely(IsHeld(model)), () => Refund(model)),
            (Likely(IsHeld(model)), () => SettleDebt(model)),
        ];

    private static bool IsHeld(OfficeModel model) =>
        model.Borrowers.Keys.Any(name => model.Journal.Held(name, model.Today) > 0);

    private static List<(int Weight, Func<Step> Make)> Only(int weight, Func<Step> make) => [(weight, make)];

    private Step OneOf(List<(int Weight, Func<Step> Make)> choices)
    {
        var at = _random.Next(choices.Sum(choice => choice.Weight));
        foreach (var (weight, make) in choices)
        {
            at -= weight;
            if (at < 0)
            {
                return make();
            }
        }

        throw new InvalidOperationException();
    }

    private Step Clock(OfficeModel model)
    {
        var days = Chance(15) ? 40 : 1 + _random.Next(8);
        var to = Chance(10) ? Days.FirstOf(model.Today).AddMonths(1) : model.Today.AddDays(days);
        return Step.Of(null, "clock", ("to", to));
    }

    private Step Check(OfficeModel model) =>
        Step.Of(null, "check", ("on", First.AddDays(_random.Next(-2, model.Today.DayNumber - First.DayNumber + 40))));

    private Step Register() =>
        Step.Of(Name("B"), "borrower", ("by", By("petugas")), ("asnaf", Chance(70) ? "miskin" : null));

    private Step Apply(OfficeModel model)
    {
        var product = Pick(OfficeModel.Products.Values.Where(IsUsed))!;
        var principal = Chance(70)
            ? 100_000L * _random.Next(5, 31)
            : 1_000L * _random.Next(300, 5_300) + _random.Next(2);
        var on = Day(model);
        return Step.Of(
            Name("A"),
            "apply",
            ("by", By("petugas", "rangkap")),
            ("borrower", Known(model.Borrowers.Keys, "B")),
            ("product", product.Name),
            ("fund", Pick(OfficeModel.Funds.Keys)),
            ("principal", principal),
            ("n", Chance(4) ? 25 : _random.Next(1, 13)),
            ("on", on),
            ("first", Chance(15) ? on!.Value.AddDays(_random.Next(3, 50)) : null),
            ("tranches", Chance(30) ? Tranches(principal, on!.Value) : null)
        );
    }

    private string Tranches(long principal, DateOnly from)
    {
        var count = _random.Next(2, 4);
        var parts = Enumerable
            .Range(0, count)
            .Select(i => principal / count + (i == 0 ? principal % count : 0))
            .ToList();
        parts[^1] += Chance(5) ? 1 : 0;
        return string.Join(',', parts.Select((amount, i) => $"{amount}@{Days.Write(from.AddDays(i * 20))}"));
    }

    /// <summary>The next step of some application's way to a loan.</summary>
    private Step Advance(OfficeModel model)
    {
        var open = model.Applications.Values.Where(a => a.Status is not ("rejected" or "withdrawn")).ToList();
        var application = Pick(
            open.Where(a => a.Loan is null || model.Loans[a.Loan].Disbursed(DateOnly.MaxValue) == 0)
        );
        if (application is null)
        {
            return Chance(50) ? Apply(model) : Clock(model);
        }

        var app = Chance(2) ? "A0" : application.Name;
        if (Chance(4))
        {
            return Step.Of(null, "withdraw", ("by", By("petugas")), ("app", app));
        }

        return application.Status switch
        {
            "draft" => Step.Of(null, "submit", ("by", By("petugas", "rangkap")), ("app", app)),
            "submitted" => Step.Of(null, "survey", ("by", By("petugas")), ("app", app), ("on", Day(model))),
            "surveyed" => Decide(model, application),
            _ when model.Loans[application.Loan!].SignedOn is null => Step.Of(
                null,
                "akad",
                ("by", By("petugas")),
                ("loan", application.Loan),
                ("on", Day(model))
            ),
            _ => Disburse(model),
        };
    }

    private Step Decide(OfficeModel model, Application application) =>
        Step.Of(
            null,
            "decide",
            ("by", By("manajer", "komite", "muda", "rangkap")),
            ("app", application.Name),
            (
                "decision",
                Chance(90) ? "approve"
                : Chance(50) ? "return"
                : "reject"
            ),
            ("principal", Chance(15) ? Math.Max(application.Principal + 100_000L * _random.Next(-3, 2), 1) : null),
            ("n", Chance(8) ? _random.Next(1, 13) : null),
            ("on", Day(model))
        );

    private Step Disburse(OfficeModel model)
    {
        var ready = model.Loans.Values.Where(loan =>
            loan.Status(DateOnly.MaxValue) == "signed"
            || (loan.Disbursed(DateOnly.MaxValue) > 0 && loan.Tranches.Exists(part => part.Status == "approved"))
        );
        var loan = Chance(85) ? Pick(ready) : Pick(model.Loans.Values);
        return Step.Of(
            Name("T"),
            "disburse",
            ("by", By("kasir", "kasir", "rangkap")),
            ("loan", loan?.Name ?? "L0"),
            ("on", Day(model)),
            ("account", Account()),
            ("amount", Chance(5) ? 500_000 : null),
            ("tranche", Chance(8) ? _random.Next(1, 4) : null)
        );
    }

    private Step Repay(OfficeModel model)
    {
        var loan = Running(model);
        var on = Day(model);
        var owed = loan is null ? 100_000 : Math.Max(loan.LowestOutstanding(on ?? model.Today), 1);
        var amount =
            Chance(12) ? owed
            : Chance(20) ? owed + _random.Next(1, 150_000)
            : Chance(2) ? 0
            : Math.Max(1, _random.NextInt64(1, owed + 1) / 2);
        return Step.Of(
            Name("T"),
            "repay",
            ("by", By("kasir", "petugas")),
            ("loan", loan?.Name ?? "L0"),
            ("amount", amount),
            ("on", on),
            ("account", Account()),
            ("excess", Chance(45) ? "deposit" : null),
            ("infak", Chance(8) ? 5_000 : null),
            ("payer", Chance(5) ? Known(model.Borrowers.Keys, "B") : null)
        );
    }

    private Step Reverse(OfficeModel model)
    {
        var entries = model.Journal.Entries.Where(entry => entry.Loan is not null).ToList();
        var entry = Chance(50) ? entries.LastOrDefault() : Pick(entries);
        return Step.Of(
            Name("T"),
            "reverse",
            ("by", By("kasir")),
            ("loan", Chance(3) ? Pick(model.Loans.Keys) ?? "L0" : entry?.Loan ?? "L0"),
            ("tx", entry?.Name ?? "T0")
        );
    }

    private Step Receive(OfficeModel model) =>
        Step.Of(
            Name("T"),
            "receive",
            ("by", By("kasir")),
            ("fund", Pick(OfficeModel.Funds.Keys)),
            ("amount", 100_000L * _random.Next(0, 30)),
            ("on", Day(model)),
            ("account", Account())
        );

    private Step Close(OfficeModel model)
    {
        var next = model.Closed.Count > 0 ? Days.FirstOf(model.Closed[^1]).AddMonths(1) : new DateOnly(2026, 1, 1);
        var month = next.AddMonths(Chance(15) ? _random.Next(-2, 3) : 0);
        return Step.Of(null, "close", ("by", By("kasir", "manajer")), ("month", Days.Month(month)));
    }

    private LoanCase? Running(OfficeModel model)
    {
        var active = model.Loans.Values.Where(loan => loan.Status(DateOnly.MaxValue) == "active");
        return Chance(92) ? Pick(active) : Pick(model.Loans.Values);
    }

    /// <summary>Mostly today, said or left out; sometimes a day before, seldom one to come.</summary>
    private DateOnly? Day(OfficeModel model) =>
        Chance(3) ? model.Today.AddDays(_random.Next(1, 10))
        : Chance(20) ? model.Today.AddDays(-_random.Next(1, 20))
        : model.Today;

    private string By(params string[] right) =>
        Chance(3) ? Pick(OfficeModel.People.Keys.Where(name => name != "admin"))! : Pick(right) ?? "manajer";

    private string Account() => Chance(75) ? "cash" : "bank";

    private string Known(IEnumerable<string> names, string kind) => Chance(2) ? kind + "0" : Pick(names) ?? kind + "0";

    private string Name(string kind) => $"{kind}{++_names}";

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T? Pick<T>(IEnumerable<T> items)
    {
        var all = items.ToList();
        return all.Count == 0 ? default : all[_random.Next(all.Count)];
    }
}
