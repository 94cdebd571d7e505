using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Ledger;

/// <summary>Stamp duty (bea meterai): which papers need a stamp. An akad needs one whatever its amount.</summary>
public static class StampDuty
{
    /// <summary>What the stamp costs.</summary>
    public static readonly Rupiah Stamp = new(10_000);

    /// <summary>Up to this amount a receipt needs none.</summary>
    private static readonly Rupiah ReceiptFree = new(5_000_000);

    /// <summary>Whether a receipt of so much money needs a stamp.</summary>
    public static bool NeedsStamp(Rupiah received) => received > ReceiptFree;
}
