using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>
/// A file of the import folder as rows of cells: UTF-8 with or without a byte order mark, comma or semicolon, a header
/// row, any order of columns, quoted fields.
/// </summary>
public sealed class CsvTable
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly string _file;
    private readonly Faults _faults;

    private CsvTable(string file, Faults faults) => (_file, _faults) = (file, faults);

    /// <summary>Whether the rows are all of the file's, so that what they do not name is not there.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The rows that have as many fields as the header, blank lines left out.</summary>
    public IReadOnlyList<CsvRow> Rows { get; private set; } = [];

    /// <summary>Reads a file; what can't be read is noted.</summary>
    public static CsvTable Read(string folder, string file, IReadOnlyList<string> columns, Faults faults)
    {
        var table = new CsvTable(file, faults);
        if (ReadText(folder, file, faults) is { } text)
        {
            table.Read(text, columns);
        }

        return table;
    }

    /// <summary>The text of a file of the folder, without a byte order mark; null, and noted, when there is none.</summary>
    public static string? ReadText(string folder, string file, Faults faults)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Place(file, 1, ""), "import.file_unreadable");
            return null;
        }

        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            return Strict.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException e)
        {
            var before = bytes.AsSpan(start, Math.Clamp(e.Index, 0, bytes.Length - start));
            faults.Add(new Place(file, 1 + before.Count((byte)'\n'), ""), "import.not_utf8");
            return null;
        }
    }

    private void Read(string text, IReadOnlyList<string> columns)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            // Blank lines are counted here, so that a row knows its line.
            IgnoreBlankLines = false,
            BadDataFound = null,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        if (!parser.Read() || !HasHeader(parser.Record!, columns))
        {
            _faults.Add(new Place(_file, 1, ""), "import.header_missing");
            return;
        }

        var header = parser.Record!.Select(name => Known(name, columns)).ToList();
        if (!Accepts(header, columns))
        {
            return;
        }

        IsComplete = true;
        Rows = [.. RowsOf(parser, header!)];
    }

    private static bool HasHeader(string[] fields, IReadOnlyList<string> columns) =>
        fields.Any(name => columns.Contains(Known(name, columns)));

    private static string Known(string name, IReadOnlyList<string> columns) =>
        columns.FirstOrDefault(column => column.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) ?? name.Trim();

    private bool Accepts(List<string> header, IReadOnlyList<string> columns)
    {
        var wrong = header
            .Where(name => !columns.Contains(name))
            .Select(name => (Name: name, Code: "import.column_unknown"))
            .Concat(
                header
                    .GroupBy(name => name)
                    .Where(same => same.Count() > 1 && columns.Contains(same.Key))
                    .Select(same => (Name: same.Key, Code: "import.column_twice"))
            )
            .Concat(columns.Except(header).Select(name => (Name: name, Code: "import.column_missing")))
            .ToList();
        foreach (var (name, code) in wrong)
        {
            _faults.Add(new Place(_file, 1, name), code);
        }

        return wrong.Count == 0;
    }

    private IEnumerable<CsvRow> RowsOf(CsvParser parser, List<string> header)
    {
        var last = parser.RawRow;
        while (parser.Read())
        {
            // A quoted field may hold line breaks: the row begins after the last one's end.
            var line = last + 1;
            last = parser.RawRow;
            var fields = parser.Record!;
            if (fields is [var only] && string.IsNullOrWhiteSpace(only))
            {
                continue;
            }

            if (HasStrayQuote(parser.RawRecord))
            {
                Lose(line, "import.quote");
            }
            else if (fields.Length != header.Count)
            {
                Lose(line, "import.field_count", header.Count, fields.Length);
            }
            else
            {
                yield return new CsvRow(_faults, new Place(_file, line, ""), header, fields);
            }
        }
    }

    private void Lose(int line, string code, params object[] arguments)
    {
        IsComplete = false;
        _faults.Add(new Place(_file, line, ""), code, arguments);
    }

    // Every quote of a sound row has its other half: around a field, or doubled within one.
    private static bool HasStrayQuote(string record) => record.Count(c => c == '"') % 2 != 0;

    private static string DelimiterOf(string text)
    {
        var header = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        return header.Count(';') > header.Count(',') ? ";" : ",";
    }
}
