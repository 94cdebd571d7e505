using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Products.CreateProduct;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>What the demonstration office lends.</summary>
public static class DemoProducts
{
    /// <summary>Up to Rp3.000.000 in weekly instalments, by one approver.</summary>
    public static readonly CreateProduct Weekly = new()
    {
        Code = "QH-MGG",
        Name = "Qardhul Hasan Mingguan",
        MinPrincipal = new Rupiah(500_000),
        MaxPrincipal = new Rupiah(3_000_000),
        MinInstallments = 10,
        MaxInstallments = 50,
        Unit = PeriodUnit.Week,
        RoundingMultiple = new Rupiah(1000),
        RoundingMode = RoundingMode.Spread,
        FundKinds = [FundKind.InfakTidakTerikat, FundKind.InfakTerikat],
        Approvals = [new ApprovalTier(new Rupiah(3_000_000), 1)],
    };

    /// <summary>Up to Rp5.000.000 in monthly instalments, by two approvers above Rp3.000.000.</summary>
    public static readonly CreateProduct Monthly = new()
    {
        Code = "QH-BLN",
        Name = "Qardhul Hasan Bulanan",
        MinPrincipal = new Rupiah(500_000),
        MaxPrincipal = new Rupiah(5_000_000),
        MinInstallments = 3,
        MaxInstallments = 12,
        Unit = PeriodUnit.Month,
        RoundingMultiple = new Rupiah(1000),
        RoundingMode = RoundingMode.Nearest,
        FundKinds = [FundKind.InfakTidakTerikat, FundKind.Zakat],
        Approvals = [new ApprovalTier(new Rupiah(3_000_000), 1), new ApprovalTier(new Rupiah(5_000_000), 2)],
    };

    /// <summary>Up to Rp5.000.000 in tranches, each of them approved when its time has come.</summary>
    public static readonly CreateProduct Staged = new()
    {
        Code = "QH-THP",
        Name = "Qardhul Hasan Bertahap",
        MinPrincipal = new Rupiah(2_000_000),
        MaxPrincipal = new Rupiah(5_000_000),
        MinInstallments = 6,
        MaxInstallments = 12,
        Unit = PeriodUnit.Month,
        RoundingMultiple = new Rupiah(1000),
        FundKinds = [FundKind.InfakTidakTerikat],
        Approvals = [new ApprovalTier(new Rupiah(5_000_000), 2)],
        TrancheApproval = TrancheApproval.Each,
    };

    /// <summary>The product of a loan.</summary>
    public static CreateProduct Of(PlannedLoan loan) => loan.IsWeekly ? Weekly : Monthly;

    /// <summary>The instalments of a loan that is paid out on a day, as they were after a flood if it ran then.</summary>
    public static IReadOnlyList<Instalment> Schedule(PlannedLoan loan, DateOnly disbursedOn, DateOnly floodOn)
    {
        var product = Of(loan);
        var agreed = Domain
            .Schedules.Schedule.Build(
                product.Schedule(loan.Principal, loan.Installments, disbursedOn, loan.FirstDueOn),
                DemoCalendar.Office
            )
            .Value;
        if (disbursedOn > floodOn)
        {
            return agreed.Instalments;
        }

        var running = new MovableSchedule
        {
            Instalments = agreed.Instalments,
            Series = new Series(new Period(product.Unit, product.Every), agreed.CountedFrom),
            StartedOn = disbursedOn,
            Calendar = DemoCalendar.Office,
        };
        return running.Shifted(new Shift { After = floodOn, Periods = DemoFlood.Periods }).Value;
    }
}
