using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Funds.CreateFund;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.CreateOffice;
using Baznas.Bmd.Web.Features.Products;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary><c>office.json</c>: the office, its calendar, funds and products, as the API takes them.</summary>
public sealed record OfficeFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "office.json";

    /// <summary>By which the office is recognised.</summary>
    public required string Code { get; init; }

    /// <summary>The name people read.</summary>
    public required string Name { get; init; }

    /// <summary>Kemendagri code of the town.</summary>
    public string? RegionCode { get; init; }

    /// <summary>IANA name of its time zone.</summary>
    public string TimeZone { get; init; } = "Asia/Jakarta";

    /// <summary>Weekly days off.</summary>
    public IReadOnlyList<Weekday> RestDays { get; init; } = [Weekday.Sat, Weekday.Sun];

    /// <summary>Where a due date goes that falls on a day off.</summary>
    public NonWorkingDayRule NonWorkingDayRule { get; init; } = NonWorkingDayRule.Next;

    /// <summary>Collectibility classes; left out for the usual table.</summary>
    public IReadOnlyList<CollectibilityBand>? Collectibility { get; init; }

    /// <summary>Days off beside the weekly ones.</summary>
    public IReadOnlyList<HolidayView> Holidays { get; init; } = [];

    /// <summary>The sources of money.</summary>
    public IReadOnlyList<FundLine> Funds { get; init; } = [];

    /// <summary>What is lent.</summary>
    public IReadOnlyList<ProductTerms> Products { get; init; } = [];

    /// <summary>The request that would open the office by hand.</summary>
    public CreateOffice ToRequest() =>
        new()
        {
            Code = Code,
            Name = Name,
            RegionCode = RegionCode,
            TimeZone = TimeZone,
            RestDays = RestDays,
            NonWorkingDayRule = NonWorkingDayRule,
            Collectibility = Collectibility,
        };

    /// <summary>The calendar that schedules are built with.</summary>
    /// <param name="rule">The product's own rule for days off, when it has one.</param>
    public OfficeCalendar Calendar(NonWorkingDayRule? rule) =>
        new()
        {
            RestDays = RestDays.Select(Offices.RestDays.Day).ToHashSet(),
            Holidays = Holidays.Select(day => day.Date).ToHashSet(),
            Rule = rule ?? NonWorkingDayRule,
        };
}

/// <summary>A fund of <see cref="OfficeFile"/>.</summary>
public sealed record FundLine
{
    /// <summary>By which it is recognised in its office.</summary>
    public required string Code { get; init; }

    /// <summary>The name people read.</summary>
    public required string Name { get; init; }

    /// <summary>What the money is in sharia.</summary>
    public required FundKind Kind { get; init; }

    /// <summary>The request that would open it by hand.</summary>
    public CreateFund ToRequest(string officeId) =>
        new()
        {
            OfficeId = officeId,
            Code = Code,
            Name = Name,
            Kind = Kind,
        };
}
