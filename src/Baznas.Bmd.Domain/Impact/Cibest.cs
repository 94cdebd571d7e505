using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Impact;

/// <summary>Where a household stands, materially and spiritually.</summary>
public enum CibestQuadrant
{
    /// <summary>Quadrant I, sejahtera: both needs are met.</summary>
    Prosperous,

    /// <summary>Quadrant II, miskin material: spiritually well off, but not materially.</summary>
    MateriallyPoor,

    /// <summary>Quadrant III, miskin spiritual: materially well off, but not spiritually.</summary>
    SpirituallyPoor,

    /// <summary>Quadrant IV, miskin absolut: neither need is met.</summary>
    AbsolutelyPoor,
}

/// <summary>
/// The CIBEST model: I. S. Beik and L. D. Arsyianti, "Construction of CIBEST Model as Measurement of Poverty and Welfare
/// Indices from Islamic Perspective", Al-Iqtishad 7(1), 2015. A household is well off materially when its income reaches
/// what it needs, here its had kifayah; and spiritually when the mean of its five answers is above 3.
/// </summary>
public static class Cibest
{
    private const int Questions = 5;

    private const int SpiritualLine = 3;

    /// <summary>Whether an income reaches what the household needs.</summary>
    public static bool IsMateriallyWellOff(Rupiah monthlyIncome, Rupiah threshold) => monthlyIncome >= threshold;

    /// <summary>Whether the mean of the answers is above the line.</summary>
    public static bool IsSpirituallyWellOff(SpiritualAnswers answers) =>
        answers.Prayer + answers.Fasting + answers.Zakat + answers.Family + answers.Policy > SpiritualLine * Questions;

    /// <summary>The quadrant of a household that needs <paramref name="threshold"/> a month.</summary>
    public static CibestQuadrant QuadrantOf(HouseholdFigures household, Rupiah threshold) =>
        (IsMateriallyWellOff(household.MonthlyIncome, threshold), IsSpirituallyWellOff(household.Spiritual)) switch
        {
            (true, true) => CibestQuadrant.Prosperous,
            (false, true) => CibestQuadrant.MateriallyPoor,
            (true, false) => CibestQuadrant.SpirituallyPoor,
            (false, false) => CibestQuadrant.AbsolutelyPoor,
        };

    /// <summary>Whether a quadrant is one of those whose income reaches what is needed.</summary>
    public static bool IsMateriallyWellOff(this CibestQuadrant quadrant) =>
        quadrant is CibestQuadrant.Prosperous or CibestQuadrant.SpirituallyPoor;
}
