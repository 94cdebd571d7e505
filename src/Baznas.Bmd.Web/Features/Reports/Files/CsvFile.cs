using System.Globalization;
using System.Text;
using Baznas.Bmd.Web.Platform.Http;
using CsvHelper;
using CsvHelper.Configuration;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>A report as a CSV file: for programs, so with the columns' names, codes and bare numbers.</summary>
public static class CsvFile
{
    /// <summary>The column that tells a report's tables apart, where there are several.</summary>
    private const string Section = "section";

    /// <summary>The media type.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>Writes a report to a stream, which stays open.</summary>
    public static void Write(Stream stream, ReportContent report)
    {
        using var writer = new StreamWriter(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            leaveOpen: true
        );
        // A text that a spreadsheet would run as a formula is disarmed; see OWASP on CSV injection.
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape,
            // A number below zero is a number.
            InjectionCharacters = ['=', '@', '+', '\t', '\r'],
        };
        using var csv = new CsvWriter(writer, configuration);
        Write(csv, report);
    }

    // Tables that share a column's name share the column.
    private static void Write(CsvWriter csv, ReportContent report)
    {
        var names = report.Sheets.SelectMany(sheet => sheet.Columns).Select(column => column.Name).Distinct().ToList();
        var hasSections = report.Sheets.Count > 1;
        WriteRow(csv, hasSections ? names.Prepend(Section) : names);
        foreach (var sheet in report.Sheets)
        {
            var places = names.Select(name => sheet.Columns.TakeWhile(column => column.Name != name).Count()).ToList();
            foreach (var row in sheet.Rows())
            {
                var cells = places.Select(place => place < row.Count ? row[place] : null);
                WriteRow(csv, hasSections ? cells.Prepend(sheet.Name) : cells);
            }
        }
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<object?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(Text(cell));
        }

        csv.NextRecord();
    }

    private static string Text(object? cell) =>
        cell switch
        {
            null => "",
            string text when text.StartsWith('-') => $"'{text}",
            CodedWord word => word.Code,
            Rupiah rupiah => rupiah.Amount.ToString(CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFzzz", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString()!,
        };
}
