namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>
/// An office as the rules describe it, thought out a second time and without a glance at how the service does it:
/// given a step, it says what may come of it.
/// </summary>
internal sealed partial class OfficeModel
{
    /// <summary>Who works there, in which roles.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> People = new Dictionary<string, string[]>
    {
        ["petugas"] = ["fieldOfficer"],
        ["manajer"] = ["approver"],
        ["komite"] = ["approver"],
        ["muda"] = ["approver"],
        ["kasir"] = ["cashier"],
        ["rangkap"] = ["fieldOfficer", "approver", "cashier"],
        ["auditor"] = ["auditor"],
        ["admin"] = ["admin"],
    };

    /// <summary>What an approver may approve at most.</summary>
    public static readonly IReadOnlyDictionary<string, long> Limits = new Dictionary<string, long>
    {
        ["manajer"] = 5_000_000,
        ["komite"] = 5_000_000,
        ["muda"] = 1_500_000,
        ["rangkap"] = 5_000_000,
    };

    /// <summary>The kinds of its funds.</summary>
    public static readonly IReadOnlyDictionary<string, string> Funds = new Dictionary<string, string>
    {
        ["INFAK"] = "infakTidakTerikat",
        ["ZAKAT"] = "zakat",
        ["CSR"] = "csr",
    };

    public static readonly IReadOnlyDictionary<string, Product> Products = new[]
    {
        new Product("MGG", "week", 1_000, "spread"),
        new Product("BLN", "month", 1_000, "nearest") { LoansAtATime = 2, FundKinds = [.. Funds.Values] },
        new Product("NAIK", "week", 5_000, "up") { Every = 2, Rule = "previous" },
        new Product("TURUN", "month", 50_000, "down") { Rule = "nextUnlessMonthEnd", EachTrancheApproved = true },
        new Product("HARI", "day", 1, "nearest")
        {
            Every = 10,
            Rule = "same",
            OneApproverUpTo = 5_000_000,
        },
        new Product("LIBUR", "month", 1_000, "spread") { Rule = "skipPeriod" },
    }.ToDictionary(product => product.Name);

    private static readonly Dictionary<string, string[]> Roles = new()
    {
        ["borrower"] = ["fieldOfficer"],
        ["apply"] = ["fieldOfficer"],
        ["submit"] = ["fieldOfficer"],
        ["survey"] = ["fieldOfficer"],
        ["decide"] = ["approver"],
        ["withdraw"] = ["fieldOfficer"],
        ["akad"] = ["fieldOfficer"],
        ["disburse"] = ["cashier"],
        ["repay"] = ["cashier", "fieldOfficer"],
        ["meet"] = ["cashier", "fieldOfficer"],
        ["reverse"] = ["cashier"],
        ["undo"] = ["cashier"],
        ["receive"] = ["cashier"],
        ["close"] = ["approver", "cashier"],
        ["reopen"] = ["approver", "cashier"],
        ["settle"] = ["approver"],
        ["reschedule"] = ["fieldOfficer", "cashier", "approver"],
        ["rule"] = ["approver"],
        ["unreschedule"] = ["approver"],
        ["grace"] = ["approver"],
        ["graces"] = ["approver"],
        ["holidays"] = ["admin"],
        ["tranche"] = ["approver"],
        ["writeoff"] = ["fieldOfficer", "cashier", "approver"],
        ["vote"] = ["approver"],
        ["recover"] = ["cashier"],
        ["refund"] = ["cashier"],
        ["settledebt"] = ["cashier"],
        ["transfer"] = ["cashier"],
        ["count"] = ["cashier"],
    };

    public DateOnly Today { get; private set; } = new(2026, 1, 5);

    public Calendar Calendar { get; } =
        new()
        {
            RestDays = [DayOfWeek.Sunday],
            Holidays = [new(2026, 2, 17), new(2026, 3, 19), new(2026, 3, 20), new(2026, 4, 3), new(2026, 5, 1)],
            Rule = "next",
        };

    public Journal Journal { get; } = new();

    /// <summary>The borrowers: whether their asnaf is on file, and since when they are members of the group.</summary>
    public Dictionary<string, (bool HasAsnaf, DateOnly Since)> Borrowers { get; } = [];

    public Dictionary<string, Application> Applications { get; } = [];

    public Dictionary<string, LoanCase> Loans { get; } = [];

    /// <summary>The closed months, the last one last.</summary>
    public List<string> Closed { get; } = [];

    /// <summary>What may come of a step.</summary>
    public Outcome Judge(Step step)
    {
        if (step.Verb is "clock")
        {
            return Outcome.Done(() => Today = step.Date("to"));
        }

        if (!Roles[step.Verb].Intersect(People[step.By]).Any())
        {
            return Outcome.Refused("access.denied");
        }

        // What is no amount is refused before anything is looked up.
        if (new[] { "amount", "principal", "infak", "n" }.Any(key => step.FindNumber(key) <= 0))
        {
            return Outcome.Refused("request.invalid");
        }

        return JudgeEarly(step) ?? JudgeLater(step) ?? throw new FormatException($"There is no verb {step.Verb}.");
    }

    private Outcome? JudgeEarly(Step step) =>
        step.Verb switch
        {
            "borrower" => Outcome.Done(() => Borrowers[step.Name!] = (step.Has("asnaf"), Today)),
            "apply" => Apply(step),
            "submit" or "survey" or "decide" or "withdraw" => AboutApplication(step),
            "receive" => Receive(step),
            "close" => Close(step["month"]),
            "akad" => OnLoan(step, loan => Sign(step, loan)),
            "disburse" => OnLoan(step, loan => Disburse(step, loan)),
            "repay" => OnLoan(step, loan => Repay(step, loan)),
            "reverse" => OnLoan(step, loan => Reverse(step, loan)),
            _ => null,
        };

    private Outcome OnLoan(Step step, Func<LoanCase, Outcome> judge) =>
        Loans.TryGetValue(step["loan"], out var loan) ? judge(loan) : Outcome.Refused("loan.not_found");

    private bool IsClosed(DateOnly day) => Closed.Count > 0 && string.CompareOrdinal(Days.Month(day), Closed[^1]) <= 0;

    /// <summary>The day itself while its month is open, else the first day of the earliest open month.</summary>
    private DateOnly OpenFrom(DateOnly day) => IsClosed(day) ? Days.FirstOf(Closed[^1]).AddMonths(1) : day;

    /// <summary>What is wrong with the date of something that is booked.</summary>
    private HashSet<string> Dated(DateOnly on, DateOnly? notBefore = null, string before = "date.out_of_order")
    {
        var codes = new HashSet<string>();
        AddIf(codes, on > Today, "date.in_future");
        AddIf(codes, on < notBefore, before);
        return codes;
    }

    private HashSet<string> Booked(DateOnly on, DateOnly? notBefore = null, string before = "date.out_of_order")
    {
        var codes = Dated(on, notBefore, before);
        AddIf(codes, IsClosed(on), "period.closed");
        return codes;
    }

    private static void AddIf(HashSet<string> codes, bool applies, params string[] code)
    {
        if (applies)
        {
            codes.UnionWith(code);
        }
    }

    private Outcome Receive(Step step)
    {
        if (!Funds.ContainsKey(step["fund"]))
        {
            return Outcome.Refused("fund.not_found");
        }

        var (on, amount) = (step.FindDate("on") ?? Today, step.Number("amount"));
        return Outcome.Unless(
            Booked(on),
            () =>
                Outcome.Done(
                    () =>
                        Journal.Entries.Add(
                            new Entry(
                                step.Name!,
                                "fundReceipt",
                                on,
                                [
                                    new Line(step["account"], step["fund"], amount),
                                    new Line("fundBalance", step["fund"], -amount),
                                ]
                            )
                        ),
                    ("amount", amount),
                    ("receivedOn", on)
                )
        );
    }

    private Outcome Close(string month)
    {
        var first = Days.FirstOf(month);
        var codes = new HashSet<string>();
        AddIf(codes, first.AddMonths(1) > Today, "period.not_ended");
        if (Closed.Count > 0)
        {
            var last = Closed[^1];
            AddIf(codes, string.CompareOrdinal(month, last) <= 0, "period.already_closed");
            var next = Days.Month(Days.FirstOf(last).AddMonths(1));
            AddIf(codes, string.CompareOrdinal(month, next) > 0, "period.out_of_order");
        }
        else if (Journal.Entries.Count > 0)
        {
            var earliest = Journal.Entries.Min(entry => entry.On);
            AddIf(codes, earliest < first, "period.out_of_order");
        }

        return Outcome.Unless(codes, () => Outcome.Done(() => Closed.Add(month), ("period", month)));
    }
}
