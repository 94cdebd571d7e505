using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Loans;

namespace Baznas.Bmd.Web.Features.Offices;

/// <summary>An office.</summary>
public sealed record OfficeView
{
#pragma warning disable CS1591 // As in CreateOffice.
    public required string Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string? RegionCode { get; init; }
    public string? Phone { get; init; }
    public required string TimeZone { get; init; }
    public required IReadOnlyList<Weekday> RestDays { get; init; }
    public required NonWorkingDayRule NonWorkingDayRule { get; init; }
    public required IReadOnlyList<CollectibilityBand> Collectibility { get; init; }
    public IReadOnlyList<HolidayView>? Holidays { get; init; }
#pragma warning restore CS1591
}

/// <summary>A day the office is closed beside its weekly rest days.</summary>
public sealed record HolidayView
{
    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }
}

/// <summary>An office as stored.</summary>
public sealed record OfficeDataRow
{
    /// <summary>The columns of <see cref="OfficeDataRow"/>, in a SELECT on Office.</summary>
    public const string Columns =
        "[Id], [Code], [Name], [RegionCode], [Phone], [TimeZone], [RestDays], [NonWorkingDayRule], [Collectibility]";

#pragma warning disable CS1591 // The columns of Office.
    public string Id { get; init; } = "";
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string? RegionCode { get; init; }
    public string? Phone { get; init; }
    public string TimeZone { get; init; } = "";
    public string RestDays { get; init; } = "";
    public string NonWorkingDayRule { get; init; } = "";
    public string Collectibility { get; init; } = "";
#pragma warning restore CS1591

    /// <summary>As the API shows it.</summary>
    public OfficeView ToView() =>
        new()
        {
            Id = Id,
            Code = Code,
            Name = Name,
            RegionCode = RegionCode,
            Phone = Phone,
            TimeZone = TimeZone,
            RestDays = Offices.RestDays.Parse(RestDays),
            NonWorkingDayRule = EnumText.Parse<NonWorkingDayRule>(NonWorkingDayRule),
            Collectibility = Json.Read<IReadOnlyList<CollectibilityBand>>(Collectibility),
        };
}
