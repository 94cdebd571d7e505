using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>How a report is wanted.</summary>
public enum ReportFormat
{
    /// <summary>As the rest of the API.</summary>
    Json,

    /// <summary>For other programs: UTF-8 with a byte order mark, commas, a header row.</summary>
    Csv,

    /// <summary>A workbook for a spreadsheet, with real numbers and dates.</summary>
    Xlsx,

    /// <summary>On paper: A4, with the office's head, page totals and places to sign.</summary>
    Pdf,
}

/// <summary>A report: what the API answers, and the definition its files are made from.</summary>
public interface IReport
{
    /// <summary>Its sheets and columns, said once for every kind of file.</summary>
    ReportContent Content();

    /// <summary>The report as a page to print; null when it has none.</summary>
    IFile? ToHtml() => null;
}

/// <summary>A report as tables, ready to be written as a file.</summary>
/// <param name="Name">The file's name without an ending.</param>
/// <param name="TitleKey">The page text that is its title.</param>
/// <param name="Period">The days it is about.</param>
/// <param name="Sheets">Its tables. CSV has them one below the other, told apart by their names.</param>
public sealed record ReportContent(
    string Name,
    string TitleKey,
    ReportPeriod Period,
    params IReadOnlyList<ReportSheet> Sheets
)
{
    /// <summary>What stands in the title's placeholders.</summary>
    public IReadOnlyList<object> TitleArguments { get; init; } = [];

    /// <summary>What else is to be known of it, above its tables.</summary>
    public IReadOnlyList<HeadLine> Notes { get; init; } = [];

    /// <summary>The title, in the language of the request.</summary>
    public string Title => PageText.T(TitleKey, [.. TitleArguments]);

    /// <summary>The report without what helps programs alone.</summary>
    public ReportContent ForPeople() => this with { Sheets = [.. Sheets.Select(sheet => sheet.ForPeople())] };
}

/// <summary>A line of a file's head.</summary>
/// <param name="Label">What it says something about.</param>
/// <param name="Said">What it says.</param>
public sealed record HeadLine(string Label, string Said)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Label}: {Said}";
}

/// <summary>The days of a report.</summary>
/// <param name="From">The first; null for a report of one day.</param>
/// <param name="To">The last, or the one.</param>
public readonly record struct ReportPeriod(DateOnly? From, DateOnly To)
{
    /// <summary>One day.</summary>
    public static ReportPeriod On(DateOnly day) => new(null, day);

    /// <summary>As a head says it.</summary>
    public string Said => From is { } from ? PageText.T("reports.period", from, To) : PageText.T("reports.on_day", To);
}

/// <summary>What the values of a column are.</summary>
public enum CellKind
{
    /// <summary>Words, numbers of documents, marks.</summary>
    Text,

    /// <summary>Whole rupiah.</summary>
    Money,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A day.</summary>
    Date,

    /// <summary>An instant, written in the office's time.</summary>
    Instant,

    /// <summary>A part of a whole, 0 to 1, with four decimals.</summary>
    Ratio,
}

/// <summary>A value that programs know by a code and people by a word.</summary>
/// <param name="Code">As CSV has it.</param>
/// <param name="Word">As people read it.</param>
public sealed record CodedWord(string Code, string Word)
{
    /// <summary>A value of an enumeration.</summary>
    public static CodedWord Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => new(EnumText.Of(value), PageText.Word(value));

    /// <summary>Yes or no, by the codes that CSV has for them.</summary>
    public static CodedWord Of(bool value, string yes = "yes", string no = "no") =>
        value ? new(yes, PageText.T("reports.yes")) : new(no, PageText.T("reports.no"));
}

/// <summary>A column of a report.</summary>
/// <param name="Name">As CSV names it; it never changes.</param>
/// <param name="TitleKey">The page text that is its title.</param>
/// <param name="Kind">What its values are.</param>
public sealed record ReportColumn(string Name, string TitleKey, CellKind Kind)
{
    /// <summary>What stands at its foot; null for nothing.</summary>
    public object? Total { get; init; }

    /// <summary>Whether the total is the sum of the column, so that parts of it can be summed too.</summary>
    public bool IsSum { get; init; }

    /// <summary>Whether paper need not repeat a value that the row above has as well.</summary>
    public bool IsSaidOnce { get; init; }

    /// <summary>Whether paper leaves the place of a zero empty, as journals do.</summary>
    public bool IsZeroEmpty { get; init; }

    /// <summary>Whether it helps programs alone: only CSV has it.</summary>
    public bool IsForPrograms { get; init; }

    /// <summary>The title, in the language of the request.</summary>
    public string Title => PageText.T(TitleKey);
}

/// <summary>One table of a report.</summary>
public abstract class ReportSheet
{
    private protected ReportSheet(string name, string? titleKey) => (Name, TitleKey) = (name, titleKey);

    /// <summary>As CSV tells it from the report's other tables.</summary>
    public string Name { get; }

    /// <summary>The page text above it; null where the report's title says all.</summary>
    public string? TitleKey { get; }

    /// <summary>Its columns.</summary>
    public abstract IReadOnlyList<ReportColumn> Columns { get; }

    /// <summary>How many rows it has.</summary>
    public abstract int RowCount { get; }

    /// <summary>
    /// The rows, one value for each column: <see cref="Rupiah"/>, int, <see cref="DateOnly"/>,
    /// <see cref="DateTimeOffset"/>, decimal, string, <see cref="CodedWord"/>, or null.
    /// </summary>
    public abstract IEnumerable<IReadOnlyList<object?>> Rows();

    /// <summary>For each row, whether it stands out among the others, as sums and heads do.</summary>
    public abstract IEnumerable<bool> StrongRows();

    /// <summary>The table without the columns that help programs alone.</summary>
    public abstract ReportSheet ForPeople();

    /// <summary>The only table of a report.</summary>
    public static ReportSheet<T> Of<T>(IReadOnlyCollection<T> rows) => new("", null, rows);

    /// <summary>One of several tables.</summary>
    public static ReportSheet<T> Of<T>(string name, string? titleKey, IReadOnlyCollection<T> rows) =>
        new(name, titleKey, rows);
}

/// <summary>One table of a report, its columns named one after the other.</summary>
/// <typeparam name="T">A row.</typeparam>
public sealed class ReportSheet<T> : ReportSheet
{
    private readonly IReadOnlyCollection<T> _rows;
    private readonly List<ReportColumn> _columns = [];
    private readonly List<Func<T, object?>> _values = [];

    private Func<T, bool> _isStrong = _ => false;

    internal ReportSheet(string name, string? titleKey, IReadOnlyCollection<T> rows)
        : base(name, titleKey) => _rows = rows;

    /// <inheritdoc/>
    public override IReadOnlyList<ReportColumn> Columns => _columns;

    /// <inheritdoc/>
    public override int RowCount => _rows.Count;

    /// <inheritdoc/>
    public override IEnumerable<IReadOnlyList<object?>> Rows() =>
        _rows.Select(row => (IReadOnlyList<object?>)[.. _values.Select(value => value(row))]);

    /// <inheritdoc/>
    public override IEnumerable<bool> StrongRows() => _rows.Select(_isStrong);

    /// <inheritdoc/>
    public override ReportSheet ForPeople()
    {
        if (!_columns.Exists(column => column.IsForPrograms))
        {
            return this;
        }

        var sheet = new ReportSheet<T>(Name, TitleKey, _rows) { _isStrong = _isStrong };
        foreach (var (column, value) in _columns.Zip(_values).Where(pair => !pair.First.IsForPrograms))
        {
            sheet.Add(column, value);
        }

        return sheet;
    }

    /// <summary>Which rows stand out among the others.</summary>
    public ReportSheet<T> Strong(Func<T, bool> isStrong)
    {
        _isStrong = isStrong;
        return this;
    }

    /// <summary>A column of words.</summary>
    public ReportSheet<T> Text(string name, string titleKey, Func<T, string?> value) =>
        Add(new ReportColumn(name, titleKey, CellKind.Text), value);

    /// <summary>A column of codes, which people read as words.</summary>
    public ReportSheet<T> Code(string name, string titleKey, Func<T, CodedWord?> value) =>
        Add(new ReportColumn(name, titleKey, CellKind.Text), value);

    /// <summary>A column of amounts.</summary>
    public ReportSheet<T> Money(string name, string titleKey, Func<T, Rupiah?> value) =>
        Add(new ReportColumn(name, titleKey, CellKind.Money), row => value(row));

    /// <summary>A column of whole numbers.</summary>
    public ReportSheet<T> Count(string name, string titleKey, Func<T, int?> value) =>
        Add(new ReportColumn(name, titleKey, CellKind.Count), row => value(row));

    /// <summary>A column of days.</summary>
    public ReportSheet<T> Date(string name, string titleKey, Func<T, DateOnly?> value) =>
        Add(new ReportColumn(name, titleKey, CellKind.Date), row => value(row));

    /// <summary>A column of instants.</summary>
    public ReportSheet<T> Instant(string name, string titleKey, Func<T, DateTimeOffset?> value) =>
        Add(new ReportColumn(name, titleKey, CellKind.Instant), row => value(row));

    /// <summary>A column of parts of a whole.</summary>
    public ReportSheet<T> Ratio(string name, string titleKey, Func<T, decimal?> value) =>
        Add(new ReportColumn(name, titleKey, CellKind.Ratio), row => value(row));

    /// <summary>The sum of the column before stands at its foot.</summary>
    public ReportSheet<T> Total(Rupiah sum) => Change(column => column with { Total = sum, IsSum = true });

    /// <summary>The sum of the column before stands at its foot.</summary>
    public ReportSheet<T> Total(int sum) => Change(column => column with { Total = sum, IsSum = true });

    /// <summary>The sum of the column before, whose amounts are counted here, stands at its foot.</summary>
    public ReportSheet<T> Summed()
    {
        var value = _values[^1];
        return Total(_rows.Sum(row => value(row) is Rupiah amount ? amount : Rupiah.Zero));
    }

    /// <summary>What the column before ends at stands at its foot; it is not the sum of the rows.</summary>
    public ReportSheet<T> Closing(Rupiah closing) => Change(column => column with { Total = closing });

    /// <summary>On paper the column before says a value once for the rows that share it.</summary>
    public ReportSheet<T> Once() => Change(column => column with { IsSaidOnce = true });

    /// <summary>On paper the column before leaves the place of a zero empty.</summary>
    public ReportSheet<T> OrNothing() => Change(column => column with { IsZeroEmpty = true });

    /// <summary>The column before helps programs alone.</summary>
    public ReportSheet<T> OnlyForPrograms() => Change(column => column with { IsForPrograms = true });

    private ReportSheet<T> Add(ReportColumn column, Func<T, object?> value)
    {
        _columns.Add(column);
        _values.Add(value);
        return this;
    }

    private ReportSheet<T> Change(Func<ReportColumn, ReportColumn> change)
    {
        _columns[^1] = change(_columns[^1]);
        return this;
    }
}
