using Baznas.Bmd.Web.Features.Loans;

namespace Baznas.Bmd.Web.Features.Offices;

/// <summary>Works out which instalments a new list of holidays moves, and where to.</summary>
public sealed class HolidayMoves(Calendars calendars, MovableLoans loans)
{
    /// <summary>
    /// The loans with an instalment due after today, not fully paid, that the new list moves. Whatever else falls on these
    /// days stays: what is due or paid already, and a date that would land before today.
    /// </summary>
    /// <param name="officeId">The office, whose list is still the old one.</param>
    /// <param name="holidays">The new list.</param>
    /// <param name="today">The office's date.</param>
    /// <param name="ct">To give up.</param>
    public async Task<IReadOnlyList<MovedLoan>> Of(
        string officeId,
        IReadOnlyList<HolidayView> holidays,
        DateOnly today,
        CancellationToken ct
    )
    {
        var before = await calendars.Of(officeId, null, ct);
        var after = before with { Holidays = holidays.Select(day => day.Date).ToHashSet() };
        if (before.ReachOfChange(after) is not { } reach)
        {
            return [];
        }

        var query = new MovableQuery
        {
            OfficeId = officeId,
            After = today,
            From = reach.First,
            To = reach.Last,
        };
        var moved = new List<MovedLoan>();
        foreach (var loan in (await loans.Of(query, after, ct)).Where(loan => loan.EffectiveOn <= today))
        {
            // A date beyond the end of the calendar has nowhere to move to.
            var instalments = loan.Schedule.Readjusted(today, loan.Paid);
            if (instalments.Error is null && new MovedLoan(loan, instalments.Value) is var one && one.Changes.Any())
            {
                moved.Add(one);
            }
        }

        return moved;
    }
}
