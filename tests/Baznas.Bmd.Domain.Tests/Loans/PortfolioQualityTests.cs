using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class PortfolioQualityTests
{
    private static readonly DateOnly AsOf = Day("2026-12-31");

    private static readonly Gen<ArrearsGroup> Group = Gen.Select(
        Gen.Int[-30, 300].Nullable(),
        Gen.Bool,
        Gen.Int[0, 50],
        Gen.Long[0, 1_000_000_000],
        (days, restructured, loans, outstanding) =>
            new ArrearsGroup
            {
                OldestUnpaidDueOn = days is { } age ? AsOf.AddDays(-age) : null,
                Restructured = restructured,
                Loans = loans,
                Outstanding = Rp(outstanding),
            }
    );

    private static readonly Gen<ArrearsGroup[]> Groups = Group.Array[0, 20];

    [Test]
    public void The_whole_outstanding_of_a_late_loan_counts_from_the_day_after_the_border()
    {
        var quality = Of(Late(0, 1_000), Late(7, 200), Late(8, 300), Late(91, 500));

        Assert.That(
            quality.Par,
            Is.EqualTo([
                Par(0, 3, 1_000, 0.5m),
                Par(7, 2, 800, 0.4m),
                Par(30, 1, 500, 0.25m),
                Par(60, 1, 500, 0.25m),
                Par(90, 1, 500, 0.25m),
            ])
        );
    }

    [Test]
    public void Every_class_has_a_row_even_an_empty_one() =>
        Assert.That(
            Of(Late(0, 1_000), Late(90, 200), Late(181, 300)).Collectibility,
            Is.EqualTo([
                Line(CollectibilityClass.Lancar, 1, 1_000),
                Line(CollectibilityClass.DalamPerhatianKhusus, 1, 200),
                Line(CollectibilityClass.KurangLancar, 0, 0),
                Line(CollectibilityClass.Diragukan, 0, 0),
                Line(CollectibilityClass.Macet, 1, 300),
            ])
        );

    [Test]
    public void Restructured_loans_are_shown_apart_and_counted_in_the_rest()
    {
        var quality = Of(Late(0, 1_000), Late(10, 200) with { Restructured = true });

        Assert.Multiple(() =>
        {
            Assert.That(quality.Restructured, Is.EqualTo(new LoanTotal(1, Rp(200))));
            Assert.That(quality.Total, Is.EqualTo(new LoanTotal(2, Rp(1_200))));
            Assert.That(quality.Par[0].Outstanding, Is.EqualTo(Rp(200)));
        });
    }

    [Test]
    public void A_loan_due_later_or_with_nothing_unpaid_is_current() =>
        Assert.That(
            Of(Late(-5, 100), Late(0, 100) with { OldestUnpaidDueOn = null }).Par,
            Has.All.Property("Loans").Zero
        );

    [Test]
    public void With_nothing_outstanding_the_ratios_are_0() =>
        Assert.That(Of().Par.Select(par => par.Ratio), Is.EqualTo([0m, 0m, 0m, 0m, 0m]));

    // 1/3, 2/3; 1/8000 = 0,000125 and 1/20000 = 0,00005, halves that go up.
    [TestCase(1, 2, "0.3333")]
    [TestCase(2, 1, "0.6667")]
    [TestCase(1, 7_999, "0.0001")]
    [TestCase(1, 19_999, "0.0001")]
    [TestCase(3, 19_997, "0.0002")]
    [TestCase(1, 20_000, "0")]
    [TestCase(1, 0, "1")]
    [TestCase(0, 1, "0")]
    [TestCase(4_000_000_000_000_000_000, 4_000_000_000_000_000_000, "0.5")]
    public void The_ratio_is_rounded_half_up_to_four_decimals(long late, long current, string ratio) =>
        Assert.That(
            Of(Late(1, late), Late(0, current)).Par[0].Ratio,
            Is.EqualTo(decimal.Parse(ratio, System.Globalization.CultureInfo.InvariantCulture))
        );

    [Test]
    public void A_group_of_fewer_than_no_loans_or_owing_less_than_nothing_is_a_broken_invariant()
    {
        Assert.That(() => Of(Late(0, 1) with { Loans = -1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(Late(0, -1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void More_loans_than_can_be_counted_throw_and_never_wrap() =>
        Assert.That(
            () => Of(Late(0, 1) with { Loans = int.MaxValue }, Late(1, 1)),
            Throws.InstanceOf<OverflowException>()
        );

    [Test]
    public void The_classes_sum_to_the_whole_portfolio() =>
        Groups.Sample(groups =>
        {
            var quality = Of(groups);
            Assert.That(
                quality.Collectibility.Sum(line => line.Outstanding),
                Is.EqualTo(groups.Sum(group => group.Outstanding))
            );
            Assert.That(quality.Collectibility.Sum(line => line.Loans), Is.EqualTo(groups.Sum(group => group.Loans)));
            Assert.That(quality.Total.Outstanding, Is.EqualTo(groups.Sum(group => group.Outstanding)));
        });

    [Test]
    public void Portfolio_at_risk_shrinks_as_the_border_grows_and_stays_within_the_portfolio() =>
        Groups.Sample(groups =>
        {
            var quality = Of(groups);
            Assert.That(quality.Par.Select(par => par.Over), Is.EqualTo([0, 7, 30, 60, 90]));
            Assert.That(quality.Par.Select(par => par.Outstanding), Is.Ordered.Descending);
            Assert.That(quality.Par.Select(par => par.Loans), Is.Ordered.Descending);
            Assert.That(quality.Par.Select(par => par.Ratio), Is.Ordered.Descending);
            Assert.That(quality.Par.Select(par => par.Ratio), Has.All.InRange(0m, 1m));
        });

    [Test]
    public void By_the_usual_table_all_that_is_not_lancar_is_at_risk_over_0() =>
        Groups.Sample(groups =>
        {
            var quality = Of(groups);
            Assert.That(
                quality.Par[0].Outstanding,
                Is.EqualTo(quality.Collectibility.Skip(1).Sum(line => line.Outstanding))
            );
            Assert.That(
                quality.Par[4].Outstanding,
                Is.EqualTo(quality.Collectibility.Skip(2).Sum(line => line.Outstanding))
            );
        });

    [Test]
    public void How_the_loans_are_grouped_makes_no_difference() =>
        Groups.Sample(groups =>
        {
            var regrouped = groups
                .GroupBy(group => (group.OldestUnpaidDueOn, group.Restructured))
                .Select(same => new ArrearsGroup
                {
                    OldestUnpaidDueOn = same.Key.OldestUnpaidDueOn,
                    Restructured = same.Key.Restructured,
                    Loans = same.Sum(group => group.Loans),
                    Outstanding = same.Sum(group => group.Outstanding),
                })
                .Reverse();
            var (once, again) = (Of(groups), Of([.. regrouped]));
            Assert.That(again.Par, Is.EqualTo(once.Par));
            Assert.That(again.Collectibility, Is.EqualTo(once.Collectibility));
            Assert.That(again.Restructured, Is.EqualTo(once.Restructured));
        });

    private static PortfolioQuality Of(params ArrearsGroup[] groups) =>
        PortfolioQuality.Of(groups, AsOf, CollectibilityTable.Default);

    private static ArrearsGroup Late(int days, long outstanding) =>
        new()
        {
            OldestUnpaidDueOn = AsOf.AddDays(-days),
            Restructured = false,
            Loans = 1,
            Outstanding = Rp(outstanding),
        };

    private static ParLine Par(int over, int loans, long outstanding, decimal ratio) =>
        new()
        {
            Over = over,
            Loans = loans,
            Outstanding = Rp(outstanding),
            Ratio = ratio,
        };

    private static CollectibilityLine Line(CollectibilityClass @class, int loans, long outstanding) =>
        new()
        {
            Class = @class,
            Loans = loans,
            Outstanding = Rp(outstanding),
        };
}
