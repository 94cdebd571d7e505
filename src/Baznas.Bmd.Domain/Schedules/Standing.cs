using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>How an instalment stands on a day.</summary>
public enum InstalmentStatus
{
    /// <summary>Fully paid.</summary>
    Paid,

    /// <summary>Due later, and paid in part.</summary>
    Partial,

    /// <summary>Due on the day itself and not fully paid.</summary>
    Due,

    /// <summary>Due before the day and not fully paid, even if in part.</summary>
    Overdue,

    /// <summary>Due later, and nothing paid.</summary>
    Upcoming,

    /// <summary>Not fully paid when the debt was forgiven: the rest is owed no more.</summary>
    Forgiven,
}

/// <summary>One instalment with what it has received.</summary>
public sealed record InstalmentStanding
{
    /// <summary>The instalment.</summary>
    public required Instalment Instalment { get; init; }

    /// <summary>What it has received.</summary>
    public required Rupiah Paid { get; init; }

    /// <summary>What is left to pay of it.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <inheritdoc cref="InstalmentStatus"/>
    public required InstalmentStatus Status { get; init; }
}

/// <summary>The oldest instalment not fully paid, be it late or yet to come.</summary>
public sealed record NextDue
{
    /// <summary>Its number.</summary>
    public required int No { get; init; }

    /// <summary>The day it is or was due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What is left of it.</summary>
    public required Rupiah Amount { get; init; }
}

/// <summary>
/// How a schedule stands on a day. It is derived from what is due and what was paid, and stored
/// nowhere: a back-dated payment or a reversal then needs no replay.
/// </summary>
public sealed record Standing
{
    /// <summary>Every instalment, in due order.</summary>
    public required IReadOnlyList<InstalmentStanding> Rows { get; init; }

    /// <summary>The oldest instalment not fully paid; null when all is paid.</summary>
    public required NextDue? NextDue { get; init; }

    /// <summary>
    /// Days since the oldest instalment not fully paid was due: 0 on the due date itself, 1 the next day.
    /// </summary>
    public required int DaysPastDue { get; init; }

    /// <summary>What is unpaid of the instalments due before the day.</summary>
    public required Rupiah Overdue { get; init; }

    /// <summary>
    /// The standing on <paramref name="asOf"/>, with payments allocated to the oldest instalment first.
    /// </summary>
    /// <param name="instalments">One schedule version, in due order.</param>
    /// <param name="paid">All principal counted against that version by the day.</param>
    /// <param name="asOf">The day.</param>
    /// <exception cref="ArgumentException">
    /// The cumulative amounts are not the running sum, or more is paid than they come to.
    /// </exception>
    public static Standing Of(IReadOnlyList<Instalment> instalments, Rupiah paid, DateOnly asOf)
    {
        Filling.Check(instalments, paid);
        var rows = instalments.Select(instalment => RowOf(instalment, paid, asOf)).ToArray();
        var oldest = Array.Find(rows, static row => row.Outstanding.IsPositive);
        return new Standing
        {
            Rows = rows,
            NextDue = oldest is null ? null : NextOf(oldest),
            DaysPastDue = oldest is null ? 0 : DaysSince(oldest.Instalment.DueOn, asOf),
            Overdue = rows.Where(row => row.Instalment.DueOn < asOf).Sum(static row => row.Outstanding),
        };
    }

    /// <summary>The same once what was unpaid has been forgiven: nothing is left to pay.</summary>
    public Standing Forgiven() =>
        new()
        {
            Rows =
            [
                .. Rows.Select(static row =>
                    row.Outstanding.IsZero
                        ? row
                        : row with
                        {
                            Outstanding = Rupiah.Zero,
                            Status = InstalmentStatus.Forgiven,
                        }
                ),
            ],
            NextDue = null,
            DaysPastDue = 0,
            Overdue = Rupiah.Zero,
        };

    /// <summary>The age on <paramref name="asOf"/> of something due on <paramref name="dueOn"/>, never below 0.</summary>
    public static int DaysSince(DateOnly dueOn, DateOnly asOf) => Math.Max(0, asOf.DayNumber - dueOn.DayNumber);

    private static InstalmentStanding RowOf(Instalment instalment, Rupiah paid, DateOnly asOf)
    {
        var received = Filling.Of(instalment, paid);
        return new InstalmentStanding
        {
            Instalment = instalment,
            Paid = received,
            Outstanding = instalment.Amount - received,
            Status = StatusOf(instalment, received, asOf),
        };
    }

    private static InstalmentStatus StatusOf(Instalment instalment, Rupiah received, DateOnly asOf) =>
        received == instalment.Amount ? InstalmentStatus.Paid
        : instalment.DueOn < asOf ? InstalmentStatus.Overdue
        : instalment.DueOn == asOf ? InstalmentStatus.Due
        : received.IsPositive ? InstalmentStatus.Partial
        : InstalmentStatus.Upcoming;

    private static NextDue NextOf(InstalmentStanding row) =>
        new()
        {
            No = row.Instalment.No,
            DueOn = row.Instalment.DueOn,
            Amount = row.Outstanding,
        };
}
