using System.Collections.Immutable;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>The five quality classes (kolektibilitas), from best to worst.</summary>
public enum CollectibilityClass
{
    /// <summary>Current.</summary>
    Lancar,

    /// <summary>Special mention.</summary>
    DalamPerhatianKhusus,

    /// <summary>Substandard.</summary>
    KurangLancar,

    /// <summary>Doubtful.</summary>
    Diragukan,

    /// <summary>Loss.</summary>
    Macet,
}

/// <summary>Where a class starts.</summary>
/// <param name="Class">The class.</param>
/// <param name="FromDays">The fewest days past due that fall into it.</param>
public readonly record struct CollectibilityBand(CollectibilityClass Class, int FromDays);

/// <summary>Which class so many days past due fall into; a table an office can change.</summary>
public sealed record CollectibilityTable
{
    private CollectibilityTable(ImmutableArray<CollectibilityBand> bands) => Bands = bands;

    /// <summary>The usual table: from 0, 1, 91, 121 and 181 days.</summary>
    public static CollectibilityTable Default { get; } =
        Create([
            new(CollectibilityClass.Lancar, 0),
            new(CollectibilityClass.DalamPerhatianKhusus, 1),
            new(CollectibilityClass.KurangLancar, 91),
            new(CollectibilityClass.Diragukan, 121),
            new(CollectibilityClass.Macet, 181),
        ]).Value;

    /// <summary>One band for each class, from best to worst.</summary>
    public IReadOnlyList<CollectibilityBand> Bands { get; }

    /// <summary>
    /// A table of one band per class in order, which starts at 0 days and rises strictly, or one of
    /// <see cref="LoanErrors"/>.
    /// </summary>
    public static Result<CollectibilityTable> Create(IReadOnlyList<CollectibilityBand> bands)
    {
        if (!bands.Select(static band => band.Class).SequenceEqual(Enum.GetValues<CollectibilityClass>()))
        {
            return LoanErrors.CollectibilityClassesIncomplete;
        }

        if (bands[0].FromDays != 0)
        {
            return LoanErrors.CollectibilityNotFromZero;
        }

        return bands.Zip(bands.Skip(1)).All(static pair => pair.First.FromDays < pair.Second.FromDays)
            ? new CollectibilityTable([.. bands])
            : LoanErrors.CollectibilityNotRising;
    }

    /// <summary>The class of <paramref name="daysPastDue"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Days past due are below zero.</exception>
    public CollectibilityClass Classify(int daysPastDue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(daysPastDue);
        return Bands.Last(band => band.FromDays <= daysPastDue).Class;
    }
}
