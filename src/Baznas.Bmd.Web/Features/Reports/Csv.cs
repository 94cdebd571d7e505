using System.Globalization;
using System.Text;
using Baznas.Bmd.Web.Platform.Http;
using CsvHelper;
using CsvHelper.Configuration;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>How a report is wanted.</summary>
public enum ReportFormat
{
    /// <summary>As the rest of the API.</summary>
    Json,

    /// <summary>For a spreadsheet: UTF-8 with a byte order mark, commas, a header row.</summary>
    Csv,
}

/// <summary>A table as a CSV file.</summary>
public sealed class CsvFile : IFile
{
    private CsvFile(string name, byte[] content) => (Name, Content) = (name, content);

    /// <inheritdoc/>
    public byte[] Content { get; }

    /// <inheritdoc/>
    public string ContentType => "text/csv; charset=utf-8";

    /// <inheritdoc/>
    public string? Name { get; }

    /// <summary>Writes a table.</summary>
    /// <param name="name">The file's name without an ending.</param>
    /// <param name="header">The columns' names.</param>
    /// <param name="rows">The cells: texts, whole numbers, dates, instants, fractions, or null.</param>
    public static CsvFile Of(string name, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            // A text that a spreadsheet would run as a formula is disarmed; see OWASP on CSV injection.
            var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                InjectionOptions = InjectionOptions.Escape,
                // A number below zero is a number.
                InjectionCharacters = ['=', '@', '+', '\t', '\r'],
            };
            using var csv = new CsvWriter(writer, configuration);
            foreach (var column in header)
            {
                csv.WriteField(column);
            }

            csv.NextRecord();
            foreach (var row in rows)
            {
                foreach (var cell in row)
                {
                    csv.WriteField(Text(cell));
                }

                csv.NextRecord();
            }
        }

        return new CsvFile($"{name}.csv", stream.ToArray());
    }

    private static string Text(object? cell) =>
        cell switch
        {
            null => "",
            string text when text.StartsWith('-') => $"'{text}",
            Rupiah rupiah => rupiah.Amount.ToString(CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFzzz", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString()!,
        };
}

/// <summary>A report in the wanted format.</summary>
/// <typeparam name="T">The report as JSON.</typeparam>
public interface IReport<T>
{
    /// <summary>The report as a table.</summary>
    CsvFile ToCsv();

    /// <summary>The report as a page to print; null when it has none.</summary>
    IFile? ToHtml() => null;
}
