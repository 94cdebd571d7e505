using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Loans.ExpectedCashKind;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class CashForecastTests
{
    private static readonly DateOnly Today = Day("2026-03-04");

    private static readonly Gen<ExpectedCash[]> Moves = Gen.Select(
        Gen.Int[0, 60],
        Gen.Enum<ExpectedCashKind>(),
        Gens.Amount,
        static (days, kind, amount) => new ExpectedCash(Today.AddDays(days), kind, amount)
    ).Array[0, 30];

    [Test]
    public void The_balance_goes_from_day_to_day_and_names_its_lowest_point()
    {
        var forecast = CashForecast.Of(
            Rp(1_000),
            [
                new(Day("2026-03-10"), Repayment, Rp(300)),
                new(Day("2026-03-04"), ApprovedLoan, Rp(400)),
                new(Day("2026-03-10"), ExpectedCashKind.PlannedTranche, Rp(1_000)),
                new(Day("2026-03-11"), Repayment, Rp(500)),
            ],
            Today,
            (Today, Day("2026-03-31"))
        );

        Assert.Multiple(() =>
        {
            Assert.That(forecast.Opening, Is.EqualTo(Rp(1_000)));
            Assert.That(
                forecast.Days.Select(day =>
                    (day.Date, day.PlannedTranches, day.ApprovedLoans, day.ExpectedRepayments, day.Balance)
                ),
                Is.EqualTo([
                    (Today, Rp(0), Rp(400), Rp(0), Rp(600)),
                    (Day("2026-03-10"), Rp(1_000), Rp(0), Rp(300), Rp(-100)),
                    (Day("2026-03-11"), Rp(0), Rp(0), Rp(500), Rp(400)),
                ])
            );
            Assert.That((forecast.LowestBalance, forecast.LowestOn), Is.EqualTo((Rp(-100), Day("2026-03-10"))));
            Assert.That(forecast.Closing, Is.EqualTo(Rp(400)));
        });
    }

    [Test]
    public void Where_nothing_moves_what_is_there_stays()
    {
        var forecast = CashForecast.Of(Rp(70), [], Today, (Today, Today));

        Assert.That(forecast.Days, Is.Empty);
        Assert.That(
            (forecast.Opening, forecast.LowestBalance, forecast.LowestOn, forecast.Closing),
            Is.EqualTo((Rp(70), Rp(70), Today, Rp(70)))
        );
    }

    [Test]
    public void A_payment_whose_day_has_passed_is_still_to_be_made_today()
    {
        var forecast = CashForecast.Of(
            Rp(70),
            [new(Day("2026-01-01"), ExpectedCashKind.PlannedTranche, Rp(50))],
            Today,
            (Today, Today)
        );

        Assert.That(forecast.Days.Single().Date, Is.EqualTo(Today));
        Assert.That(forecast.Closing, Is.EqualTo(Rp(20)));
    }

    [Test]
    public void A_forecast_does_not_begin_in_the_past() =>
        Assert.That(
            () => CashForecast.Of(Rp(0), [], Today, (Today.AddDays(-1), Today)),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Every_move_of_the_period_counts_once_wherever_the_period_begins() =>
        Gen.Select(Moves, Gen.Int[0, 60], Gen.Int[0, 60])
            .Sample(
                (moves, start, length) =>
                {
                    var (from, to) = (Today.AddDays(start), Today.AddDays(start + length));
                    var whole = CashForecast.Of(Rp(1_000_000), moves, Today, (Today, to));
                    var part = CashForecast.Of(Rp(1_000_000), moves, Today, (from, to));
                    Assert.That(part.Closing, Is.EqualTo(whole.Closing));
                    Assert.That(part.Days, Is.EqualTo(whole.Days.Where(day => day.Date >= from)));
                    Assert.That(
                        part.Closing,
                        Is.EqualTo(
                            part.Opening
                                + part.Days.Sum(day => day.ExpectedRepayments - day.PlannedTranches - day.ApprovedLoans)
                        )
                    );
                    Assert.That(
                        part.LowestBalance,
                        Is.EqualTo(part.Days.Select(day => day.Balance).Prepend(part.Opening).Min())
                    );
                    Assert.That(
                        part.Days.FirstOrDefault(day => day.Balance == part.LowestBalance)?.Date ?? from,
                        part.LowestBalance < part.Opening ? Is.EqualTo(part.LowestOn) : Is.GreaterThanOrEqualTo(from)
                    );
                }
            );
}
