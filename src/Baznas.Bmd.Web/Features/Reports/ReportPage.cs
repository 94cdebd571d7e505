using System.Globalization;
using System.Text.Json;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.Reports.ReportChoices;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>One thing that narrows a report; it stands in the address.</summary>
/// <param name="Name">Its name in the query.</param>
/// <param name="Kind">The kind of field.</param>
/// <param name="Value">What it shows.</param>
/// <param name="Options">What there is to choose.</param>
public sealed record ReportFilter(string Name, string Kind, string? Value, IReadOnlyList<Choice> Options)
{
    /// <summary>Whether the report can't do without it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>What it shows, as a print says it.</summary>
    public string Said =>
        Options.FirstOrDefault(choice => choice.Value == Value)?.Text
        ?? (DateOnly.TryParse(Value, CultureInfo.InvariantCulture, out var day) ? PageText.Date(day) : null)
        ?? PageText.T("list.all");
}

/// <summary>What the pages of all reports have: filters in the address, the same as files, and a print.</summary>
public abstract class ReportPage : BmdPage
{
    /// <summary>The rows of a long table that are shown unless all are asked for.</summary>
    private const int MostRows = 200;

    private const string Format = "format";

    private const string All = "all";

    /// <summary>A day before any office's first posting: reports from here on count everything.</summary>
    public static readonly DateOnly Beginning = new(2000, 1, 1);

    private static readonly string[] TakenAlong = ["officeId", "fundId"];

    /// <summary>What narrows the report, in the order of its form.</summary>
    public IReadOnlyList<ReportFilter> Filters { get; protected set; } = [];

    /// <summary>The files the same report can be had as, each with its address.</summary>
    public IEnumerable<(string Label, string Address)> Files =>
        new[] { ReportFormat.Xlsx, ReportFormat.Pdf, ReportFormat.Csv }
            .Select(EnumText.Of)
            .Select(format => (PageText.T($"reports.{format}"), AddressWith(Format, format)));

    /// <summary>The file a report is asked for as; null for the page itself.</summary>
    protected Task<IFile?> FileOf(IReport report, IReportQuery query) =>
        HttpContext
            .RequestServices.GetRequiredService<ReportFiles>()
            .Of(report, query, Request.Query[Format], HttpContext.RequestAborted);

    /// <summary>A table of the report.</summary>
    public ReportTable<T> Table<T>(string caption, IReadOnlyCollection<T> rows) =>
        new(caption, rows)
        {
            Most = Request.Query[All] == "true" ? null : MostRows,
            AllAddress = AddressWith(All, "true"),
        };

    /// <summary>
    /// The address of another report with what is asked for here of its office and fund, and what else is named.
    /// </summary>
    public string To(string path, params (string Name, object? Value)[] query)
    {
        var kept = TakenAlong
            .Where(name => !query.Any(own => own.Name == name))
            .Select(name => (Name: name, Value: (object?)Request.Query[name].ToString()));
        return QueryHelpers.AddQueryString(
            path,
            query
                .Concat(kept)
                .Select(pair => KeyValuePair.Create(pair.Name, FieldText.Of(pair.Value)))
                .Where(pair => !string.IsNullOrEmpty(pair.Value))
        );
    }

    private string AddressWith(string name, string value) =>
        QueryHelpers.AddQueryString(
            Request.Path,
            Request
                .Query.Where(pair => pair.Key != name)
                .SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one))
                .Append(KeyValuePair.Create<string, string?>(name, value))
        );
}

/// <summary>The page of one report.</summary>
/// <typeparam name="TReport">The report.</typeparam>
public abstract class ReportPage<TReport> : ReportPage
    where TReport : class, IReport
{
    private ReportChoicesView _choices = new([], [], []);

    /// <summary>The report; null when what was asked for makes none.</summary>
    public TReport? Report { get; private set; }

    /// <summary>Shows the report, or hands it out as a file.</summary>
    /// <param name="query">What asks for it.</param>
    /// <param name="filters">What narrows it; the report is null when it was refused.</param>
    protected async Task<IActionResult> Show(
        IReportQuery<TReport> query,
        Func<TReport?, IEnumerable<ReportFilter?>>? filters = null
    )
    {
        await Read(query);
        if (Report is not null && await FileOf(Report, query) is { } file)
        {
            return Sent(file);
        }

        if (filters is not null)
        {
            _choices = await Ask(new GetReportChoices());
            Filters = [.. filters(Report).OfType<ReportFilter>()];
        }

        return Page();
    }

    /// <summary>A day.</summary>
    protected ReportFilter Day(string name, DateOnly? value) => new(name, "date", Shown(name, value), []);

    /// <summary>One of a list, or all.</summary>
    protected ReportFilter OneOf(string name, IReadOnlyList<Choice> options, object? value = null) =>
        new(name, "select", Shown(name, value), options);

    /// <summary>A fund, where there are several.</summary>
    protected ReportFilter? Fund() => Several("fundId", _choices.Funds);

    /// <summary>A product, where there are several.</summary>
    protected ReportFilter? Product() => Several("productId", _choices.Products);

    /// <summary>An office, for who may see several.</summary>
    protected ReportFilter? Office() => Several("officeId", _choices.Offices);

    private async Task Read(IQuery<TReport> query)
    {
        // What the address says and can't be read must not be passed over: the report would be another one.
        if (!ModelState.IsValid)
        {
            Refuse(Unreadable());
            return;
        }

        try
        {
            Report = await Ask(query);
        }
        catch (RefusedException refused) when (refused.Error.Kind == ErrorKind.Invalid)
        {
            Refuse(refused.Error);
        }
    }

    private InvalidRequest Unreadable() =>
        new(
            "request.invalid",
            ModelState
                .Where(entry => entry.Value is { Errors.Count: > 0 })
                .ToDictionary(
                    entry => JsonNamingPolicy.CamelCase.ConvertName(entry.Key),
                    _ => new[] { PageText.T("reports.unreadable") }
                )
        );

    private ReportFilter? Several(string name, IReadOnlyList<NamedChoice> choices) =>
        choices.Count > 1
            ? OneOf(name, [.. choices.Select(choice => new Choice(choice.Id, $"{choice.Code} · {choice.Name}"))])
            : null;

    private string? Shown(string name, object? value) =>
        Request.Query[name].ToString() is { Length: > 0 } asked ? asked : FieldText.Of(value);
}
