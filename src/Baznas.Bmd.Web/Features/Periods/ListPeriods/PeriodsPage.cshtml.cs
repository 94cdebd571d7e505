using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Periods.ListReopenings;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Periods.ListPeriods;

/// <summary>An office's months, which one is to be closed next, and what waits for a second person.</summary>
public sealed class PeriodsPage : BmdPage
{
    private const int AllOffices = 200;

    /// <summary>Whose months these are; null when there is no office yet.</summary>
    public string? OfficeId { get; private set; }

    /// <summary>The offices to choose from, for who may see several; else empty.</summary>
    public IReadOnlyList<OfficeView> Offices { get; private set; } = [];

    /// <summary>The months.</summary>
    public PeriodList Periods { get; private set; } = new([], null);

    /// <summary>Requests to open a month again that wait for their decision.</summary>
    public IReadOnlyList<ReopeningView> Waiting { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGet([FromQuery] string? officeId)
    {
        if (Caller.OfficeId is null)
        {
            Offices = (await Ask(new Features.Offices.ListOffices.ListOffices { Limit = AllOffices })).Items;
        }

        OfficeId = officeId ?? Caller.OfficeId ?? (Offices is [var first, ..] ? first.Id : null);
        if (OfficeId is null)
        {
            return;
        }

        Periods = await Ask(new ListPeriods { OfficeId = OfficeId });
        if (May<ListReopenings.ListReopenings>())
        {
            var pending = new ReopeningFilter { Status = new EnumValue<ReopeningStatus>(ReopeningStatus.Pending) };
            var waiting = await Ask(new ListReopenings.ListReopenings { Filter = pending });
            Waiting = [.. waiting.Items.Where(request => request.OfficeId == OfficeId)];
        }
    }
}
