namespace Baznas.Bmd.Domain.Ledger;

/// <summary>Where a fund's money comes from, which decides whom it may be lent to.</summary>
public enum FundKind
{
    /// <summary>Zakat; qardh from it needs the borrower's asnaf on file.</summary>
    Zakat,

    /// <summary>Infak given for a named purpose.</summary>
    InfakTerikat,

    /// <summary>Infak without a named purpose.</summary>
    InfakTidakTerikat,

    /// <summary>Other religious social funds (dana sosial keagamaan lainnya).</summary>
    Dskl,

    /// <summary>Corporate social responsibility.</summary>
    Csr,
}
