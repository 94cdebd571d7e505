using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;
using CsvHelper;

namespace Baznas.Bmd.Web.Tests.Audit.Packs;

/// <summary>An auditor's pack in the hands of an outsider: an archive, a CSV reader, and nothing of the service.</summary>
internal sealed class AuditPack(byte[] bytes)
{
    public byte[] Bytes => bytes;

    public IReadOnlyDictionary<string, byte[]> Files { get; } = Unpack(bytes);

    public JsonNode Manifest => JsonNode.Parse(Files["manifest.json"])!;

    /// <summary>Asks for a pack as an auditor does.</summary>
    public static async Task<AuditPack> Of(ApiClient auditor, object body)
    {
        var answer = await auditor.Post("/audit/packs", body);
        Assert.That((int)answer.Status, Is.EqualTo(200), answer.Body?.ToJsonString());
        Assert.That(answer.Message.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/zip"));
        return new AuditPack(await answer.Message.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The lines of a CSV file, each by its columns' names.</summary>
    public List<Dictionary<string, string>> Table(string name)
    {
        using var reader = new StreamReader(new MemoryStream(Files[$"{name}.csv"]));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        }

        return rows;
    }

    /// <summary>Writes the archive, perhaps changed, to be checked.</summary>
    public static string Save(string folder, byte[] content)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.zip");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static Dictionary<string, byte[]> Unpack(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var content = entry.Open();
                using var copy = new MemoryStream();
                content.CopyTo(copy);
                return copy.ToArray();
            }
        );
    }
}

internal static class PackLines
{
    public static long Amount(this Dictionary<string, string> row, string column) =>
        row[column].Length == 0 ? 0 : long.Parse(row[column], CultureInfo.InvariantCulture);
}
