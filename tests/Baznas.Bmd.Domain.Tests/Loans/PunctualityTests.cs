using Baznas.Bmd.Domain.Loans;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class PunctualityTests
{
    // Due on the first of January, February, March and April.
    private static readonly long[] Four = [100, 100, 100, 100];

    [Test]
    public void What_is_paid_by_its_own_day_is_on_time_and_what_is_late_says_for_how_long()
    {
        var punctuality = Punctuality.Of(
            Monthly(Four),
            [(Day("2026-01-01"), Rp(100)), (Day("2026-02-04"), Rp(60)), (Day("2026-02-11"), Rp(40))],
            Day("2026-03-04")
        );

        Assert.That(punctuality, Is.EqualTo(Of(due: 3, onTime: 1, longestDelay: 10)));
    }

    [Test]
    public void What_is_paid_ahead_is_on_time_and_what_is_due_today_is_not_late()
    {
        var ahead = Punctuality.Of(Monthly(Four), [(Day("2025-12-20"), Rp(300))], Day("2026-04-01"));

        Assert.That(ahead, Is.EqualTo(Of(due: 3, onTime: 3, longestDelay: 0)));
    }

    [Test]
    public void A_payment_that_was_taken_back_paid_nothing()
    {
        var punctuality = Punctuality.Of(
            Monthly(Four),
            [(Day("2026-01-01"), Rp(100)), (Day("2026-01-05"), -Rp(100)), (Day("2026-01-09"), Rp(100))],
            Day("2026-01-20")
        );

        Assert.That(punctuality, Is.EqualTo(Of(due: 1, onTime: 0, longestDelay: 8)));
    }

    [Test]
    public void Before_anything_was_due_there_is_nothing_to_say()
    {
        Assert.That(Punctuality.Of(Monthly(Four), [], Day("2026-01-01")), Is.EqualTo(Of(0, 0, 0)));
    }

    private static Punctuality Of(int due, int onTime, int longestDelay) =>
        new()
        {
            Due = due,
            OnTime = onTime,
            LongestDelay = longestDelay,
        };
}
