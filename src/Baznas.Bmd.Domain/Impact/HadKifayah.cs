using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Impact;

/// <summary>What one person needs from a day on.</summary>
/// <param name="From">The first day on which it counts.</param>
/// <param name="PerPerson">Rupiah a month.</param>
public sealed record HadKifayahRow(DateOnly From, Rupiah PerPerson);

/// <summary>
/// An office's table of had kifayah, the line of sufficiency that BAZNAS publishes for each year and region. A survey is
/// held against the row that was in force on its day, whatever was entered for later days.
/// </summary>
public sealed class HadKifayahTable
{
    private readonly List<HadKifayahRow> _newestFirst;

    /// <summary>A table; no two rows begin on one day.</summary>
    public HadKifayahTable(IEnumerable<HadKifayahRow> rows)
    {
        _newestFirst = [.. rows.OrderByDescending(row => row.From)];
        if (_newestFirst.Zip(_newestFirst.Skip(1)).Any(pair => pair.First.From == pair.Second.From))
        {
            throw new ArgumentException("Two rows begin on one day.", nameof(rows));
        }
    }

    /// <summary>The row in force on a day; null before the first one.</summary>
    public HadKifayahRow? On(DateOnly day) => _newestFirst.Find(row => row.From <= day);

    /// <summary>What a household of a size needs a month, on a day; null while no row is in force.</summary>
    public Rupiah? ThresholdOf(int householdSize, DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(householdSize, 1);
        return On(day) is { } row ? new Rupiah(checked(row.PerPerson.Amount * householdSize)) : null;
    }
}
