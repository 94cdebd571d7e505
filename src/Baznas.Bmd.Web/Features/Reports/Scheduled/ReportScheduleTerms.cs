using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Reporting;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled;

/// <summary>What a scheduled report is asked for.</summary>
public sealed record ReportParameters
{
    /// <summary>The days it is about, told from the day it is made for; a report of one day takes the last of them.</summary>
    public required RelativePeriod Period { get; init; }

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }

    /// <summary>Only this product, for reports that can be narrowed to one.</summary>
    public string? ProductId { get; init; }

    /// <summary>The account, which the general ledger needs.</summary>
    public Account? Account { get; init; }
}

/// <summary>Which report comes by itself, when, as what, and to whom.</summary>
public record ReportScheduleTerms
{
    /// <summary>What the office calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The report.</summary>
    public required SchedulableReport Report { get; init; }

    /// <summary>What it is asked for.</summary>
    public required ReportParameters Parameters { get; init; }

    /// <summary>The kind of file.</summary>
    public required ReportFormat Format { get; init; }

    /// <summary>How often it comes.</summary>
    public required ReportFrequency Frequency { get; init; }

    /// <summary>The day of the week of a weekly report; a Monday when left out.</summary>
    public Weekday? Weekday { get; init; }

    /// <summary>The day of the month of a monthly report, or the last of a shorter month; the first when left out.</summary>
    public int? Day { get; init; }

    /// <summary>From when on, by the office's clock: <c>06:00</c>.</summary>
    public required string Time { get; init; }

    /// <summary>The users who are sent a link to each.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>On which days and from when on.</summary>
    internal ReportRhythm Rhythm()
    {
        var at = MessagingSettings.Time(Time)!.Value;
        return Frequency switch
        {
            ReportFrequency.Weekly => ReportRhythm.Weekly(RestDays.Day(Weekday ?? Offices.Weekday.Mon), at),
            ReportFrequency.Monthly => ReportRhythm.Monthly(Day ?? 1, at),
            _ => ReportRhythm.Daily(at),
        };
    }
}

/// <summary>What the fields of any schedule may hold.</summary>
public sealed class ReportScheduleTermsValidator : AbstractValidator<ReportScheduleTerms>
{
    private const int MostRecipients = 50;

    /// <summary>The rules.</summary>
    public ReportScheduleTermsValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Time)
            .Must(time => MessagingSettings.Time(time) is not null)
            .WithMessage(_ => Messages.Text("report_schedule.time"));
        RuleFor(c => c.Weekday)
            .Must((c, weekday) => weekday is null || c.Frequency == ReportFrequency.Weekly)
            .WithMessage(_ => Messages.Text("report_schedule.weekday"));
        RuleFor(c => c.Day)
            .Must((c, day) => day is null || (c.Frequency == ReportFrequency.Monthly && day is >= 1 and <= 31))
            .WithMessage(_ => Messages.Text("report_schedule.day"));
        RuleFor(c => c.Recipients).List(0, MostRecipients);
        RuleFor(c => c.Parameters.Period)
            .Must((c, period) => SchedulableReports.Takes(c.Report, period))
            .WithMessage(_ => Messages.Text("report_schedule.period"));
        RuleFor(c => c.Parameters.FundId)
            .Must((c, fund) => fund is null || SchedulableReports.IsByFund(c.Report))
            .WithMessage(_ => Messages.Text("report_schedule.fund"));
        RuleFor(c => c.Parameters.ProductId)
            .Must((c, product) => product is null || SchedulableReports.IsByProduct(c.Report))
            .WithMessage(_ => Messages.Text("report_schedule.product"));
        RuleFor(c => c.Parameters.Account)
            .Must((c, account) => account is not null == (c.Report == SchedulableReport.GeneralLedger))
            .WithMessage(_ => Messages.Text("report_schedule.account"));
    }
}

/// <summary>A schedule as it holds, or held.</summary>
public sealed record ReportScheduleView : ReportScheduleTerms
{
    /// <summary>Which one.</summary>
    public required string Id { get; init; }

    /// <summary>Whose reports it makes.</summary>
    public required string OfficeId { get; init; }

    /// <summary>1, and one more with each change.</summary>
    public required int Version { get; init; }

    /// <summary>Whether reports come; false once it was stopped.</summary>
    public required bool IsActive { get; init; }

    /// <summary>The user who made this version.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Since when it holds.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>What the version after this one is, made in the work under way.</summary>
    internal ScheduleVersion Next(bool isActive, Work work) =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            Version = Version + 1,
            IsActive = isActive,
            ChangedBy = work.Caller.UserId,
            ChangedAt = work.Now,
        };

    /// <summary>A version of a schedule with these terms.</summary>
    public static ReportScheduleView Of(ReportScheduleTerms terms, ScheduleVersion version) =>
        new()
        {
            Id = version.Id,
            OfficeId = version.OfficeId,
            Version = version.Version,
            Name = terms.Name.Trim(),
            Report = terms.Report,
            Parameters = terms.Parameters,
            Format = terms.Format,
            Frequency = terms.Frequency,
            Weekday = terms.Weekday,
            Day = terms.Day,
            Time = terms.Time,
            Recipients = [.. terms.Recipients.Distinct()],
            IsActive = version.IsActive,
            ChangedBy = version.ChangedBy,
            ChangedAt = version.ChangedAt,
        };
}

/// <summary>What tells a version of a schedule from the others.</summary>
public sealed record ScheduleVersion
{
#pragma warning disable CS1591 // As in ReportScheduleView.
    public required string Id { get; init; }
    public required string OfficeId { get; init; }
    public required int Version { get; init; }
    public required bool IsActive { get; init; }
    public required string ChangedBy { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
#pragma warning restore CS1591
}

/// <summary>Refusals about schedules.</summary>
public static class ReportScheduleErrors
{
    /// <summary>A recipient can't be sent this office's reports.</summary>
    public static readonly Error RecipientUnfit = Error.Invalid("report_schedule.recipient_unfit") with
    {
        Field = "recipients",
    };

    /// <summary>The office has no such fund.</summary>
    public static readonly Error FundNotFound = Error.Invalid("report_schedule.fund_not_found") with
    {
        Field = ParameterField("fundId"),
    };

    /// <summary>There is no such product.</summary>
    public static readonly Error ProductNotFound = Error.Invalid("report_schedule.product_not_found") with
    {
        Field = ParameterField("productId"),
    };

    /// <summary>It was stopped before.</summary>
    public static readonly Error AlreadyStopped = Error.Conflict("report_schedule.already_stopped");

    private static string ParameterField(string name) => $"parameters.{name}";
}
