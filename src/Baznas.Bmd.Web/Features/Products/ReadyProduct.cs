using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;

namespace Baznas.Bmd.Web.Features.Products;

/// <summary>A product as most offices begin with one, to be adjusted before it is offered.</summary>
internal static class ReadyProduct
{
    /// <summary>Rp500.000 to Rp3.000.000 in 10 to 50 weekly instalments of whole thousands, by one approver.</summary>
    /// <param name="name">What people will read.</param>
    /// <param name="fundKinds">The kinds of funds there are; free infak when there are none yet.</param>
    public static ProductTerms Weekly(string name, IReadOnlyList<FundKind> fundKinds) =>
        new()
        {
            Code = "QH-MGG",
            Name = name,
            MinPrincipal = new Rupiah(500_000),
            MaxPrincipal = new Rupiah(3_000_000),
            MinInstallments = 10,
            MaxInstallments = 50,
            Unit = PeriodUnit.Week,
            RoundingMultiple = new Rupiah(1_000),
            RoundingMode = RoundingMode.Spread,
            FundKinds = fundKinds.Count > 0 ? fundKinds : [FundKind.InfakTidakTerikat],
            Approvals = [new ApprovalTier(new Rupiah(3_000_000), 1)],
        };
}
