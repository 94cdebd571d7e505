namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>
/// Where a tale is told. A tale is a sequence of instants: it goes on when the clock stands at the instant that it gave
/// last, and is broken off where the story has reached its day.
/// </summary>
internal sealed class DemoStage(DemoDesk desk, DemoPurse purse, DemoPlan plan)
{
    private int _called;

    public DemoDesk Desk => desk;

    public DemoPurse Purse => purse;

    public DemoPlan Plan => plan;

    /// <summary>A time of a day at the office.</summary>
    public static DateTimeOffset At(DateOnly day, int hour, int minute = 0) => DemoTeller.At(day, (hour * 60) + minute);

    /// <summary>A working day so many months and days before the day that the story has reached.</summary>
    public DateOnly Ago(int months, int days = 0) =>
        DemoCalendar.WorkingDay(plan.Today.AddMonths(-months).AddDays(-days));

    /// <summary>The next of the cast, who has not come to the office yet.</summary>
    public TaleHero Hero() => new(desk, plan.Cast[_called++]);
}
