namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>A request for a new schedule.</summary>
internal sealed class RescheduleCase
{
    public required LoanCase Loan { get; init; }

    public required DateOnly On { get; init; }

    public required string RequestedBy { get; init; }

    public int? Count { get; init; }

    public DateOnly? First { get; init; }

    public bool KeepDates { get; init; }

    public string Status { get; set; } = "pending";

    public Version? Made { get; set; }

    public bool Stands => Status == "approved";
}

/// <summary>A request to take a debt off the books or to drop it.</summary>
internal sealed class WriteOffCase
{
    public required LoanCase Loan { get; init; }

    public required string Kind { get; init; }

    public required DateOnly On { get; init; }

    public required string RequestedBy { get; init; }

    public string Status { get; set; } = "pending";

    public HashSet<string> Approvers { get; } = [];
}

/// <summary>A request to open a month again.</summary>
internal sealed class ReopeningCase
{
    public required string Month { get; init; }

    public required string RequestedBy { get; init; }

    public string Status { get; set; } = "pending";
}

/// <summary>New schedules for the same debt, and days that move.</summary>
internal sealed partial class OfficeModel
{
    public Dictionary<string, RescheduleCase> Reschedules { get; } = [];

    public Dictionary<string, WriteOffCase> WriteOffs { get; } = [];

    public Dictionary<string, ReopeningCase> Reopenings { get; } = [];

    private Outcome? JudgeLater(Step step) =>
        step.Verb switch
        {
            "reschedule" => OnLoan(step, loan => Reschedule(step, loan)),
            "rule" => Rule(step),
            "unreschedule" => Unreschedule(step),
            "grace" => OnLoan(step, loan => Grace(step, loan)),
            "graces" => Graces(step),
            "holidays" => Holidays(step),
            "tranche" => OnLoan(step, loan => DecideTranche(step, loan)),
            _ => JudgeMoney(step),
        };

    private HashSet<string> Changeable(LoanCase loan, DateOnly on)
    {
        var codes = Booked(on, loan.DisbursedOn(), "date.before_disbursement");
        AddIf(codes, loan.Status(on) != "active" || loan.DisbursedOn() is null, "loan.wrong_status");
        return codes;
    }

    private Outcome Reschedule(Step step, LoanCase loan)
    {
        var on = step.FindDate("on") ?? Today;
        var asked = new RescheduleCase
        {
            Loan = loan,
            On = on,
            RequestedBy = step.By,
            Count = (int?)step.FindNumber("n"),
            First = step.FindDate("first"),
            KeepDates = step.Has("keep"),
        };
        var codes = Changeable(loan, on);
        AddIf(
            codes,
            Reschedules.Values.Any(other => other.Loan == loan && other.Status == "pending"),
            "reschedule.pending"
        );
        AddIf(codes, loan.Versions.Count > 0 && on < loan.Versions[^1].On, "schedule.later_version");
        AddIf(codes, asked.First <= on, "schedule.first_due_not_after_disbursement", "reschedule.*");
        codes.UnionWith(loan.Status(on) == "active" && loan.InForce(on) is not null ? Unbuildable(asked) : []);
        var outcome = Outcome.Unless(
            codes,
            () => Outcome.Done(() => Reschedules[step.Name!] = asked, ("status", "pending"), ("effectiveOn", on))
        );
        outcome = FallsBack(loan, on) ? outcome.OrRefused("reschedule.*") : outcome;
        return loan.Status(DateOnly.MaxValue) == "active" ? outcome : outcome.OrRefused("loan.wrong_status");
    }

    private string[] Unbuildable(RescheduleCase asked) =>
        Build(asked) is not null ? []
        : asked.KeepDates ? ["reschedule.*", "schedule.*"]
        : ["schedule.rounding_too_coarse"];

    private Version? Build(RescheduleCase asked)
    {
        var (loan, on) = (asked.Loan, asked.On);
        var first = asked.First ?? loan.Product.After(on, 1);
        var dates = asked.KeepDates
            ? [.. loan.InForce(on)!.Rows.Where(row => row.Due > on).Select(row => (row.Own, row.Due))]
            : Calendar.Dates(first, asked.Count!.Value, loan.Product, on).ToList();
        if (dates.Count == 0 || Calendar.Split(loan.Outstanding(on), dates.Count, loan.Product) is not { } amounts)
        {
            return null;
        }

        return new Version(0, on, "reschedule", Rows(amounts, dates))
        {
            RepaidBefore = loan.Repaid(on),
            CountedFrom = asked.KeepDates ? loan.InForce(on)!.CountedFrom : first,
        };
    }

    private Outcome Rule(Step step)
    {
        if (!Reschedules.TryGetValue(step["request"], out var asked))
        {
            return Outcome.Refused("*.not_found");
        }

        var codes = new HashSet<string>();
        AddIf(codes, asked.RequestedBy == step.By, "reschedule.own_request");
        AddIf(codes, asked.Status != "pending", "reschedule.already_decided");
        if (step["decision"] == "reject" || codes.Count > 0)
        {
            return Outcome.Unless(codes, () => Outcome.Done(() => asked.Status = "rejected", ("status", "rejected")));
        }

        codes = Changeable(asked.Loan, asked.On);
        AddIf(codes, asked.On < asked.Loan.Versions.LastOrDefault()?.On, "schedule.later_version");
        codes.UnionWith(codes.Count > 0 ? [] : Unbuildable(asked));
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () =>
                    {
                        asked.Loan.Add(Build(asked)!);
                        (asked.Status, asked.Made) = ("approved", asked.Loan.Versions[^1]);
                    },
                    ("status", "approved")
                )
        );
        outcome = FallsBack(asked.Loan, asked.On) ? outcome.OrRefused("reschedule.*") : outcome;
        return asked.Loan.Status(DateOnly.MaxValue) == "active" ? outcome : outcome.OrRefused("loan.wrong_status");
    }

    // What was repaid by a day is less on a later one: it was taken back while its month was closed. A schedule that
    // begins with it would count more than was ever kept.
    private bool FallsBack(LoanCase loan, DateOnly on) =>
        Enumerable
            .Range(0, Math.Max(0, Today.DayNumber - on.DayNumber + 1))
            .Any(days => loan.Repaid(on.AddDays(days)) < loan.Repaid(on));

    private Outcome Unreschedule(Step step)
    {
        if (!Reschedules.TryGetValue(step["request"], out var asked))
        {
            return Outcome.Refused("*.not_found");
        }

        var codes = new HashSet<string>();
        AddIf(codes, asked.Status is "pending" or "rejected", "reschedule.not_approved");
        AddIf(codes, asked.Status == "reversed", "reschedule.already_reversed");
        if (codes.Count > 0)
        {
            return Outcome.Refused(codes);
        }

        var loan = asked.Loan;
        var stands = loan.Entries.Any(entry =>
            entry.Kind is "repayment" or "depositApplied" && entry.Stands && entry.On > asked.On
        );
        AddIf(codes, stands, "reschedule.repaid_since");
        AddIf(codes, loan.HasStandingAfter(asked.Made!), "schedule.later_version");
        var on = OpenFrom(asked.On);
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () =>
                    {
                        loan.Undo(asked.Made!, on);
                        asked.Status = "reversed";
                    },
                    ("status", "reversed")
                )
        );
        var odd = loan.Status(DateOnly.MaxValue) != "active" || loan.Repaid(DateOnly.MaxValue) != loan.Repaid(asked.On);
        odd |= loan.Versions.Count > asked.Made!.No;
        return odd
            ? outcome.OrRefused("loan.wrong_status", "reschedule.repaid_since", "schedule.later_version")
            : outcome;
    }

    private Outcome Grace(Step step, LoanCase loan)
    {
        var on = step.FindDate("on") ?? Today;
        var codes = Changeable(loan, on);
        // Which of two refusals is told first is left open.
        AddIf(codes, on < loan.Versions.LastOrDefault()?.On, "schedule.later_version", "grace.nothing_to_move");
        var moved = codes.Count > 0 ? null : Moved(loan, on, (int)step.Number("periods"), step.FindNumber("from") ?? 1);
        AddIf(codes, codes.Count == 0 && moved is null, "grace.nothing_to_move");
        var outcome = Outcome.Unless(codes, () => Outcome.Done(() => loan.Add(moved!)));
        return loan.Status(DateOnly.MaxValue) == "active" ? outcome : outcome.OrRefused("loan.wrong_status");
    }

    private Version? Moved(LoanCase loan, DateOnly on, int periods, long fromNo)
    {
        var before = loan.InForce(on)!;
        bool Moves(Row row) => row.Due > on && row.No >= fromNo;
        return before.Rows.Any(Moves)
            ? before with
            {
                On = on,
                Cause = "grace",
                Entry = null,
                Undoes = null,
                Rows =
                [
                    .. before.Rows.Select(row =>
                        Moves(row) ? Move(loan, Later(before, row.Own, periods, loan), row) : row
                    ),
                ],
            }
            : null;
    }

    private Row Move(LoanCase loan, DateOnly own, Row row) =>
        row with
        {
            Own = own,
            Due = Calendar.Adjust(own, loan.Product, loan.DisbursedOn()!.Value),
        };

    private static DateOnly Later(Version version, DateOnly own, int periods, LoanCase loan)
    {
        var from = version.CountedFrom!.Value;
        for (var i = 0; loan.Product.After(from, i) <= own; i++)
        {
            if (loan.Product.After(from, i) == own)
            {
                return loan.Product.After(from, i + periods);
            }
        }

        return loan.Product.After(own, periods);
    }

    private Outcome Graces(Step step)
    {
        var on = step.FindDate("on") ?? Today;
        if (Loans.Values.Any(loan => loan.Status(on) == "active" && loan.Status(DateOnly.MaxValue) != "active"))
        {
            // Whether a loan that has ended since is moved too, nothing says.
            return Outcome.Unspecified;
        }

        var moved = Loans
            .Values.Where(loan => Changeable(loan, on).Count == 0 && on >= loan.Versions[^1].On)
            .Select(loan => (Loan: loan, Version: Moved(loan, on, (int)step.Number("periods"), 1)))
            .Where(pair => pair.Version is not null)
            .ToList();
        var outcome = Outcome.Unless(
            Booked(on),
            () => Outcome.Done(() => moved.ForEach(pair => pair.Loan.Add(pair.Version!)))
        );
        return moved.Count > 0 ? outcome : outcome.OrRefused("grace.nothing_to_move");
    }

    private Outcome Holidays(Step step)
    {
        var running = Loans.Values.Where(loan => loan.Status(Today) == "active").ToList();

        // What was paid when the calendar changed, and is unpaid again, stands on a date of the old calendar. Whether
        // the next change moves it too, wherever in the year that change is, the words leave open.
        return running.Exists(loan => !Readjusted(loan).SequenceEqual(loan.InForce(Today)!.Rows))
            ? Outcome.Unspecified
            : Outcome.Done(() =>
            {
                Calendar.Holidays =
                [
                    .. step["dates"].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Days.Read),
                ];
                running.ForEach(Readjust);
            });
    }

    private void Readjust(LoanCase loan)
    {
        var (before, rows) = (loan.InForce(Today)!, Readjusted(loan));
        if (!rows.SequenceEqual(before.Rows))
        {
            loan.Add(before with { On = Today, Cause = "holiday", Entry = null, Undoes = null, Rows = rows });
        }
    }

    private List<Row> Readjusted(LoanCase loan) =>
        loan.InForce(Today)!
            .Fill(loan.Repaid(Today))
            .Select(pair =>
            {
                var adjusted = Move(loan, pair.Row.Own, pair.Row);
                return pair.Row.Due > Today && pair.Paid < pair.Row.Amount && adjusted.Due >= Today
                    ? adjusted
                    : pair.Row;
            })
            .ToList();

    private Outcome DecideTranche(Step step, LoanCase loan)
    {
        var part = loan.Tranches.Find(tranche => tranche.No == step.Number("no"));
        if (part is null)
        {
            return Outcome.Refused("*.not_found", "disbursement.no_such_tranche");
        }

        var (decision, on) = (step["decision"], step.FindDate("on") ?? Today);
        var codes = Dated(on);
        AddIf(codes, part.Status == "paid", "tranche.already_paid");
        AddIf(codes, part.Status == "cancelled", "tranche.cancelled");
        AddIf(codes, part.No == 1 && decision != "approve", "tranche.first");
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () =>
                    {
                        part.Status = decision switch
                        {
                            "approve" => "approved",
                            "hold" => "held",
                            _ => "cancelled",
                        };
                        (part.ApprovedBy, part.DecidedOn) = (decision == "approve" ? step.By : part.ApprovedBy, on);
                    },
                    (
                        "status",
                        decision switch
                        {
                            "approve" => "approved",
                            "hold" => "held",
                            _ => "cancelled",
                        }
                    )
                )
        );
        var odd =
            on < loan.ApprovedOn
            || on < part.DecidedOn
            || loan.Status(DateOnly.MaxValue) is not ("approved" or "signed" or "active" or "closed");
        return odd || part.No == 1 ? outcome.OrRefused("date.out_of_order", "loan.wrong_status", "tranche.*") : outcome;
    }
}
