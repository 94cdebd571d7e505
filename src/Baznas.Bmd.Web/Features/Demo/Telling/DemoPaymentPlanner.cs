using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>How somebody pays.</summary>
internal enum PayingHabit
{
    /// <summary>On the day, nearly always.</summary>
    Punctual,

    /// <summary>Some days late.</summary>
    Tardy,

    /// <summary>Some weeks late.</summary>
    Late,

    /// <summary>Several instalments at once, before they are due.</summary>
    Ahead,

    /// <summary>In parts.</summary>
    InParts,
}

/// <summary>How common the habits are.</summary>
internal static class PayingHabits
{
    public static PayingHabit Draw(Random random) =>
        random.Next(100) switch
        {
            < 62 => PayingHabit.Punctual,
            < 80 => PayingHabit.Tardy,
            < 86 => PayingHabit.Late,
            < 94 => PayingHabit.Ahead,
            _ => PayingHabit.InParts,
        };
}

/// <summary>Plans what comes in on a loan.</summary>
internal sealed class DemoPaymentPlanner(DateOnly today, Random random)
{
    private static readonly Rupiah OddCoins = new(10_000);

    /// <summary>The payments on a loan by today, in the order in which they come.</summary>
    public List<PlannedPayment> Of(PlannedLoan loan, PayingHabit habit, Circumstances circumstances)
    {
        var payments = new List<PlannedPayment>();
        if (loan.Instalments.Count == 0)
        {
            return payments;
        }

        var last = loan.Steps[^1].On.AddDays(1);
        for (var next = 0; next < loan.Instalments.Count; )
        {
            var instalment = loan.Instalments[next];
            if (instalment.DueOn >= circumstances.LapsesOn)
            {
                break;
            }

            var together = Together(habit, loan.Instalments.Count - next);
            var amount = loan.Instalments.Skip(next).Take(together).Sum(due => due.Amount);
            foreach (var (part, delay) in Parts(habit, amount, IsForMeetings(loan, circumstances)))
            {
                var paidOn = DemoCalendar.WorkingDay(Later(last, instalment.DueOn.AddDays(delay)));
                if (!HasCome(paidOn))
                {
                    return payments;
                }

                payments.AddRange(WriteDown(loan, part, paidOn, (circumstances, Left(loan, payments))));
                last = paidOn;
            }

            next += together;
        }

        return payments;
    }

    private static Rupiah Left(PlannedLoan loan, List<PlannedPayment> payments) =>
        loan.Principal - payments.Sum(payment => payment.Repaid);

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;

    // Of those who pay today, some have been here already.
    private bool HasCome(DateOnly day) => day < today || (day == today && random.Next(10) < 3);

    private int Together(PayingHabit habit, int left)
    {
        var together = habit == PayingHabit.Ahead && random.Next(4) == 0 ? random.Next(2, 6) : 1;
        return Math.Min(together, left);
    }

    private IEnumerable<(Rupiah Amount, int Delay)> Parts(PayingHabit habit, Rupiah amount, bool isForMeetings)
    {
        var delay = habit == PayingHabit.Punctual && isForMeetings ? MeetingDelay() : Delay(habit);
        if (habit != PayingHabit.InParts || amount.Amount < 40_000 || random.Next(3) > 0)
        {
            return [(amount, delay)];
        }

        var part = new Rupiah(amount.Amount / 2 / 1000 * 1000);
        return [(part, delay), (amount - part, delay + random.Next(2, 7))];
    }

    // Who misses a meeting pays at the next.
    private int MeetingDelay() => random.Next(100) < 96 ? 0 : 7;

    private static bool IsForMeetings(PlannedLoan loan, Circumstances circumstances) =>
        loan.IsWeekly && circumstances.Group is not null;

    private int Delay(PayingHabit habit)
    {
        var chance = random.Next(100);
        return habit switch
        {
            PayingHabit.Tardy => chance < 50 ? random.Next(0, 2) : random.Next(2, 7),
            PayingHabit.Late => random.Next(5, 22),
            PayingHabit.Ahead => -random.Next(0, 4),
            _ => chance < 78 ? 0
            : chance < 90 ? -random.Next(1, 3)
            : random.Next(1, 3),
        };
    }

    private List<PlannedPayment> WriteDown(
        PlannedLoan loan,
        Rupiah amount,
        DateOnly on,
        (Circumstances Of, Rupiah Left) payer
    )
    {
        var later = DemoCalendar.WorkingDay(on.AddDays(1));
        var isForMeetings = IsForMeetings(loan, payer.Of);
        var payment = new PlannedPayment
        {
            On = on,
            EnteredOn = !isForMeetings && random.Next(100) < 4 && later < today ? later : on,
            Amount = amount,
            Method = isForMeetings ? PaymentMethod.Cash : Method(loan),
            IsCollected = false,
        };
        payment = payment with
        {
            IsCollected = payment.Method == PaymentMethod.Cash && random.Next(100) < (isForMeetings ? 97 : 85),
            PaidBy = Helper(payer.Of),
            Infak = random.Next(100) < 5 ? new Rupiah(random.Next(1, 6) * 2000) : null,
        };
        if (amount == payer.Left)
        {
            return [RoundedUp(payment)];
        }

        return IsSlipOfThePen(payment, payer.Left - amount) ? [payment, EnteredTwice(payment)] : [payment];
    }

    private PaymentMethod Method(PlannedLoan loan) =>
        random.Next(100) switch
        {
            < 80 => PaymentMethod.Cash,
            < 92 when !loan.IsWeekly => PaymentMethod.Transfer,
            < 92 => PaymentMethod.Cash,
            _ => PaymentMethod.Qris,
        };

    private int? Helper(Circumstances circumstances)
    {
        if (circumstances.Group is not { } group || random.Next(100) >= 3)
        {
            return null;
        }

        var helper = group.Members[random.Next(group.Members.Count)];
        return helper == circumstances.Index ? null : helper;
    }

    // Some pay their last instalment with a round sum and leave the change with the office.
    private PlannedPayment RoundedUp(PlannedPayment payment)
    {
        var odd = payment.Amount.Amount % OddCoins.Amount;
        if (odd == 0 || random.Next(100) >= 15)
        {
            return payment;
        }

        var excess = OddCoins - new Rupiah(odd);
        return payment with { Amount = payment.Amount + excess, Excess = excess };
    }

    private bool IsSlipOfThePen(PlannedPayment payment, Rupiah left) =>
        random.Next(1000) < 4
        && left.Amount > 3 * payment.Amount.Amount
        && DemoCalendar.WorkingDay(payment.EnteredOn.AddDays(1)) < today;

    private static PlannedPayment EnteredTwice(PlannedPayment payment) =>
        payment with
        {
            Infak = null,
            ReversedOn = DemoCalendar.WorkingDay(payment.EnteredOn.AddDays(1)),
        };
}
