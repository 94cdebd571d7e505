using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>
/// Two years in the life of an office that does not exist, as far as a day: who borrows what, and who pays when.
/// The same day always gives the same plan. It holds intentions only; <see cref="DemoTeller"/> makes them true by
/// sending commands.
/// </summary>
public sealed record DemoPlan
{
    /// <summary>The day the office opened: the first of a month, two years before <see cref="Today"/>.</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>The day the story has reached.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Money that was given to lend.</summary>
    public required IReadOnlyList<PlannedCapital> Capital { get; init; }

    /// <summary>The people, in the order in which they came.</summary>
    public required IReadOnlyList<PlannedBorrower> Borrowers { get; init; }

    /// <summary>The groups some of them formed.</summary>
    public required IReadOnlyList<PlannedGroup> Groups { get; init; }

    /// <summary>Where members of a group paid together.</summary>
    public required IReadOnlyList<PlannedMeeting> Meetings { get; init; }

    /// <summary>The months that were closed, and when.</summary>
    public required IReadOnlyList<PlannedClosing> Closings { get; init; }

    /// <summary>People of whom a tale is told: what becomes of them is found out in the telling.</summary>
    public required IReadOnlyList<PlannedBorrower> Cast { get; init; }

    /// <summary>The plan of an office as it is on <paramref name="today"/>.</summary>
    public static DemoPlan Of(DateOnly today) => new DemoPlanner(today).Plan();
}

/// <summary>The two funds of the demonstration.</summary>
public enum DemoFund
{
    /// <summary>Infak without a stated purpose.</summary>
    Infak,

    /// <summary>Zakat, lent to those whose asnaf is on file.</summary>
    Zakat,
}

/// <summary>Capital received.</summary>
public sealed record PlannedCapital
{
    public required DemoFund Fund { get; init; }
    public required DateOnly On { get; init; }
    public required Rupiah Amount { get; init; }
    public required MoneyAccount Account { get; init; }
    public required string Source { get; init; }
}

/// <summary>A month and the day it was closed.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="On">When.</param>
public sealed record PlannedClosing(DateOnly Month, DateOnly On);

/// <summary>A group of borrowers, the first of them its chair.</summary>
public sealed record PlannedGroup
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required DateOnly FoundedOn { get; init; }

    /// <summary>Places in <see cref="DemoPlan.Borrowers"/>.</summary>
    public required IReadOnlyList<int> Members { get; init; }
}

/// <summary>A meeting of a group, at which an officer collected.</summary>
/// <param name="Group">Its place in <see cref="DemoPlan.Groups"/>.</param>
/// <param name="On">When.</param>
/// <param name="Items">Who paid what: two members or more.</param>
public sealed record PlannedMeeting(int Group, DateOnly On, IReadOnlyList<MeetingItem> Items);

/// <summary>What one member paid at a meeting.</summary>
/// <param name="Borrower">Their place in <see cref="DemoPlan.Borrowers"/>.</param>
/// <param name="Loan">Which of their loans.</param>
/// <param name="Payment">Which of its payments.</param>
public sealed record MeetingItem(int Borrower, int Loan, int Payment);

/// <summary>A person and their loans, one after another.</summary>
public sealed record PlannedBorrower
{
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>Which of the two field officers looks after them: 0 or 1.</summary>
    public required int Officer { get; init; }

    public required PlannedPerson Person { get; init; }

    /// <summary>The day of the week on which their group meets; its members' weekly instalments are due then.</summary>
    public DayOfWeek? MeetsOn { get; init; }

    public IReadOnlyList<PlannedLoan> Loans { get; init; } = [];
}

/// <summary>Who a borrower is. Every NIK begins with a district that does not exist.</summary>
public sealed record PlannedPerson
{
    public required string Nik { get; init; }
    public required string FullName { get; init; }
    public required Sex Sex { get; init; }
    public required DateOnly BirthDate { get; init; }
    public required string? Phone { get; init; }
    public required string VillageCode { get; init; }
    public required string Address { get; init; }
    public required Asnaf? Asnaf { get; init; }
    public required Rupiah MonthlyIncome { get; init; }
    public required int HouseholdSize { get; init; }
    public required BusinessDetails Business { get; init; }
    public required bool WantsReminders { get; init; }

    /// <summary>What they would use a loan for.</summary>
    public required string Purpose { get; init; }
}

/// <summary>An application and the loan it may become, as far as the story has come.</summary>
public sealed record PlannedLoan
{
    public required bool IsWeekly { get; init; }
    public required DemoFund Fund { get; init; }

    /// <summary>What they ask for at first; never less than <see cref="Principal"/>.</summary>
    public required Rupiah Asked { get; init; }

    /// <summary>What they get.</summary>
    public required Rupiah Principal { get; init; }

    public required int Installments { get; init; }

    /// <summary>The day agreed for the first instalment; one period after the money when none was.</summary>
    public DateOnly? FirstDueOn { get; init; }

    /// <summary>What happened, in order; none is after the plan's day.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>What is due when, once it is paid out.</summary>
    public IReadOnlyList<Instalment> Instalments { get; init; } = [];

    /// <summary>What came in, in the order in which it was entered.</summary>
    public IReadOnlyList<PlannedPayment> Payments { get; init; } = [];
}

/// <summary>A step of an application or loan.</summary>
public enum StepKind
{
    Draft,
    Submit,
    Survey,
    Approve,
    ApproveToo,
    Reject,
    Return,
    Edit,
    Withdraw,
    SignAkad,
    Disburse,
}

/// <summary>A step and its day.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="On">When.</param>
public sealed record PlannedStep(StepKind Kind, DateOnly On);

/// <summary>Money a borrower brings, or a mistake in writing it down.</summary>
public sealed record PlannedPayment
{
    public required DateOnly On { get; init; }

    /// <summary>When it is written down: the same day, or the next working day.</summary>
    public required DateOnly EnteredOn { get; init; }

    public required Rupiah Amount { get; init; }
    public required PaymentMethod Method { get; init; }

    /// <summary>Whether the field officer collected it, rather than the cashier at the desk.</summary>
    public required bool IsCollected { get; init; }

    /// <summary>Another who paid: a place in <see cref="DemoPlan.Borrowers"/>.</summary>
    public int? PaidBy { get; init; }

    /// <summary>A gift beside the debt, because the payer said so.</summary>
    public Rupiah? Infak { get; init; }

    /// <summary>What more than the debt is held as a deposit; part of <see cref="Amount"/>.</summary>
    public Rupiah Excess { get; init; }

    /// <summary>When it was found to be a mistake and taken back.</summary>
    public DateOnly? ReversedOn { get; init; }

    /// <summary>What of it stays a repayment, rupiah.</summary>
    public Rupiah Repaid => ReversedOn is null ? Amount - Excess : Rupiah.Zero;
}

/// <summary>A flood, after which the office let everybody's instalments wait for one period.</summary>
public static class DemoFlood
{
    /// <summary>For how many periods.</summary>
    public const int Periods = 1;

    // The rivers rise late in the rainy season.
    private static readonly (int Month, int Day) Season = (2, 12);

    /// <summary>The day of the grace, seen from a day some time after it.</summary>
    public static DateOnly Before(DateOnly today)
    {
        var day = DemoCalendar.WorkingDay(new DateOnly(today.Year, Season.Month, Season.Day));
        return day.AddDays(40) <= today
            ? day
            : DemoCalendar.WorkingDay(new DateOnly(today.Year - 1, Season.Month, Season.Day));
    }
}

/// <summary>The calendar the office keeps: Sundays off, and the public holidays known by decree.</summary>
public static class DemoCalendar
{
    /// <summary>Weekly rest on Sunday; a due date on a day off moves to the next working day.</summary>
    public static readonly OfficeCalendar Office = new()
    {
        RestDays = new HashSet<DayOfWeek> { DayOfWeek.Sunday },
        Holidays = DemoHolidays.All.Select(day => day.Date).ToHashSet(),
        Rule = NonWorkingDayRule.Next,
    };

    /// <summary>The day, or the first working day after it.</summary>
    public static DateOnly WorkingDay(DateOnly day) => Office.Adjust(day, day.AddDays(-1));

    /// <summary>The last working day that is at least so many days before a day.</summary>
    public static DateOnly WorkingDayBefore(DateOnly day, int days)
    {
        var found = day.AddDays(-days);
        while (!Office.IsWorkingDay(found))
        {
            found = found.AddDays(-1);
        }

        return found;
    }
}
