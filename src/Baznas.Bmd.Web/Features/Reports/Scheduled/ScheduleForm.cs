using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Reporting;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Reports.ReportChoices;
using Baznas.Bmd.Web.Features.Reports.Scheduled.GetReportReaders;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled;

/// <summary>What the form of a schedule begins with, and what there is to choose.</summary>
/// <param name="Terms">What it begins with.</param>
/// <param name="Readers">Whom reports can be sent to.</param>
/// <param name="Names">By what reports can be narrowed.</param>
public sealed record ScheduleForm(ReportScheduleTerms Terms, ReportReadersView Readers, ReportChoicesView Names)
{
    /// <summary>What a new schedule begins with: last month's portfolio, on the first of each month.</summary>
    public static readonly ReportScheduleTerms Blank = new()
    {
        Name = "",
        Report = SchedulableReport.Portfolio,
        Parameters = new ReportParameters { Period = RelativePeriod.LastMonth },
        Format = ReportFormat.Xlsx,
        Frequency = ReportFrequency.Monthly,
        Time = "06:00",
        Recipients = [],
    };

    /// <summary>Who can be chosen.</summary>
    public IEnumerable<Choice> Recipients => Readers.Readers.Select(reader => new Choice(reader.Id, reader.Name));

    /// <summary>The funds.</summary>
    public IEnumerable<Choice> Funds => Of(Names.Funds);

    /// <summary>The products.</summary>
    public IEnumerable<Choice> Products => Of(Names.Products);

    /// <summary>When a report comes, in words: "setiap Senin pukul 06:00".</summary>
    public static string Rhythm(ReportScheduleTerms terms) =>
        terms.Frequency switch
        {
            ReportFrequency.Weekly => PageText.T(
                "schedules.weekly",
                PageText.Word(terms.Weekday ?? Weekday.Mon),
                terms.Time
            ),
            ReportFrequency.Monthly => PageText.T("schedules.monthly", terms.Day ?? 1, terms.Time),
            _ => PageText.T("schedules.daily", terms.Time),
        };

    /// <summary>The report and its period, in words.</summary>
    public static string About(ReportScheduleTerms terms) =>
        $"{PageText.Word(terms.Report)}{AccountOf(terms.Parameters.Account)}, {PageText.Word(terms.Parameters.Period)}";

    private static string AccountOf(Account? account) => account is { } there ? $" {PageText.Word(there)}" : "";

    private static IEnumerable<Choice> Of(IReadOnlyList<NamedChoice> choices) =>
        choices.Select(choice => new Choice(choice.Id, $"{choice.Code} · {choice.Name}"));
}
