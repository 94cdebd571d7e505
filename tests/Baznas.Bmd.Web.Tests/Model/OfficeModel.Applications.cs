namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>From the request to the signed akad.</summary>
internal sealed partial class OfficeModel
{
    private Outcome Apply(Step step)
    {
        if (!Borrowers.TryGetValue(step["borrower"], out var borrower))
        {
            return Outcome.Refused("borrower.not_found");
        }

        if (!Funds.TryGetValue(step["fund"], out var kind))
        {
            return Outcome.Refused("fund.not_found");
        }

        var product = Products[step["product"]];
        var (principal, count) = (step.Number("principal"), (int)step.Number("n"));
        var appliedOn = step.FindDate("on") ?? Today;
        var tranches = step.Has("tranches")
            ? step.Pairs("tranches").Select(pair => (long.Parse(pair.Left, null), Days.Read(pair.Right))).ToList()
            : [];
        var codes = Dated(appliedOn);
        codes.UnionWith(Terms(product, principal, count));
        AddIf(codes, !product.FundKinds.Contains(kind), "application.fund_kind_not_allowed");
        AddIf(codes, kind == "zakat" && !borrower.HasAsnaf, "application.asnaf_required");
        AddIf(codes, tranches.Count > 0 && Misplanned(tranches, principal, appliedOn), "request.invalid");
        AddIf(
            codes,
            tranches.Count > 0 && tranches.Sum(part => part.Item1) != principal,
            "application.tranches_not_principal"
        );
        var outcome = Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () =>
                        Applications[step.Name!] = new Application
                        {
                            Name = step.Name!,
                            Borrower = step["borrower"],
                            Product = product,
                            Fund = step["fund"],
                            Principal = principal,
                            Count = count,
                            AppliedOn = appliedOn,
                            FirstDueOn = step.FindDate("first"),
                            Tranches = tranches,
                        },
                    ("status", "draft"),
                    ("principal", principal)
                )
        );

        var first = tranches.Count > 0 ? tranches[0].Item1 : principal;
        return IsCoarse(first, count, product) ? outcome.OrRefused("schedule.rounding_too_coarse") : outcome;
    }

    // That the first tranche alone can't be cut into so many instalments shows at the latest when it is paid out.
    private static bool IsCoarse(long first, int count, Product product) =>
        Calendar.Split(first, count, product) is null;

    private static bool Misplanned(List<(long Amount, DateOnly On)> parts, long principal, DateOnly appliedOn) =>
        parts.Count is < 2 or > 12
        || parts.Exists(part => part.Amount <= 0 || part.Amount > principal || part.On < appliedOn)
        || parts.Zip(parts.Skip(1)).Any(pair => pair.Second.On < pair.First.On);

    private static HashSet<string> Terms(Product product, long principal, int count)
    {
        var codes = new HashSet<string>();
        AddIf(codes, principal < product.Least || principal > product.Most, "product.principal_out_of_range");
        AddIf(codes, count < product.Fewest || count > product.Longest, "product.installments_out_of_range");
        AddIf(codes, Calendar.Split(principal, count, product) is null, "schedule.rounding_too_coarse");
        return codes;
    }

    private Outcome AboutApplication(Step step)
    {
        if (!Applications.TryGetValue(step["app"], out var application))
        {
            return Outcome.Refused("application.not_found");
        }

        return step.Verb switch
        {
            "submit" => Submit(step, application),
            "survey" => Survey(step, application),
            "decide" => Decide(step, application),
            _ => Withdraw(application),
        };
    }

    private static HashSet<string> StatusIs(Application application, params string[] allowed)
    {
        var codes = new HashSet<string>();
        AddIf(codes, !allowed.Contains(application.Status), "application.wrong_status");
        return codes;
    }

    private static Outcome Submit(Step step, Application application) =>
        Outcome.Unless(
            StatusIs(application, "draft"),
            () =>
                Outcome.Done(
                    () => (application.Status, application.SubmittedBy) = ("submitted", step.By),
                    ("status", "submitted")
                )
        );

    private Outcome Survey(Step step, Application application)
    {
        var on = step.FindDate("on") ?? Today;
        var codes = StatusIs(application, "submitted");
        codes.UnionWith(Dated(on, application.AppliedOn));
        return Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () => (application.Status, application.VisitedOn) = ("surveyed", on),
                    ("status", "surveyed")
                )
        );
    }

    private Outcome Decide(Step step, Application application)
    {
        if (application.Status != "surveyed")
        {
            var wrong = StatusIs(application, "surveyed");
            AddIf(wrong, application.SubmittedBy == step.By, "decision.own_application");
            return Outcome.Refused(wrong);
        }

        var on = step.FindDate("on") ?? Today;
        var codes = Dated(on, application.VisitedOn);
        AddIf(codes, application.SubmittedBy == step.By, "decision.own_application");
        var decision = step["decision"];
        if (decision != "approve")
        {
            return Outcome.Unless(
                codes,
                () =>
                    Outcome.Done(
                        () => Close(application, decision),
                        ("status", decision == "return" ? "draft" : "rejected")
                    )
            );
        }

        var approvals = application.Approvals;
        var principal =
            step.FindNumber("principal") ?? approvals.Select(a => a.Principal).LastOrDefault(application.Principal);
        var count = (int?)step.FindNumber("n") ?? approvals.Select(a => a.Count).LastOrDefault(application.Count);
        AddIf(
            codes,
            principal > approvals.Select(a => a.Principal).Append(application.Principal).Min(),
            "decision.principal_raised"
        );
        AddIf(codes, principal > Limits[step.By], "decision.above_approval_limit");
        AddIf(
            codes,
            approvals.Exists(a => a.By == step.By && a.Count == count && a.Principal >= principal),
            "decision.already_decided"
        );
        codes.UnionWith(Terms(application.Product, principal, count));
        AddIf(
            codes,
            Running(application.Borrower) >= application.Product.LoansAtATime,
            "application.too_many_active_loans"
        );
        var outcome = Outcome.Unless(
            codes,
            () =>
            {
                var agreed = approvals
                    .Append((step.By, principal, count))
                    .Where(a => a.Item3 == count && a.Item2 >= principal)
                    .Select(a => a.Item1)
                    .Distinct()
                    .Count();
                var granted = agreed >= (principal > application.Product.OneApproverUpTo ? 2 : 1);
                return Outcome.Done(
                    () =>
                    {
                        approvals.Add((step.By, principal, count));
                        application.Approvers.Add(step.By);
                        if (granted)
                        {
                            Grant(application, principal, count, on);
                        }
                    },
                    ("status", granted ? "approved" : "surveyed")
                );
            }
        );

        // Repaid as far as it was paid out, with a tranche to come, or off the books and not recovered: whether that is
        // a running loan, nothing says.
        var waits = Loans.Values.Any(loan =>
            loan.Borrower == application.Borrower
            && (
                loan.Tranches.Exists(part => part.Status is not ("paid" or "cancelled"))
                || loan.WrittenOff(DateOnly.MaxValue) > loan.Recovered(DateOnly.MaxValue)
            )
        );
        outcome = waits ? outcome.OrRefused("application.too_many_active_loans") : outcome;
        var first = application.Tranches.Select(part => Math.Min(part.Amount, principal)).FirstOrDefault(principal);
        return IsCoarse(first, count, application.Product)
            ? outcome.OrRefused("schedule.rounding_too_coarse")
            : outcome;
    }

    private static void Close(Application application, string decision)
    {
        application.Approvals.Clear();
        application.Status = decision == "return" ? "draft" : "rejected";
    }

    /// <summary>A borrower's loans on which something is owed or nothing has been paid out yet.</summary>
    private int Running(string borrower) =>
        Loans.Values.Count(loan =>
            loan.Borrower == borrower && loan.Status(DateOnly.MaxValue) is "approved" or "signed" or "active"
        );

    private void Grant(Application application, long principal, int count, DateOnly on)
    {
        application.Status = "approved";
        application.Loan = "L" + application.Name[1..];
        var cut = application.Principal - principal;
        var parts = new List<long>(application.Tranches.Select(part => part.Amount));
        for (var i = parts.Count - 1; i >= 0 && cut > 0; i--)
        {
            var less = Math.Min(cut, parts[i]);
            (parts[i], cut) = (parts[i] - less, cut - less);
        }

        Loans[application.Loan] = new LoanCase(Journal)
        {
            Name = application.Loan,
            Application = application,
            Principal = principal,
            Count = count,
            ApprovedOn = on,
            Tranches =
            [
                .. parts
                    .Where(amount => amount > 0)
                    .Select(
                        (amount, i) =>
                            new Tranche
                            {
                                No = i + 1,
                                Amount = amount,
                                Status = i == 0 || !application.Product.EachTrancheApproved ? "approved" : "planned",
                            }
                    ),
            ],
        };
    }

    private Outcome Withdraw(Application application)
    {
        var codes = StatusIs(application, "draft", "submitted", "surveyed", "approved");
        var loan = application.Loan is { } name ? Loans[name] : null;
        AddIf(codes, loan?.Disbursed(DateOnly.MaxValue) > 0, "application.already_disbursed");
        return Outcome.Unless(
            codes,
            () =>
                Outcome.Done(
                    () =>
                    {
                        application.Status = "withdrawn";
                        if (loan is not null)
                        {
                            loan.CancelledOn = Today;
                        }
                    },
                    ("status", "withdrawn")
                )
        );
    }

    private Outcome Sign(Step step, LoanCase loan)
    {
        var on = step.FindDate("on") ?? Today;
        var codes = Dated(on, loan.ApprovedOn);
        AddIf(codes, loan.Status(DateOnly.MaxValue) != "approved", "loan.wrong_status");
        return Outcome.Unless(codes, () => Outcome.Done(() => loan.SignedOn = on, ("status", "signed")));
    }
}
