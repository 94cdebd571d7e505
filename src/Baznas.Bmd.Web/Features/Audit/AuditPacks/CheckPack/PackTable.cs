using System.Globalization;
using System.Text;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;
using CsvHelper;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;

/// <summary>A line of one of a pack's CSV files, by the names of its columns.</summary>
/// <param name="csv">The file, at this line.</param>
internal readonly struct PackLine(CsvReader csv)
{
    public string this[string column] => csv.GetField(column) ?? "";

    /// <summary>A whole number; 0 where nothing stands.</summary>
    public long Number(string column) =>
        this[column] is { Length: > 0 } text
            ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : 0;
}

/// <summary>Reads a pack's CSV files line by line.</summary>
internal static class PackTable
{
    public static IEnumerable<PackLine> Read(PackSource source, string name)
    {
        using var reader = new StreamReader(source.Read(name), Encoding.UTF8);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            yield return new PackLine(csv);
        }
    }
}
