using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Impact;

/// <summary>One household before and after.</summary>
public sealed record HouseholdChange
{
    /// <summary>At the first survey.</summary>
    public required HouseholdFigures Before { get; init; }

    /// <summary>At the later one.</summary>
    public required HouseholdFigures After { get; init; }

    /// <summary>What the household needed a month at the first survey; null where no had kifayah was in force.</summary>
    public Rupiah? ThresholdBefore { get; init; }

    /// <summary>What it needed a month at the later one; likewise.</summary>
    public Rupiah? ThresholdAfter { get; init; }
}

/// <summary>The means of some households, each rounded half up to whole rupiah.</summary>
/// <param name="Income">Of the household, a month.</param>
/// <param name="Turnover">Of the business, a month.</param>
/// <param name="Assets">Of both.</param>
public sealed record ImpactMeans(Rupiah Income, Rupiah Turnover, Rupiah Assets)
{
    /// <summary>The difference of the rounded means, so that what is shown adds up.</summary>
    public ImpactMeans Since(ImpactMeans before) =>
        new(Income - before.Income, Turnover - before.Turnover, Assets - before.Assets);
}

/// <summary>How many households went from one quadrant to another, or stayed.</summary>
/// <param name="From">The quadrant before.</param>
/// <param name="To">The quadrant after.</param>
/// <param name="Borrowers">How many.</param>
public sealed record QuadrantMove(CibestQuadrant From, CibestQuadrant To, int Borrowers);

/// <summary>The sums over some households, one added after the other, so that none has to be held.</summary>
public sealed class ImpactSums
{
    private static readonly int Quadrants = Enum.GetValues<CibestQuadrant>().Length;

    private readonly int[] _moves = new int[Quadrants * Quadrants];
    private readonly Amounts _before = new();
    private readonly Amounts _after = new();
    private int _withoutThreshold;

    /// <summary>How many households.</summary>
    public int Borrowers { get; private set; }

    /// <summary>Whether had kifayah is missing for one of them; then none is told by it.</summary>
    public bool IsThresholdMissing => _withoutThreshold > 0;

    /// <summary>The means at the first surveys.</summary>
    public ImpactMeans Before => _before.Means(Borrowers);

    /// <summary>The means at the later ones.</summary>
    public ImpactMeans After => _after.Means(Borrowers);

    /// <summary>Every way from quadrant to quadrant; null where had kifayah is missing.</summary>
    public IReadOnlyList<QuadrantMove>? Moves =>
        IsThresholdMissing
            ? null
            :
            [
                .. _moves.Select(
                    (count, i) =>
                        new QuadrantMove((CibestQuadrant)(i / Quadrants), (CibestQuadrant)(i % Quadrants), count)
                ),
            ];

    /// <summary>Adds a household.</summary>
    public void Add(HouseholdChange household)
    {
        Borrowers++;
        _before.Add(household.Before);
        _after.Add(household.After);
        if (household is { ThresholdBefore: { } before, ThresholdAfter: { } after })
        {
            var from = Cibest.QuadrantOf(household.Before, before);
            var to = Cibest.QuadrantOf(household.After, after);
            _moves[((int)from * Quadrants) + (int)to]++;
        }
        else
        {
            _withoutThreshold++;
        }
    }

    /// <summary>Adds the households of other sums.</summary>
    public void Add(ImpactSums others)
    {
        Borrowers += others.Borrowers;
        _before.Add(others._before);
        _after.Add(others._after);
        _withoutThreshold += others._withoutThreshold;
        for (var i = 0; i < _moves.Length; i++)
        {
            _moves[i] += others._moves[i];
        }
    }

    private sealed class Amounts
    {
        // A million times the largest amount of a request would not fit into 64 bits with much room to spare.
        private Int128 _income;
        private Int128 _turnover;
        private Int128 _assets;

        public void Add(HouseholdFigures household)
        {
            _income += household.MonthlyIncome.Amount;
            _turnover += household.MonthlyTurnover.Amount;
            _assets += household.Assets.Amount;
        }

        public void Add(Amounts others)
        {
            _income += others._income;
            _turnover += others._turnover;
            _assets += others._assets;
        }

        public ImpactMeans Means(int count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
            return new ImpactMeans(Mean(_income, count), Mean(_turnover, count), Mean(_assets, count));
        }

        // Half up in whole numbers; no amount is below zero.
        private static Rupiah Mean(Int128 sum, int count) => new((long)(((sum * 2) + count) / (2 * (Int128)count)));
    }
}
