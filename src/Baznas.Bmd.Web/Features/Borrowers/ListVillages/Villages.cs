namespace Baznas.Bmd.Web.Features.Borrowers.ListVillages;

/// <summary>Villages by their Kemendagri codes, as far as their names are known; any other code is shown as it is.</summary>
public static class Villages
{
    /// <summary>The villages of Kota Mojokerto (35.76).</summary>
    public static readonly IReadOnlyList<Village> Known =
    [
        new("35.76.01.1003", "Mentikan", "Prajuritkulon"),
        new("35.76.01.1004", "Kauman", "Prajuritkulon"),
        new("35.76.01.1005", "Pulorejo", "Prajuritkulon"),
        new("35.76.01.1006", "Prajuritkulon", "Prajuritkulon"),
        new("35.76.01.1007", "Surodinawan", "Prajuritkulon"),
        new("35.76.01.1008", "Blooto", "Prajuritkulon"),
        new("35.76.02.1001", "Gununggedangan", "Magersari"),
        new("35.76.02.1003", "Magersari", "Magersari"),
        new("35.76.02.1004", "Gedongan", "Magersari"),
        new("35.76.02.1008", "Balongsari", "Magersari"),
        new("35.76.02.1009", "Kedundung", "Magersari"),
        new("35.76.02.1010", "Wates", "Magersari"),
        new("35.76.03.1001", "Kranggan", "Kranggan"),
        new("35.76.03.1002", "Miji", "Kranggan"),
        new("35.76.03.1003", "Meri", "Kranggan"),
        new("35.76.03.1004", "Jagalan", "Kranggan"),
        new("35.76.03.1005", "Sentanan", "Kranggan"),
        new("35.76.03.1006", "Purwotengah", "Kranggan"),
    ];

    private static readonly Dictionary<string, Village> ByCode = Known.ToDictionary(village => village.Code);

    /// <summary>A village of a code, named by the code where its name is not known.</summary>
    public static Village Of(string code) => ByCode.GetValueOrDefault(code) ?? new Village(code, code, null);

    /// <summary>What people call it; null for none.</summary>
    public static string? NameOf(string? code) => code is null ? null : Of(code).Name;
}

/// <summary>A village (desa or kelurahan).</summary>
/// <param name="Code">Its Kemendagri code.</param>
/// <param name="Name">Its name.</param>
/// <param name="District">Its kecamatan, if known.</param>
public sealed record Village(string Code, string Name, string? District);
