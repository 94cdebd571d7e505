using Baznas.Bmd.Domain.Reporting;
using CsCheck;

namespace Baznas.Bmd.Domain.Tests.Reporting;

/// <summary>On which days a report comes.</summary>
public sealed class ReportRhythmTests
{
    private static readonly TimeOnly Six = new(6, 0);

    private static readonly Gen<ReportRhythm> Rhythms = Gen.OneOf(
        Gen.Int[0, 1439].Select(minute => ReportRhythm.Daily(At(minute))),
        Gen.Select(Gen.Enum<DayOfWeek>(), Gen.Int[0, 1439], (day, minute) => ReportRhythm.Weekly(day, At(minute))),
        Gen.Select(Gen.Int[1, 31], Gen.Int[0, 1439], (day, minute) => ReportRhythm.Monthly(day, At(minute)))
    );

    private static readonly Gen<DateTime> Moments = Gen.Select(
        Gen.Int[738_000, 739_000],
        Gen.Int[0, 1439],
        (day, minute) => DateOnly.FromDayNumber(day).ToDateTime(At(minute))
    );

    [Test]
    public void A_day_is_due_from_its_time_on_and_not_before() =>
        Assert.Multiple(() =>
        {
            Assert.That(Due(ReportRhythm.Daily(Six), "2026-03-04T06:00", "2026-03-05T05:59"), Is.Empty);
            Assert.That(
                Due(ReportRhythm.Daily(Six), "2026-03-04T06:00", "2026-03-05T06:00"),
                Is.EqualTo(["2026-03-05"])
            );
            Assert.That(
                Due(ReportRhythm.Daily(Six), "2026-03-04T05:59", "2026-03-04T06:00"),
                Is.EqualTo(["2026-03-04"])
            );
        });

    [Test]
    public void A_week_has_its_day() =>
        Assert.That(
            Due(ReportRhythm.Weekly(DayOfWeek.Monday, Six), "2026-03-01T00:00", "2026-03-20T00:00"),
            Is.EqualTo(["2026-03-02", "2026-03-09", "2026-03-16"])
        );

    [Test]
    public void A_month_without_the_day_has_its_last() =>
        Assert.That(
            Due(ReportRhythm.Monthly(31, Six), "2026-01-01T00:00", "2026-06-01T00:00"),
            Is.EqualTo(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"])
        );

    [Test]
    public void No_month_has_a_day_0_or_32() =>
        Assert.Multiple(() =>
        {
            Assert.That(() => ReportRhythm.Monthly(0, Six), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => ReportRhythm.Monthly(32, Six), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });

    [Test]
    public void Asked_for_often_or_once_the_same_days_are_due_each_once() =>
        Gen.Select(Rhythms, Moments, Gen.Int[1, 3000].Array[1, 20])
            .Sample(
                (rhythm, start, hours) =>
                {
                    var moments = new List<DateTime> { start };
                    moments.AddRange(hours.Select(_ => default(DateTime)));
                    for (var i = 1; i < moments.Count; i++)
                    {
                        moments[i] = moments[i - 1].AddHours(hours[i - 1] % 200);
                    }

                    var often = moments
                        .Zip(moments.Skip(1))
                        .SelectMany(pair => rhythm.DueBetween(pair.First, pair.Second));
                    Assert.That(often, Is.EqualTo(rhythm.DueBetween(start, moments[^1])));
                }
            );

    [Test]
    public void The_next_day_is_the_first_that_falls_due() =>
        Gen.Select(Rhythms, Moments)
            .Sample(
                (rhythm, now) =>
                {
                    var next = rhythm.NextAfter(now);
                    Assert.That(next.ToDateTime(rhythm.At), Is.GreaterThan(now));
                    Assert.That(rhythm.DueBetween(now, next.ToDateTime(rhythm.At)), Is.EqualTo([next]));
                }
            );

    private static TimeOnly At(int minute) => new(minute / 60, minute % 60);

    private static IEnumerable<string> Due(ReportRhythm rhythm, string after, string until) =>
        rhythm.DueBetween(DateTime.Parse(after, null), DateTime.Parse(until, null)).Select(day => $"{day:yyyy-MM-dd}");
}
