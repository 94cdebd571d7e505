using Baznas.Bmd.Domain.Impact;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Impact.SurveyOccasion;
using static Baznas.Bmd.Domain.Tests.Support.Gens;

namespace Baznas.Bmd.Domain.Tests.Impact;

[TestFixture]
public class ImpactSurveysTests
{
    private static readonly DateOnly From = new(2026, 1, 1);

    private static readonly DateOnly To = new(2026, 12, 31);

    [Test]
    public void The_first_before_a_loan_is_held_against_the_last_later_one_of_the_period()
    {
        SurveyMark[] surveys =
        [
            Mark(1, Application, "2025-03-01", "a1"),
            Mark(2, Yearly, "2026-02-01", "l1"),
            Mark(3, Closing, "2026-05-01", "l1"),
            Mark(4, Application, "2026-06-01", "a2"),
            Mark(5, Yearly, "2027-02-01", "l2"),
        ];

        var pair = ImpactSurveys.Compared(surveys, From, To);

        Assert.That((pair?.Before.Id, pair?.After.Id), Is.EqualTo(("1", "3")));
    }

    [Test]
    public void A_survey_of_the_same_occasion_corrects_the_one_before_it_also_out_of_the_period()
    {
        SurveyMark[] surveys =
        [
            Mark(1, Application, "2025-03-01", "a1"),
            Mark(2, Application, "2025-02-01", "a1"),
            Mark(3, Closing, "2026-05-01", "l1"),
            Mark(4, Closing, "2027-05-01", "l1"),
        ];

        Assert.Multiple(() =>
        {
            Assert.That(ImpactSurveys.Counting(surveys).Select(survey => survey.Id), Is.EqualTo(new[] { "2", "4" }));
            Assert.That(ImpactSurveys.Compared(surveys, From, To), Is.Null);
        });
    }

    [Test]
    public void Yearly_surveys_of_two_years_both_count()
    {
        SurveyMark[] surveys =
        [
            Mark(1, Yearly, "2025-03-01", "l1"),
            Mark(2, Yearly, "2026-02-01", "l1"),
            Mark(3, Yearly, "2026-03-01", "l1"),
        ];

        Assert.That(ImpactSurveys.Counting(surveys).Select(survey => survey.Id), Is.EqualTo(new[] { "1", "3" }));
    }

    [Test]
    public void One_day_tells_no_change() =>
        Assert.That(
            ImpactSurveys.Compared(
                [Mark(1, Application, "2026-03-01", null), Mark(2, Yearly, "2026-03-01", null)],
                From,
                To
            ),
            Is.Null
        );

    [Test]
    public void What_is_compared_counts_lies_in_the_period_and_in_its_order() =>
        Gen.Select(Gen.Enum<SurveyOccasion>(), Day, Gen.OneOf<string?>("a", "b", null))
            .Array[0, 12]
            .Sample(all =>
            {
                var surveys = all.Select(
                        (survey, i) =>
                            new SurveyMark
                            {
                                Id = $"{i:D2}",
                                Occasion = survey.Item1,
                                SurveyedOn = survey.Item2,
                                AboutId = survey.Item3,
                            }
                    )
                    .ToList();
                var counting = ImpactSurveys.Counting(surveys);
                return ImpactSurveys.Compared(surveys, From, To) is not { } pair
                    || (
                        counting.Contains(pair.Before)
                        && counting.Contains(pair.After)
                        && pair.Before.Occasion == Application
                        && pair.After.Occasion != Application
                        && pair.After.SurveyedOn > pair.Before.SurveyedOn
                        && pair.After.SurveyedOn >= From
                        && pair.After.SurveyedOn <= To
                    );
            });

    private static SurveyMark Mark(int id, SurveyOccasion occasion, string on, string? about) =>
        new()
        {
            Id = $"{id}",
            Occasion = occasion,
            SurveyedOn = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture),
            AboutId = about,
        };
}
