using System.Collections.Immutable;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>Which instalments a grace moves, and how far.</summary>
public sealed record Shift
{
    /// <summary>Instalments due by this day stay.</summary>
    public required DateOnly After { get; init; }

    /// <summary>Whole periods, none or more.</summary>
    public required int Periods { get; init; }

    /// <summary>Instalments before this number stay.</summary>
    public int FromNo { get; init; } = 1;
}

/// <summary>
/// A version of a schedule whose dates are to move. Only dates ever do: the amounts, and so all that follows from them,
/// stay as they are, and no date ends up before one it followed.
/// </summary>
public sealed record MovableSchedule
{
    /// <summary>The instalments, in due order.</summary>
    public required IReadOnlyList<Instalment> Instalments { get; init; }

    /// <summary>What the own dates are counted along.</summary>
    public required Series Series { get; init; }

    /// <summary>The day the schedule began; the calendar moves no date to it or before it.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>The office's days off, with the loan's rule for them.</summary>
    public required OfficeCalendar Calendar { get; init; }

    /// <summary>
    /// The instalments with those of <paramref name="shift"/> moved by its periods and off days without work; none comes
    /// earlier than it was. Or <see cref="ScheduleErrors.DateOutOfRange"/>.
    /// </summary>
    public Result<ImmutableArray<Instalment>> Shifted(Shift shift)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shift.Periods);
        return shift.Periods == 0
            ? Instalments.ToImmutableArray()
            : Moved(
                row => row.DueOn > shift.After && row.No >= shift.FromNo,
                row => Series.After(row.AnchorOn, shift.Periods),
                (row, due) => Later(row.DueOn, due)
            );
    }

    /// <summary>
    /// The instalments due after <paramref name="today"/> and not fully paid, moved off days without work anew, each from
    /// its own date. One that would land before today stays where it is. Or <see cref="ScheduleErrors.DateOutOfRange"/>.
    /// </summary>
    /// <param name="today">The day the calendar changed.</param>
    /// <param name="paid">All principal counted against this version.</param>
    public Result<ImmutableArray<Instalment>> Readjusted(DateOnly today, Rupiah paid) =>
        Moved(
            row => row.DueOn > today && row.Cumulative > paid,
            row => row.AnchorOn,
            (row, due) => due < today ? row.DueOn : due
        );

    private Result<ImmutableArray<Instalment>> Moved(
        Func<Instalment, bool> moves,
        Func<Instalment, DateOnly?> planned,
        Func<Instalment, DateOnly, DateOnly> settle
    )
    {
        var rows = ImmutableArray.CreateBuilder<Instalment>(Instalments.Count);
        var own = new OwnDates(Series, Calendar);
        var last = DateOnly.MinValue;
        foreach (var row in Instalments)
        {
            if (!moves(row))
            {
                rows.Add(row);
            }
            else if (
                planned(row) is { } day
                && own.Of(day) is { } anchor
                && Calendar.AdjustOrNull(anchor, StartedOn) is { } due
            )
            {
                rows.Add(row with { AnchorOn = anchor, DueOn = Later(last, settle(row, due)) });
            }
            else
            {
                return ScheduleErrors.DateOutOfRange;
            }

            last = rows[^1].DueOn;
        }

        return rows.MoveToImmutable();
    }

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;
}
