namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Money that is not a plain repayment, and months that open again.</summary>
internal sealed partial class OfficeModel
{
    private Outcome? JudgeMoney(Step step) =>
        step.Verb switch
        {
            "writeoff" => OnLoan(step, loan => WriteOff(step, loan)),
            "vote" => Vote(step),
            "recover" => OnLoan(step, loan => Recover(step, loan)),
            "meet" => Meet(step),
            "refund" => Refund(step),
            "settledebt" => SettleDebt(step),
            "undo" => Undo(step),
            "transfer" => Transfer(step),
            "count" => Count(step),
            "reopen" => Reopen(step),
            "settle" => Settle(step),
            _ => null,
        };

    private HashSet<string> MayGo(LoanCase loan, DateOnly on)
    {
        var codes = Changeable(loan, on);
        AddIf(codes, loan.Entries.Any(entry => entry.On > on && entry.Stands), "write_off.followed_by_others");
        return codes;
    }

    private Outcome WriteOff(Step step, LoanCase loan)
    {
        var on = step.FindDate("on") ?? Today;
        var codes = MayGo(loan, on);
        AddIf(
            codes,
            WriteOffs.Values.Any(other => other.Loan == loan && other.Status == "pending"),
            "write_off.pending"
        );
        var asked = new WriteOffCase
        {
            Loan = loan,
            Kind = step["kind"],
            On = on,
            RequestedBy = step.By,
        };
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () => WriteOffs[step.Name!] = asked,
                    ("status", "pending"),
                    ("amount", loan.Outstanding(on))
                )
        );
        return Odd(loan, on) ? outcome.OrRefused("write_off.followed_by_others", "loan.wrong_status") : outcome;
    }

    /// <summary>Entries after a day that took each other back: whether they follow it, nothing says.</summary>
    private static bool Odd(LoanCase loan, DateOnly on) => loan.Entries.Any(entry => entry.On > on);

    private Outcome Vote(Step step)
    {
        if (!WriteOffs.TryGetValue(step["request"], out var asked))
        {
            return Outcome.Refused("*.not_found");
        }

        var codes = new HashSet<string>();
        AddIf(codes, asked.RequestedBy == step.By, "write_off.own_request");
        AddIf(codes, asked.Approvers.Contains(step.By), "write_off.same_approver");
        AddIf(codes, asked.Status != "pending", "write_off.already_decided");
        if (step["decision"] == "reject" || codes.Count > 0)
        {
            return Outcome.Unless(codes, () => Outcome.Done(() => asked.Status = "rejected", ("status", "rejected")));
        }

        var (loan, on) = (asked.Loan, asked.On);
        var rules = MayGo(loan, on);
        if (asked.Approvers.Count == 0)
        {
            var first = Outcome.Done(() => asked.Approvers.Add(step.By), ("status", "pending"));
            return rules.Count > 0 || Odd(loan, on)
                ? first.OrRefused([.. rules, "write_off.followed_by_others"])
                : first;
        }

        var owed = loan.Outstanding(on);
        var outcome = Outcome.Unless(
            rules,
            () =>
                Outcome.Done(
                    () =>
                    {
                        Journal.Entries.Add(
                            Lent("E" + step["request"], asked.Kind, on, loan, [(asked.Kind, loan.Fund, owed)])
                        );
                        asked.Status = "approved";
                    },
                    ("status", "approved"),
                    ("amount", owed)
                )
        );
        return Odd(loan, on) ? outcome.OrRefused("write_off.followed_by_others", "loan.wrong_status") : outcome;
    }

    private Outcome Recover(Step step, LoanCase loan)
    {
        var (on, amount) = (step.FindDate("on") ?? Today, step.Number("amount"));
        var codes = Booked(on, loan.DisbursedOn());
        AddIf(codes, loan.Status(on) != "writtenOff", "loan.wrong_status", "date.*", "recovery.exceeds_written_off");
        AddIf(codes, amount > loan.WrittenOff(on) - loan.MostRecovered(on), "recovery.exceeds_written_off");
        var entry = new Entry(
            step.Name!,
            "recovery",
            on,
            [new Line(step["account"], loan.Fund, amount), new Line("recoveryIncome", loan.Fund, -amount)]
        )
        {
            Loan = loan.Name,
        };
        var recovered = loan.Recovered(DateOnly.MaxValue) + amount;
        return Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () => Journal.Entries.Add(entry),
                    ("recovered", recovered),
                    ("stillOwed", loan.WrittenOff(on) - recovered)
                )
        );
    }

    private Outcome Meet(Step step)
    {
        var (codes, scratch) = (new HashSet<string>(), Journal.Entries.Count);
        var on = step.FindDate("on") ?? Today;
        var index = 0;
        var names = step.Pairs("items").Select(item => Loans.ContainsKey(item.Left) ? item.Left : "unknown").ToList();
        if (names.Distinct().Count() < names.Count)
        {
            // Only another payer could bring a second amount for the same loan.
            return Outcome.Refused("request.invalid");
        }

        foreach (var (name, amount) in step.Pairs("items"))
        {
            if (!Loans.TryGetValue(name, out var loan))
            {
                codes.UnionWith([.. Booked(on), "loan.not_found"]);
                AddIf(codes, MustBeCash(step), "repayment.cash_only");
                continue;
            }

            var item = step with { Name = $"{step.Name}.{index++}" };
            var paid = long.Parse(amount, null);
            var wrong = MayRepay(item, loan, on, paid);
            AddIf(wrong, on < Borrowers[loan.Borrower].Since, "group.not_a_member");
            codes.UnionWith(wrong);
            if (wrong.Count == 0)
            {
                Take(item, loan, (on, paid, paid));
            }
        }

        var made = Journal.Entries[scratch..];
        Journal.Entries.RemoveRange(scratch, made.Count);
        return Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () => Journal.Entries.AddRange(made),
                    ("total", step.Pairs("items").Sum(item => long.Parse(item.Right, null)))
                )
        );
    }

    /// <summary>The only fund in which something is held for a borrower; null when there are none or several.</summary>
    private string? HoldingFund(string borrower)
    {
        var funds = Funds
            .Keys.Where(fund => Journal.Days().Any(day => Journal.Held(borrower, day, fund) != 0))
            .ToList();
        return funds.Count == 1 ? funds[0] : null;
    }

    private Outcome Refund(Step step)
    {
        if (!Borrowers.ContainsKey(step["borrower"]))
        {
            return Outcome.Refused("borrower.not_found");
        }

        var (on, amount, borrower) = (step.FindDate("on") ?? Today, step.Number("amount"), step["borrower"]);
        if (HoldingFund(borrower) is not { } fund)
        {
            return Journal.LeastHeld(borrower, on) < amount
                ? Outcome.Refused(["deposit.insufficient", .. Booked(on)])
                : Outcome.Unspecified;
        }

        var entry = new Entry(
            step.Name!,
            "depositRefund",
            on,
            [
                new Line("borrowerDeposits", fund, amount) { Borrower = borrower },
                new Line(step["account"], fund, -amount),
            ]
        );
        var codes = Booked(on);
        AddIf(codes, amount > Journal.LeastHeld(borrower, on), "deposit.insufficient");
        AddIf(codes, Journal.WouldOverdraw(entry), "fund.insufficient");
        var balance = Journal.Held(borrower, DateOnly.MaxValue) - amount;
        return Outcome.Unless(codes, () => Outcome.Done(() => Journal.Entries.Add(entry), ("balance", balance)));
    }

    private Outcome SettleDebt(Step step)
    {
        if (!Borrowers.ContainsKey(step["borrower"]))
        {
            return Outcome.Refused("borrower.not_found");
        }

        var (on, borrower) = (step.FindDate("on") ?? Today, step["borrower"]);
        if (!Loans.TryGetValue(step["loan"], out var loan) || loan.Borrower != borrower)
        {
            return Outcome.Refused("loan.not_found");
        }

        var codes = Booked(on, loan.DisbursedOn(), "date.before_disbursement");
        AddIf(codes, loan.Status(DateOnly.MaxValue) is not ("active" or "closed"), "loan.wrong_status");
        var (held, owed) = (Journal.LeastHeld(borrower, on), loan.LowestOutstanding(on));
        var amount = step.FindNumber("amount") ?? Math.Min(held, owed);
        AddIf(codes, amount > owed || owed <= 0, "loan.overpaid");
        AddIf(codes, amount > held || held <= 0, "deposit.insufficient");
        if (codes.Count > 0)
        {
            return Outcome.Refused(codes);
        }

        if (HoldingFund(borrower) is not { } fund || loan.InForce(on) is not { } version)
        {
            return Outcome.Unspecified;
        }

        var entry = Applied(step, loan, fund, (on, amount));
        return Journal.WouldOverdraw(entry)
            ? Outcome.Refused("fund.insufficient")
            : Outcome.Done(
                () => Journal.Entries.Add(entry),
                ("outstanding", loan.Outstanding(DateOnly.MaxValue) - amount),
                ("balance", Journal.Held(borrower, DateOnly.MaxValue) - amount),
                ("allocations", Allocated(version, loan.Repaid(on), amount))
            );
    }

    // Held in another fund than the loan's: the money moves between the funds within one account.
    private static Entry Applied(Step step, LoanCase loan, string fund, (DateOnly On, long Amount) paid)
    {
        var account = step.Find("account") ?? "cash";
        (string, string, long)[] moved =
            fund == loan.Fund ? [] : [(account, fund, -paid.Amount), (account, loan.Fund, paid.Amount)];
        return Lent(
            step.Name!,
            "depositApplied",
            paid.On,
            loan,
            [("borrowerDeposits", fund, paid.Amount), .. moved],
            -paid.Amount
        );
    }

    private Outcome Undo(Step step)
    {
        var entry = Journal.Find(step["tx"]);
        if (entry is null)
        {
            return Outcome.Refused("transaction.not_found");
        }

        if (entry.Loan is not null || entry.IsReversed || entry.Reverses is not null)
        {
            return entry.Loan is not null
                ? Outcome.Refused("transaction.not_reversible", "transaction.not_found", "transaction.already_reversed")
                : Outcome.Refused(entry.IsReversed ? "transaction.already_reversed" : "transaction.not_reversible");
        }

        var reversal = Opposite(entry, step.Name!);
        return Outcome.Unless(
            TooLittle(reversal),
            () =>
                Outcome.Done(
                    () =>
                    {
                        Journal.Entries.Add(reversal);
                        entry.IsReversed = true;
                    },
                    ("effectiveOn", reversal.On)
                )
        );
    }

    private Outcome Transfer(Step step)
    {
        if (!Funds.ContainsKey(step["fund"]))
        {
            return Outcome.Refused("fund.not_found");
        }

        var (on, amount, fund) = (step.FindDate("on") ?? Today, step.Number("amount"), step["fund"]);
        if (step["from"] == step["to"])
        {
            return Outcome.Refused("transfer.same_account", "request.invalid");
        }

        var entry = new Entry(
            step.Name!,
            "fundTransfer",
            on,
            [new Line(step["from"], fund, -amount), new Line(step["to"], fund, amount)]
        );
        var codes = Booked(on);
        AddIf(codes, Journal.WouldOverdraw(entry), "fund.insufficient");
        return Outcome.Unless(codes, () => Outcome.Done(() => Journal.Entries.Add(entry)));
    }

    private Outcome Count(Step step)
    {
        if (!Funds.ContainsKey(step["fund"]))
        {
            return Outcome.Refused("fund.not_found");
        }

        var (on, counted, fund) = (step.FindDate("on") ?? Today, step.Number("counted"), step["fund"]);
        var booked = Journal.Balance("cash", fund, on);
        var difference = counted - booked;
        var entry = new Entry(
            step.Name!,
            "cashDifference",
            on,
            [new Line("cash", fund, difference), new Line("cashDifference", fund, -difference)]
        );
        var codes = Dated(on);
        AddIf(codes, difference != 0 && IsClosed(on), "period.closed");
        AddIf(codes, difference != 0 && !step.Has("explained"), "cash_count.explanation_required", "request.invalid");
        AddIf(codes, Journal.WouldOverdraw(entry), "fund.insufficient");
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () => Journal.Entries.AddRange(difference == 0 ? [] : [entry]),
                    ("booked", booked),
                    ("difference", difference)
                )
        );
        return IsClosed(on) ? outcome.OrRefused("period.closed") : outcome;
    }

    private Outcome Reopen(Step step)
    {
        var codes = new HashSet<string>();
        AddIf(codes, Closed.LastOrDefault() != step["month"], "period.not_last_closed");
        AddIf(codes, Reopenings.Values.Any(asked => asked.Status == "pending"), "period.reopening_pending");
        return Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () => Reopenings[step.Name!] = new ReopeningCase { Month = step["month"], RequestedBy = step.By },
                    ("status", "pending"),
                    ("period", step["month"])
                )
        );
    }

    private Outcome Settle(Step step)
    {
        if (!Reopenings.TryGetValue(step["request"], out var asked))
        {
            return Outcome.Refused("*.not_found");
        }

        var codes = new HashSet<string>();
        AddIf(codes, asked.RequestedBy == step.By, "period.own_request");
        AddIf(codes, asked.Status != "pending", "period.reopening_decided");
        var approve = step["decision"] == "approve";
        AddIf(codes, approve && codes.Count == 0 && Closed.LastOrDefault() != asked.Month, "period.not_last_closed");
        return Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () =>
                    {
                        asked.Status = approve ? "approved" : "rejected";
                        Closed.RemoveRange(Closed.Count - (approve ? 1 : 0), approve ? 1 : 0);
                    },
                    ("status", approve ? "approved" : "rejected")
                )
        );
    }
}
