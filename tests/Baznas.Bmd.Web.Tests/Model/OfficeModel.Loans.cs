namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Money out, money in, and taking either back.</summary>
internal sealed partial class OfficeModel
{
    private Outcome Disburse(Step step, LoanCase loan)
    {
        var on = step.FindDate("on") ?? Today;
        var codes = Booked(on, loan.SignedOn);
        AddIf(codes, loan.Application.Approvers.Contains(step.By), "disbursement.own_approval");
        var first = loan.Disbursed(DateOnly.MaxValue) == 0;
        var isLate = on < loan.Versions.LastOrDefault()?.On;
        var wasOutThen = loan.Days().Prepend(on).Any(day => day >= on && loan.Disbursed(day) > 0);
        var tranche = loan.Tranches.Count == 0 ? OneSum(step, loan, codes) : Next(step, loan, codes);
        var status = loan.Status(DateOnly.MaxValue);
        var ready = first ? status == "signed" : loan.Tranches.Count > 0 && status is "active" or "closed";
        AddIf(codes, !ready, "loan.wrong_status");
        if (tranche is null)
        {
            return Outcome.Refused(codes);
        }

        AddIf(
            codes,
            step.FindNumber("amount") is { } said && said != tranche.Amount,
            "disbursement.amount_not_principal"
        );
        AddIf(codes, tranche.ApprovedBy == step.By, "disbursement.own_approval");
        AddIf(codes, isLate && (!first || wasOutThen), "schedule.later_version");
        var version = first ? FirstVersion(loan, tranche.Amount, on) : TrancheVersion(loan, tranche.Amount, on);
        AddIf(codes, version is null, "schedule.rounding_too_coarse");
        AddIf(codes, first && loan.Application.FirstDueOn <= on, "schedule.first_due_not_after_disbursement");
        var entry = Lent(step.Name!, "disbursement", on, loan, [(step["account"], loan.Fund, -tranche.Amount)]);
        AddIf(codes, Journal.WouldOverdraw(entry), "fund.insufficient");
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () =>
                    {
                        Journal.Entries.Add(entry);
                        loan.Add(version! with { Entry = entry.Name });
                        (tranche.Status, tranche.PaidBy) = ("paid", entry.Name);
                    },
                    ("amount", tranche.Amount),
                    ("outstanding", loan.Outstanding(DateOnly.MaxValue) + tranche.Amount)
                )
        );
        // Paid out anew with an earlier date than it was before: right in itself, though a version with a later date is there.
        return tranche.DecidedOn > on || isLate
            ? outcome.OrRefused("date.out_of_order", "schedule.later_version")
            : outcome;
    }

    private static Tranche? OneSum(Step step, LoanCase loan, HashSet<string> codes)
    {
        AddIf(codes, (step.FindNumber("tranche") ?? 1) != 1, "disbursement.no_such_tranche");
        return new Tranche
        {
            No = 1,
            Amount = loan.Principal,
            Status = "approved",
        };
    }

    private static Tranche? Next(Step step, LoanCase loan, HashSet<string> codes)
    {
        var open = loan.Tranches.Where(part => part.Status is not ("paid" or "cancelled")).ToList();
        var asked = step.FindNumber("tranche");
        var tranche = asked is { } no ? loan.Tranches.Find(part => part.No == no) : open.FirstOrDefault();
        if (tranche is null)
        {
            codes.Add("disbursement.no_such_tranche");
            AddIf(codes, asked is null, "loan.wrong_status", "tranche.*");
            return null;
        }

        AddIf(
            codes,
            tranche.Status == "paid",
            "tranche.already_paid",
            "loan.wrong_status",
            "disbursement.no_such_tranche"
        );
        AddIf(codes, tranche.Status == "cancelled", "tranche.cancelled", "tranche.not_approved");
        AddIf(codes, tranche.Status is "planned" or "held", "tranche.not_approved");
        AddIf(codes, open.Exists(part => part.No < tranche.No), "tranche.out_of_order");
        return tranche;
    }

    private Version? FirstVersion(LoanCase loan, long amount, DateOnly on)
    {
        var first = loan.Application.FirstDueOn ?? loan.Product.After(on, 1);
        return Cut(amount, loan.Count, loan.Product) is { } amounts
            ? new Version(0, on, "disbursement", Rows(amounts, Calendar.Dates(first, loan.Count, loan.Product, on)))
            {
                CountedFrom = first,
            }
            : null;
    }

    private Version? TrancheVersion(LoanCase loan, long amount, DateOnly on)
    {
        if (loan.InForce(on) is not { } before)
        {
            return null;
        }

        var (stay, again) = (
            before.Rows.Where(row => row.Due <= on).ToList(),
            before.Rows.Where(row => row.Due > on).ToList()
        );
        var dates = again.Select(row => (row.Own, row.Due)).ToList();
        if (dates.Count == 0)
        {
            dates = [.. Calendar.Dates(loan.Product.After(on, 1), 1, loan.Product, on)];
        }

        return Cut(again.Sum(row => row.Amount) + amount, dates.Count, loan.Product) is { } amounts
            ? new Version(0, on, "tranche", [.. stay, .. Rows(amounts, dates, stay.Count)])
            {
                RepaidBefore = before.RepaidBefore,
                CountedFrom = before.CountedFrom,
            }
            : null;
    }

    private static IReadOnlyList<long>? Cut(long amount, int count, Product product) =>
        Calendar.Split(amount, count, product);

    private static List<Row> Rows(
        IReadOnlyList<long> amounts,
        IEnumerable<(DateOnly Own, DateOnly Due)> dates,
        int after = 0
    ) =>
        [
            .. amounts
                .Zip(dates, (amount, date) => (amount, date))
                .Select((row, i) => new Row(after + i + 1, row.date.Own, row.date.Due, row.amount)),
        ];

    /// <summary>An entry about a loan: money on one side, the receivable on the other.</summary>
    private static Entry Lent(
        string name,
        string kind,
        DateOnly on,
        LoanCase loan,
        IReadOnlyList<(string Account, string Fund, long Amount)> others,
        long? receivable = null
    ) =>
        new(
            name,
            kind,
            on,
            [
                .. others
                    .Where(line => line.Amount != 0)
                    .Select(line => new Line(line.Account, line.Fund, line.Amount) { Borrower = loan.Borrower }),
                .. new[] { receivable ?? -others.Sum(line => line.Amount) }
                    .Where(amount => amount != 0)
                    .Select(amount => new Line("qardhReceivable", loan.Fund, amount)),
            ]
        )
        {
            Loan = loan.Name,
        };

    private Outcome Repay(Step step, LoanCase loan)
    {
        var on = step.FindDate("on") ?? Today;
        var amount = step.Number("amount");
        var codes = MayRepay(step, loan, on, amount);
        AddIf(codes, step.Has("payer") && !Borrowers.ContainsKey(step["payer"]), "borrower.not_found");
        return Outcome.Unless(
            codes,
            () =>
            {
                var (principal, before) = (Math.Min(amount, loan.LowestOutstanding(on)), loan.Repaid(on));
                return Outcome.Done(
                    () => Take(step, loan, (on, amount, principal)),
                    ("outstanding", loan.Outstanding(DateOnly.MaxValue) - principal),
                    ("deposited", amount - principal),
                    ("allocations", Allocated(loan.InForce(on)!, before, principal))
                );
            }
        );
    }

    private HashSet<string> MayRepay(Step step, LoanCase loan, DateOnly on, long amount)
    {
        var status = loan.Status(DateOnly.MaxValue);
        if (status is not ("active" or "closed"))
        {
            var wrong = Booked(on);
            wrong.Add("loan.wrong_status");
            wrong.Add("loan.overpaid");
            AddIf(wrong, MustBeCash(step), "repayment.cash_only");
            return wrong;
        }

        var codes = Booked(on, loan.DisbursedOn(), "date.before_disbursement");
        AddIf(codes, MustBeCash(step), "repayment.cash_only");
        var owed = loan.LowestOutstanding(on);
        AddIf(codes, amount > owed && (step.Find("excess") != "deposit" || owed == 0), "loan.overpaid");
        return codes;
    }

    /// <summary>What only a cashier may take.</summary>
    private static bool MustBeCash(Step step) => !People[step.By].Contains("cashier") && step["account"] != "cash";

    private void Take(Step step, LoanCase loan, (DateOnly On, long Amount, long Principal) paid)
    {
        var account = step["account"];
        Journal.Entries.Add(
            Lent(
                step.Name!,
                "repayment",
                paid.On,
                loan,
                [(account, loan.Fund, paid.Amount), ("borrowerDeposits", loan.Fund, paid.Principal - paid.Amount)],
                -paid.Principal
            )
        );
        if (step.FindNumber("infak") is { } infak)
        {
            // The loan's own fund when that is unrestricted infak, else the office's only one: the same one here.
            Journal.Entries.Add(
                new Entry(
                    step.Name + ".infak",
                    "infak",
                    paid.On,
                    [new Line(account, "INFAK", infak), new Line("infakIncome", "INFAK", -infak)]
                )
            );
        }
    }

    /// <summary>Which instalments an amount fills when so much was repaid before: 3:20000 4:5000.</summary>
    private static string Allocated(Version version, long before, long amount) =>
        string.Join(
            ' ',
            version
                .Fill(before)
                .Zip(version.Fill(before + amount), (then, now) => (then.Row.No, Amount: now.Paid - then.Paid))
                .Where(part => part.Amount > 0)
                .Select(part => $"{part.No}:{part.Amount}")
        );

    private Outcome Reverse(Step step, LoanCase loan)
    {
        var entry = Journal.Find(step["tx"]);
        if (entry is null || entry.Loan != loan.Name)
        {
            return Outcome.Refused("transaction.not_found");
        }

        if (entry.IsReversed || entry.Reverses is not null)
        {
            return Outcome.Refused(entry.IsReversed ? "transaction.already_reversed" : "transaction.not_reversible");
        }

        var reversal = Opposite(entry, step.Name!);
        var codes = TooLittle(reversal);
        if (entry.Kind is "repayment" or "depositApplied")
        {
            AddIf(
                codes,
                Reschedules.Values.Any(made => made.Loan == loan && made.Stands && made.On >= entry.On),
                "loan.rescheduled_since"
            );
        }

        AddIf(codes, entry.Kind == "disbursement" && IsFollowed(loan, entry), "transaction.followed_by_others");
        AddIf(
            codes,
            entry.Kind is "writeOff" && loan.Entries.Any(later => later.Kind == "recovery" && later.Stands),
            "transaction.followed_by_others"
        );
        AddIf(codes, GoesBelowZero(loan, reversal), "transaction.followed_by_others");
        var undone = entry.Kind == "disbursement" ? loan.Versions.Find(version => version.Entry == entry.Name) : null;
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () => TakeBack(entry, reversal, loan, undone),
                    ("effectiveOn", reversal.On),
                    ("reversesTransactionId", "@" + entry.Name)
                )
        );
        var gone =
            loan.Status(DateOnly.MaxValue) is "writtenOff" or "forgiven"
            && entry.Kind is "repayment" or "depositApplied";
        return gone || (undone is not null && loan.Versions[^1].On > reversal.On)
            ? outcome.OrRefused("transaction.followed_by_others", "loan.wrong_status", "schedule.later_version")
            : outcome;
    }

    private Entry Opposite(Entry entry, string name) =>
        new(name, entry.Kind, OpenFrom(entry.On), [.. entry.Lines.Select(line => line with { Amount = -line.Amount })])
        {
            Loan = entry.Loan,
            Reverses = entry.Name,
        };

    /// <summary>What a reversal takes that is no longer there.</summary>
    private HashSet<string> TooLittle(Entry reversal)
    {
        var codes = new HashSet<string>();
        AddIf(codes, Journal.WouldOverdraw(reversal), "fund.insufficient");
        foreach (var line in reversal.Lines.Where(line => line.Account == "borrowerDeposits" && line.Amount > 0))
        {
            AddIf(codes, Journal.WouldTakeTooMuch(line.Borrower!, line.Fund, reversal), "deposit.already_used");
        }

        return codes;
    }

    private static bool GoesBelowZero(LoanCase loan, Entry reversal)
    {
        var change = reversal.Lines.Where(line => line.Account == "qardhReceivable").Sum(line => line.Amount);
        return change < 0 && loan.LowestOutstanding(reversal.On) + change < 0;
    }

    /// <summary>Whether something stands on a disbursement: a later entry or a later version of the schedule.</summary>
    private static bool IsFollowed(LoanCase loan, Entry entry)
    {
        var entries = loan.Entries.ToList();
        var made = loan.Versions.Find(version => version.Entry == entry.Name)!;
        return entries.Exists(other =>
                other.Stands
                && other != entry
                && (entries.IndexOf(other) > entries.IndexOf(entry) || other.On > entry.On)
            ) || loan.HasStandingAfter(made);
    }

    private void TakeBack(Entry entry, Entry reversal, LoanCase loan, Version? undone)
    {
        Journal.Entries.Add(reversal);
        entry.IsReversed = true;
        if (undone is null)
        {
            return;
        }

        loan.Undo(undone, reversal.On);
        if (loan.Tranches.Find(part => part.PaidBy == entry.Name) is { } tranche)
        {
            (tranche.Status, tranche.PaidBy) = ("approved", null);
        }
    }
}
