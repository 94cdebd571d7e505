using System.Collections.Immutable;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>Active loans whose oldest instalment not fully paid was due on the same day.</summary>
public sealed record ArrearsGroup
{
    /// <summary>That day; null when no instalment is unpaid, which is never late.</summary>
    public required DateOnly? OldestUnpaidDueOn { get; init; }

    /// <summary>Whether the loans were rescheduled.</summary>
    public required bool Restructured { get; init; }

    /// <summary>How many loans.</summary>
    public required int Loans { get; init; }

    /// <summary>Their whole outstanding principal, not the late part.</summary>
    public required Rupiah Outstanding { get; init; }
}

/// <summary>A number of loans and their outstanding principal.</summary>
/// <param name="Loans">How many.</param>
/// <param name="Outstanding">Their whole outstanding.</param>
public readonly record struct LoanTotal(int Loans, Rupiah Outstanding);

/// <summary>Portfolio at risk over a number of days.</summary>
public sealed record ParLine
{
    /// <summary>Loans with more days past due than this are counted.</summary>
    public required int Over { get; init; }

    /// <summary>How many loans.</summary>
    public required int Loans { get; init; }

    /// <summary>Their whole outstanding.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>
    /// Their share of the outstanding of all active loans, 0 to 1, rounded half up to 4 decimals; 0 when
    /// nothing is outstanding.
    /// </summary>
    public required decimal Ratio { get; init; }
}

/// <summary>The loans of one collectibility class.</summary>
public sealed record CollectibilityLine
{
    /// <summary>The class.</summary>
    public required CollectibilityClass Class { get; init; }

    /// <summary>How many loans.</summary>
    public required int Loans { get; init; }

    /// <summary>Their whole outstanding.</summary>
    public required Rupiah Outstanding { get; init; }
}

/// <summary>
/// The quality of the active loans on a day: portfolio at risk, collectibility, and the restructured ones
/// apart. Loans written off or forgiven are in none of it.
/// </summary>
public sealed record PortfolioQuality
{
    private static readonly ImmutableArray<int> ParDays = [0, 7, 30, 60, 90];

    /// <summary>All active loans.</summary>
    public required LoanTotal Total { get; init; }

    /// <summary>Portfolio at risk over 0, 7, 30, 60 and 90 days.</summary>
    public required IReadOnlyList<ParLine> Par { get; init; }

    /// <summary>All five classes from best to worst, empty ones too; they sum to the total.</summary>
    public required IReadOnlyList<CollectibilityLine> Collectibility { get; init; }

    /// <summary>The restructured loans among them, whatever their class.</summary>
    public required LoanTotal Restructured { get; init; }

    /// <summary>The quality of <paramref name="groups"/> on <paramref name="asOf"/>.</summary>
    /// <exception cref="ArgumentException">A group counts fewer than no loans, or owes less than nothing.</exception>
    public static PortfolioQuality Of(IEnumerable<ArrearsGroup> groups, DateOnly asOf, CollectibilityTable table)
    {
        var aged = groups.Select(group => AgedOn(group, asOf)).ToArray();
        var total = TotalOf(aged);
        return new PortfolioQuality
        {
            Total = total,
            Par = [.. ParDays.Select(over => ParOf(over, aged, total))],
            Collectibility =
            [
                .. table.Bands.Select(band =>
                    LineOf(band.Class, aged.Where(group => table.Classify(group.Days) == band.Class))
                ),
            ],
            Restructured = TotalOf(aged.Where(static group => group.Restructured)),
        };
    }

    private static AgedGroup AgedOn(ArrearsGroup group, DateOnly asOf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group.Loans, nameof(group));
        ArgumentOutOfRangeException.ThrowIfNegative(group.Outstanding.Amount, nameof(group));
        var days = group.OldestUnpaidDueOn is { } dueOn ? Standing.DaysSince(dueOn, asOf) : 0;
        return new AgedGroup(days, group.Restructured, new LoanTotal(group.Loans, group.Outstanding));
    }

    private static LoanTotal TotalOf(IEnumerable<AgedGroup> groups) =>
        groups.Aggregate(
            new LoanTotal(0, Rupiah.Zero),
            static (sum, group) =>
                new LoanTotal(checked(sum.Loans + group.Sum.Loans), sum.Outstanding + group.Sum.Outstanding)
        );

    private static ParLine ParOf(int over, AgedGroup[] groups, LoanTotal all)
    {
        var late = TotalOf(groups.Where(group => group.Days > over));
        return new ParLine
        {
            Over = over,
            Loans = late.Loans,
            Outstanding = late.Outstanding,
            Ratio = Share.Of(late.Outstanding, all.Outstanding),
        };
    }

    private static CollectibilityLine LineOf(CollectibilityClass @class, IEnumerable<AgedGroup> groups)
    {
        var sum = TotalOf(groups);
        return new CollectibilityLine
        {
            Class = @class,
            Loans = sum.Loans,
            Outstanding = sum.Outstanding,
        };
    }

    private readonly record struct AgedGroup(int Days, bool Restructured, LoanTotal Sum);
}
