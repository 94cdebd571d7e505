namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>Plans what becomes of a borrower's applications and loans.</summary>
internal sealed class DemoLoanPlanner(DateOnly today, Random random)
{
    private const int MostLoans = 3;

    private static readonly StepKind[] ToSurvey = [StepKind.Draft, StepKind.Submit, StepKind.Survey];
    private static readonly StepKind[] ToApproval = [.. ToSurvey, StepKind.Approve];

    /// <summary>How far the newest applications have come, so that there is work on every desk.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<StepKind>> Pipeline =
    [
        [StepKind.Draft],
        [StepKind.Draft],
        [StepKind.Draft],
        [StepKind.Draft, StepKind.Submit],
        [StepKind.Draft, StepKind.Submit],
        [StepKind.Draft, StepKind.Submit],
        ToSurvey,
        ToSurvey,
        ToSurvey,
        ToSurvey,
        ToApproval,
        ToApproval,
        ToApproval,
        [.. ToApproval, StepKind.SignAkad],
        [.. ToApproval, StepKind.SignAkad],
        [.. ToApproval, StepKind.SignAkad],
        [.. ToApproval, StepKind.Withdraw],
        [.. ToSurvey, StepKind.Reject],
        [StepKind.Draft, StepKind.Submit, StepKind.Withdraw],
    ];

    private readonly DemoPaymentPlanner _payments = new(today, random);
    private readonly DateOnly _floodOn = DemoFlood.Before(today);

    /// <summary>An application that has come as far as <paramref name="path"/> in the last days.</summary>
    public PlannedLoan InPipeline(PlannedBorrower borrower, IReadOnlyList<StepKind> path)
    {
        var loan = Ask(borrower, 1);
        if (path.Contains(StepKind.Approve))
        {
            path = WithSecondApproval(path, loan);
        }

        var steps = new List<PlannedStep>();
        var day = DemoCalendar.WorkingDayBefore(today, random.Next(1, 4));
        foreach (var kind in path.Reverse())
        {
            steps.Insert(0, new PlannedStep(kind, day));
            day = DemoCalendar.WorkingDayBefore(day, random.Next(0, 3));
        }

        return loan with
        {
            Steps = steps,
        };
    }

    /// <summary>An application made on a day, and how far it has come by today.</summary>
    /// <param name="borrower">Whose.</param>
    /// <param name="on">When it is made.</param>
    /// <param name="turn">1 for a borrower's first; later ones are larger and seldom turned down.</param>
    public PlannedLoan Apply(PlannedBorrower borrower, DateOnly on, int turn)
    {
        var loan = Ask(borrower, turn);
        var steps = new List<PlannedStep>();
        var day = DemoCalendar.WorkingDay(on);
        foreach (var kind in WithSecondApproval(Course(turn, loan), loan))
        {
            day = DemoCalendar.WorkingDay(day.AddDays(steps.Count == 0 ? 0 : DaysUntil(kind)));
            if (day >= today)
            {
                break;
            }

            steps.Add(new PlannedStep(kind, day));
        }

        loan = loan with { Steps = steps };
        return steps is [.., { Kind: StepKind.Disburse } paidOut] ? PaidOut(borrower, loan, paidOut.On) : loan;
    }

    // What a group's members pay weekly is due when they meet, for the first time some days after the money.
    private PlannedLoan PaidOut(PlannedBorrower borrower, PlannedLoan loan, DateOnly on)
    {
        if (loan.IsWeekly && borrower.MeetsOn is { } meetsOn)
        {
            var soonest = on.AddDays(4);
            loan = loan with { FirstDueOn = soonest.AddDays(((int)meetsOn - (int)soonest.DayOfWeek + 7) % 7) };
        }

        return loan with
        {
            Instalments = DemoProducts.Schedule(loan, on, _floodOn),
        };
    }

    /// <summary>All loans of a borrower, one after another, with their payments.</summary>
    public List<PlannedLoan> Live(PlannedBorrower borrower, PlannedLoan first, Circumstances circumstances)
    {
        var habit = circumstances.LapsesOn is null ? PayingHabits.Draw(random) : PayingHabit.Tardy;
        var loans = new List<PlannedLoan>();
        PlannedLoan? next = first;
        while (next is not null)
        {
            var loan = next with { Payments = _payments.Of(next, habit, circumstances) };
            loans.Add(loan);
            next = NextLoan(borrower, loan, loans.Count);
        }

        return loans;
    }

    private PlannedLoan? NextLoan(PlannedBorrower borrower, PlannedLoan last, int loans)
    {
        var isPaidOff = last.Instalments.Count > 0 && last.Payments.Sum(payment => payment.Repaid) == last.Principal;
        if (!isPaidOff || loans == MostLoans || random.NextDouble() > 0.7)
        {
            return null;
        }

        var on = last.Payments.Max(payment => payment.EnteredOn).AddDays(random.Next(3, 30));
        var loan = Apply(borrower, on, loans + 1);
        return loan.Steps.Count > 0 ? loan : null;
    }

    private PlannedLoan Ask(PlannedBorrower borrower, int turn)
    {
        var isWeekly = random.NextDouble() < (borrower.MeetsOn is null ? 0.38 : 0.6);
        var fromZakat = !isWeekly && borrower.Person.Asnaf is not null && random.NextDouble() < 0.6;
        var product = isWeekly ? DemoProducts.Weekly : DemoProducts.Monthly;
        var principal = isWeekly
            ? (random.Next(2, 8) * 250_000) + (turn * 250_000)
            : (random.Next(1, 7) * 500_000) + (turn * 500_000);
        var granted = Rupiah.Min(new Rupiah(principal), product.MaxPrincipal);
        var hoped = random.NextDouble() < 0.12 ? granted + new Rupiah(500_000) : granted;
        return new PlannedLoan
        {
            IsWeekly = isWeekly,
            Fund = fromZakat ? DemoFund.Zakat : DemoFund.Infak,
            Asked = Rupiah.Min(hoped, product.MaxPrincipal),
            Principal = granted,
            Installments = isWeekly ? Pick(20, 25, 30, 40, 50, 50) : Pick(6, 8, 10, 10, 12),
            Steps = [],
        };
    }

    private IReadOnlyList<StepKind> Course(int turn, PlannedLoan loan)
    {
        var chance = turn == 1 ? random.NextDouble() : 1 - (random.NextDouble() * 0.9);
        StepKind[] toMoney = [StepKind.Approve, StepKind.SignAkad, StepKind.Disburse];
        return chance switch
        {
            < 0.06 => [.. ToSurvey, StepKind.Reject],
            < 0.08 => [StepKind.Draft, StepKind.Submit, StepKind.Withdraw],
            < 0.10 => [.. ToSurvey, StepKind.Withdraw],
            < 0.12 => [.. ToApproval, StepKind.Withdraw],
            < 0.18 when loan.Asked > loan.Principal || turn == 1 =>
            [
                .. ToSurvey,
                StepKind.Return,
                StepKind.Edit,
                StepKind.Submit,
                StepKind.Survey,
                .. toMoney,
            ],
            _ => [.. ToSurvey, .. toMoney],
        };
    }

    private static IReadOnlyList<StepKind> WithSecondApproval(IReadOnlyList<StepKind> path, PlannedLoan loan)
    {
        var tier = DemoProducts.Of(loan).Approvals.First(tier => loan.Principal <= tier.UpTo);
        return tier.Count == 1
            ? path
            : [.. path.SelectMany(kind => kind == StepKind.Approve ? [kind, StepKind.ApproveToo] : new[] { kind })];
    }

    private int DaysUntil(StepKind kind) =>
        kind switch
        {
            StepKind.Submit => random.Next(0, 2),
            StepKind.Survey => random.Next(1, 6),
            StepKind.Edit => random.Next(1, 5),
            StepKind.SignAkad or StepKind.Disburse => random.Next(0, 3),
            _ => random.Next(0, 4),
        };

    private int Pick(params int[] all) => all[random.Next(all.Length)];
}
