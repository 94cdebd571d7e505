using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Results;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class StepDatesTests
{
    [Test]
    public void Steps_in_order_are_accepted_and_may_share_a_day() =>
        Assert.That(
            StepDates
                .InOrder(
                    new("applied", Day("2026-01-05")),
                    new("visited", Day("2026-01-05")),
                    new("decided", Day("2026-01-06"))
                )
                .Error,
            Is.Null
        );

    [Test]
    public void A_step_before_an_earlier_one_is_refused_and_both_are_named()
    {
        var error = StepDates
            .InOrder(
                new("applied", Day("2026-01-05")),
                new("visited", Day("2026-01-07")),
                new("decided", Day("2026-01-06"))
            )
            .Error;

        Assert.That(error?.Kind, Is.EqualTo(ErrorKind.Conflict));
        Assert.That(error?.Code, Is.EqualTo("date.out_of_order"));
        Assert.That(
            error?.Arguments,
            Is.EqualTo(new object[] { "visited", Day("2026-01-07"), "decided", Day("2026-01-06") })
        );
    }

    [Test]
    public void A_step_not_taken_does_not_hide_the_one_before_it() =>
        Assert.That(
            StepDates
                .InOrder(new("decided", Day("2026-01-07")), new("signed", null), new("disbursed", Day("2026-01-06")))
                .RefusalCode(),
            Is.EqualTo("date.out_of_order")
        );

    [Test]
    public void No_step_at_all_is_in_order() => Assert.That(StepDates.InOrder().Error, Is.Null);

    [TestCase("2026-01-04", null)]
    [TestCase("2026-01-05", null)]
    [TestCase("2026-01-06", "date.in_future")]
    public void Only_a_date_after_today_is_in_the_future(string date, string? code)
    {
        var result = StepDates.NotInFuture(Day(date), Day("2026-01-05"));

        Assert.That(result.RefusalCode(), Is.EqualTo(code));
        Assert.That(result.Error?.Kind, Is.EqualTo(code is null ? null : (ErrorKind?)ErrorKind.Conflict));
    }

    [TestCase("2026-01-04", "date.before_disbursement")]
    [TestCase("2026-01-05", null)]
    [TestCase("2026-01-06", null)]
    public void Money_can_come_back_from_the_day_it_was_paid_out(string paidOn, string? code) =>
        Assert.That(StepDates.NotBeforeDisbursement(Day(paidOn), Day("2026-01-05")).RefusalCode(), Is.EqualTo(code));
}
