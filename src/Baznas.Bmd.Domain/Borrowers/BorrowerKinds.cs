namespace Baznas.Bmd.Domain.Borrowers;

/// <summary>As the identity card says.</summary>
public enum Sex
{
    /// <summary>Perempuan.</summary>
    F,

    /// <summary>Laki-laki.</summary>
    M,
}

/// <summary>Who may receive zakat (QS 9:60). Zakat-funded qardh needs the borrower's on file.</summary>
public enum Asnaf
{
    /// <summary>The destitute.</summary>
    Fakir,

    /// <summary>The poor.</summary>
    Miskin,

    /// <summary>Those who administer zakat.</summary>
    Amil,

    /// <summary>Those new to Islam.</summary>
    Mualaf,

    /// <summary>Those in bondage.</summary>
    Riqab,

    /// <summary>Those in debt.</summary>
    Gharimin,

    /// <summary>Those who strive in the way of God.</summary>
    Fisabilillah,

    /// <summary>Travellers in need.</summary>
    IbnuSabil,
}
