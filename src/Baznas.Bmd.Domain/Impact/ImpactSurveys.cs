namespace Baznas.Bmd.Domain.Impact;

/// <summary>When a household is asked.</summary>
public enum SurveyOccasion
{
    /// <summary>Before a loan.</summary>
    Application,

    /// <summary>When a loan has ended.</summary>
    Closing,

    /// <summary>Once a year.</summary>
    Yearly,
}

/// <summary>A survey without what was answered.</summary>
public sealed record SurveyMark
{
    /// <summary>Which one; ids grow with time, so the greater was recorded later.</summary>
    public required string Id { get; init; }

    /// <summary>Its occasion.</summary>
    public required SurveyOccasion Occasion { get; init; }

    /// <summary>The day on which the household was asked.</summary>
    public required DateOnly SurveyedOn { get; init; }

    /// <summary>The application or loan that it is about; null for none.</summary>
    public string? AboutId { get; init; }
}

/// <summary>A borrower's surveys that are held against each other.</summary>
/// <param name="Before">The first one before a loan.</param>
/// <param name="After">The last one since then.</param>
public sealed record SurveyPair(SurveyMark Before, SurveyMark After);

/// <summary>The surveys of one borrower.</summary>
public static class ImpactSurveys
{
    /// <summary>
    /// The surveys that count. A survey is never changed: another of the same occasion corrects it, and of those the one
    /// recorded last counts. The same occasion is the same application or loan; for yearly surveys, and for those about
    /// neither, also the same calendar year.
    /// </summary>
    public static IReadOnlyList<SurveyMark> Counting(IEnumerable<SurveyMark> surveys) =>
        [
            .. surveys
                .GroupBy(survey =>
                    (
                        survey.Occasion,
                        survey.AboutId,
                        Year: survey.Occasion == SurveyOccasion.Yearly || survey.AboutId is null
                            ? survey.SurveyedOn.Year
                            : 0
                    )
                )
                .Select(same => same.MaxBy(survey => survey.Id, StringComparer.Ordinal)!)
                .OrderBy(survey => survey.SurveyedOn)
                .ThenBy(survey => survey.Id, StringComparer.Ordinal),
        ];

    /// <summary>
    /// The first survey before a loan, and the last later one of the period; null when either is missing. Both surveys of
    /// one day tell no change.
    /// </summary>
    public static SurveyPair? Compared(IEnumerable<SurveyMark> surveys, DateOnly from, DateOnly to)
    {
        var counting = Counting(surveys);
        var before = counting.FirstOrDefault(survey => survey.Occasion == SurveyOccasion.Application);
        var after = counting.LastOrDefault(survey =>
            survey.Occasion != SurveyOccasion.Application
            && survey.SurveyedOn >= from
            && survey.SurveyedOn <= to
            && survey.SurveyedOn > before?.SurveyedOn
        );
        return before is null || after is null ? null : new SurveyPair(before, after);
    }
}
