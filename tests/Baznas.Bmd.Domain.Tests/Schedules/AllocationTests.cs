using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

[TestFixture]
public class AllocationTests
{
    private static readonly IReadOnlyList<Instalment> Four = Monthly(100, 100, 100, 50);

    private static readonly Gen<(PartlyPaid Loan, Rupiah Amount)> Payment =
        from loan in Gens.PartlyPaid
        from amount in Gen.Long[0, (loan.Schedule.Total - loan.Paid).Amount]
        select (loan, Rp(amount));

    [Test]
    public void A_payment_first_completes_the_instalment_begun_and_then_fills_the_next() =>
        Assert.That(
            Allocation.Of(Four, Rp(130), Rp(180)),
            Is.EqualTo([
                new AllocatedAmount(2, Rp(70)),
                new AllocatedAmount(3, Rp(100)),
                new AllocatedAmount(4, Rp(10)),
            ])
        );

    [Test]
    public void A_payment_that_ends_on_an_instalment_does_not_touch_the_next() =>
        Assert.That(Allocation.Of(Four, Rp(100), Rp(100)), Is.EqualTo([new AllocatedAmount(2, Rp(100))]));

    [Test]
    public void Nothing_paid_fills_nothing() => Assert.That(Allocation.Of(Four, Rp(100), Rp(0)), Is.Empty);

    [TestCase(0, 351)]
    [TestCase(300, 51)]
    [TestCase(0, -1)]
    [TestCase(100, -1)]
    [TestCase(-10, 20)]
    public void Allocating_more_than_is_owed_or_less_than_nothing_is_a_broken_invariant(long before, long amount) =>
        Assert.That(() => Allocation.Of(Four, Rp(before), Rp(amount)), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void The_parts_are_positive_in_order_and_give_back_exactly_what_was_paid() =>
        Payment.Sample(
            (loan, amount) =>
            {
                var parts = Allocation.Of(loan.Schedule.Instalments, loan.Paid, amount);
                Assert.That(parts.Sum(part => part.Amount), Is.EqualTo(amount));
                Assert.That(parts.Select(part => part.Amount), Has.All.GreaterThan(Rupiah.Zero));
                Assert.That(parts.Select(part => part.No), Is.Ordered.And.Unique);
            }
        );

    [Test]
    public void The_parts_are_what_the_standing_gains() =>
        Payment.Sample(
            (loan, amount) =>
            {
                var after = loan with { Paid = loan.Paid + amount };
                var gained = loan
                    .Standing.Rows.Zip(after.Standing.Rows)
                    .Select(pair => new AllocatedAmount(pair.First.Instalment.No, pair.Second.Paid - pair.First.Paid))
                    .Where(part => !part.Amount.IsZero);
                Assert.That(Allocation.Of(loan.Schedule.Instalments, loan.Paid, amount), Is.EqualTo(gained));
            }
        );

    [Test]
    public void Paying_in_two_parts_fills_what_paying_at_once_fills() =>
        Gen.Select(Payment, Gen.Int[0, 100])
            .Sample(
                (payment, percent) =>
                {
                    var ((loan, amount), rows) = (payment, payment.Loan.Schedule.Instalments);
                    var first = Rp(amount.Amount * percent / 100);

                    var inParts = Allocation
                        .Of(rows, loan.Paid, first)
                        .Concat(Allocation.Of(rows, loan.Paid + first, amount - first))
                        .GroupBy(part => part.No)
                        .Select(part => new AllocatedAmount(part.Key, part.Sum(one => one.Amount)));

                    Assert.That(inParts, Is.EqualTo(Allocation.Of(rows, loan.Paid, amount)));
                }
            );
}
