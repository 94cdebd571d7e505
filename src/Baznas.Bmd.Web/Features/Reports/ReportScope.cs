using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>What every report of a day can be asked for.</summary>
public sealed record ReportQuery
{
    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }

    /// <summary>Only this product.</summary>
    public string? ProductId { get; init; }
}

/// <summary>The office and day of a report.</summary>
/// <param name="OfficeId">Null for all offices.</param>
/// <param name="AsOf">The day.</param>
public readonly record struct Scope(string? OfficeId, DateOnly AsOf);

/// <summary>A day of a report about loans, as its statement takes it.</summary>
public sealed record DayParameters
{
    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Null for all offices.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>Null for all funds.</summary>
    public required string? FundId { get; init; }

    /// <summary>Null for all products.</summary>
    public required string? ProductId { get; init; }
}

/// <summary>Limits reports to what the caller may see.</summary>
public sealed class ReportScope(CallContext context, OfficeDates dates)
{
    /// <summary>The subject of a report: its office, when one is named.</summary>
    public static Subject SubjectOf(string? officeId) => officeId is null ? Subject.None : Subject.Office(officeId);

    /// <summary>The office asked for, or the caller's own; and the day asked for, or today there.</summary>
    public async Task<Scope> Of(string? officeId, DateOnly? asOf, CancellationToken ct)
    {
        var office = officeId ?? context.Caller!.OfficeId;
        return new Scope(office, asOf ?? await dates.TodayOf(office, ct));
    }

    /// <summary>What a report about the loans of a day is asked for.</summary>
    public async Task<DayParameters> Of(ReportQuery query, CancellationToken ct)
    {
        var (office, asOf) = await Of(query.OfficeId, query.AsOf, ct);
        return new DayParameters
        {
            AsOf = asOf,
            OfficeId = office,
            FundId = query.FundId,
            ProductId = query.ProductId,
        };
    }

    /// <summary>The office asked for, or the caller's own; and the days asked for, or this month so far.</summary>
    public async Task<Result<PeriodParameters>> Of(PeriodQuery query, CancellationToken ct)
    {
        var (office, to) = await Of(query.OfficeId, query.To, ct);
        var from = query.From ?? new DateOnly(to.Year, to.Month, 1);
        return from > to
            ? ReportErrors.PeriodReversed
            : new PeriodParameters
            {
                OfficeId = office,
                From = from,
                To = to,
                FundId = query.FundId,
            };
    }
}

/// <summary>Refusals of reports.</summary>
public static class ReportErrors
{
    /// <summary>The period ends before it begins.</summary>
    public static readonly Error PeriodReversed = Error.Invalid("report.period_reversed") with { Field = "to" };
}

/// <summary>What every report of a period can be asked for.</summary>
public sealed record PeriodQuery
{
    /// <summary>The first day; the first of the month of the last day when left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; today when left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }
}

/// <summary>A period of a report, as its statement takes it.</summary>
public sealed record PeriodParameters
{
    /// <summary>Null for all offices.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Null for all funds.</summary>
    public required string? FundId { get; init; }
}
