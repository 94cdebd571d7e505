using System.Text.Encodings.Web;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Html;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>
/// The table of a report: its columns are named one after the other, amounts stand to the right, totals at its foot. On a
/// phone each row is a card. Of a long table the first rows are shown, and the way to all of them.
/// </summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="caption">What it shows, for who can't see it.</param>
/// <param name="rows">The rows.</param>
public sealed class ReportTable<T>(string caption, IReadOnlyCollection<T> rows) : IHtmlContent
{
    // From so many on they stand closer, so that a desk's screen holds them.
    private const int ManyColumns = 8;

    private readonly List<Column> _columns = [];

    private Func<T, string?> _rowClass = _ => null;

    /// <summary>The most rows that are shown; all of them when null.</summary>
    public int? Most { get; init; }

    /// <summary>Where all rows are shown.</summary>
    public string AllAddress { get; init; } = "";

    /// <summary>The column that names the row; on a phone it is the card's head.</summary>
    public ReportTable<T> Head(string title, Func<T, object?> value, Func<T, string?>? link = null) =>
        Add(new Column(title, value) { Link = link, IsHead = true });

    /// <summary>A column of words or dates.</summary>
    public ReportTable<T> Text(string title, Func<T, object?> value, Func<T, string?>? link = null) =>
        Add(new Column(title, value) { Link = link });

    /// <summary>A column of amounts or counts; nothing is written for null.</summary>
    public ReportTable<T> Number(string title, Func<T, object?> value, Func<T, string?>? link = null) =>
        Add(new Column(title, value) { Link = link, IsNumber = true });

    /// <summary>What stands at the foot of the column before, and where it comes from.</summary>
    public ReportTable<T> Total(object total, string? link = null)
    {
        _columns[^1] = _columns[^1] with { Total = total, TotalLink = link };
        return this;
    }

    /// <summary>Leaves the column before out where there is little room.</summary>
    public ReportTable<T> Wide()
    {
        _columns[^1] = _columns[^1] with { IsWide = true };
        return this;
    }

    /// <summary>Marks rows: <c>late</c>, <c>taken-back</c>.</summary>
    public ReportTable<T> Marked(Func<T, string?> rowClass)
    {
        _rowClass = rowClass;
        return this;
    }

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var to = new Output(writer, encoder);
        to.Markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Words(caption).Markup("\">");
        to.Markup(
                _columns.Count > ManyColumns ? "<table class=\"stack report dense\">" : "<table class=\"stack report\">"
            )
            .Markup("<caption class=\"quiet\">")
            .Words(caption)
            .Markup("</caption><thead><tr>");
        foreach (var column in _columns)
        {
            to.Markup($"<th scope=\"col\"{column.Class}>").Words(column.Title).Markup("</th>");
        }

        to.Markup("</tr></thead><tbody>");
        foreach (var row in rows.Take(Most ?? int.MaxValue))
        {
            WriteRow(to, row);
        }

        to.Markup("</tbody>");
        WriteFoot(to);
        to.Markup("</table></div>");
        if (Most is { } most && rows.Count > most)
        {
            to.Markup("<p class=\"screen\">")
                .Words(PageText.T("reports.first_rows", PageText.Number(most), PageText.Number(rows.Count)));
            to.Markup(" <a href=\"").Words(AllAddress).Markup("\">").Words(PageText.T("reports.all_rows"));
            to.Markup("</a></p>");
        }
    }

    private ReportTable<T> Add(Column column)
    {
        _columns.Add(column);
        return this;
    }

    private void WriteRow(Output to, T row)
    {
        to.Markup(_rowClass(row) is { } mark ? $"<tr class=\"{mark}\">" : "<tr>");
        foreach (var column in _columns)
        {
            var value = column.Value(row);
            // A row without a name goes on with the one above.
            var isHead = column.IsHead && value is not null;
            to.Markup(isHead ? "<th scope=\"row\"" : "<td").Markup(column.Class);
            WriteLabel(to, column, !isHead);
            to.Value(value, column.Link?.Invoke(row)).Markup(isHead ? "</th>" : "</td>");
        }

        to.Markup("</tr>");
    }

    private void WriteFoot(Output to)
    {
        if (rows.Count == 0 || _columns.TrueForAll(column => column.Total is null))
        {
            return;
        }

        to.Markup("<tfoot><tr>");
        foreach (var column in _columns)
        {
            var isFirst = column == _columns[0];
            to.Markup(isFirst ? "<th scope=\"row\"" : "<td").Markup(column.Class);
            WriteLabel(to, column, column.Total is not null);
            to.Value(isFirst ? PageText.T("list.total") : column.Total, column.TotalLink);
            to.Markup(isFirst ? "</th>" : "</td>");
        }

        to.Markup("</tr></tfoot>");
    }

    private static void WriteLabel(Output to, Column column, bool isLabelled)
    {
        if (isLabelled)
        {
            to.Markup(" data-label=\"").Words(column.Title).Markup("\"");
        }

        to.Markup(">");
    }

    private sealed record Column(string Title, Func<T, object?> Value)
    {
        public Func<T, string?>? Link { get; init; }

        public bool IsHead { get; init; }

        public bool IsNumber { get; init; }

        public bool IsWide { get; init; }

        public object? Total { get; init; }

        public string? TotalLink { get; init; }

        public string Class =>
            (IsNumber, IsWide) switch
            {
                (true, true) => " class=\"num wide\"",
                (true, false) => " class=\"num\"",
                (false, true) => " class=\"wide\"",
                _ => "",
            };
    }

    private sealed class Output(TextWriter writer, HtmlEncoder encoder)
    {
        public Output Markup(string text)
        {
            writer.Write(text);
            return this;
        }

        public Output Words(string text)
        {
            encoder.Encode(writer, text);
            return this;
        }

        public Output Value(object? value, string? link)
        {
            if (value is null || link is null)
            {
                return Content(value);
            }

            return Markup("<a href=\"").Words(link).Markup("\">").Content(value).Markup("</a>");
        }

        private Output Content(object? value)
        {
            if (value is IHtmlContent html)
            {
                html.WriteTo(writer, encoder);
                return this;
            }

            return Words(
                value switch
                {
                    null => "",
                    Rupiah amount => PageText.Money(amount),
                    // On one line also where a column is narrow.
                    DateOnly date => PageText.ShortDate(date).Replace(' ', '\u00a0'),
                    DateTimeOffset instant => PageText.Instant(instant),
                    int number => PageText.Number(number),
                    decimal ratio => PageText.Percent(ratio),
                    _ => value.ToString()!,
                }
            );
        }
    }
}

/// <summary>Amounts in tables.</summary>
public static class ReportAmounts
{
    /// <summary>The amount, or nothing in the place of zero, as journals have it.</summary>
    public static object? OrNothing(this Rupiah amount) => amount.IsZero ? null : amount;
}
