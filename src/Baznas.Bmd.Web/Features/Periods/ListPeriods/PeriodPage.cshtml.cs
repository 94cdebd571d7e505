using Baznas.Bmd.Web.Features.Reports.GetStoredReport;
using Baznas.Bmd.Web.Features.Reports.ListStoredReports;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Periods.ListPeriods;

/// <summary>One month: what has happened to it, and the reports that were kept when it was closed.</summary>
public sealed class PeriodPage : BmdPage
{
    private string? _officeId;

    /// <summary>The month; null when the office has none such.</summary>
    public PeriodView? Month { get; private set; }

    /// <summary>Its last day.</summary>
    public DateOnly LastDay { get; private set; }

    /// <summary>Whether it is the one to be closed next.</summary>
    public bool IsNextToClose { get; private set; }

    /// <summary>Whether it is the one closed last, the only one that can be opened again.</summary>
    public bool IsLastClosed { get; private set; }

    /// <summary>Its kept reports.</summary>
    public IReadOnlyList<StoredReportView> Reports { get; private set; } = [];

    /// <summary>What the address needs for an office that is not the caller's own.</summary>
    public string OfOffice => _officeId is null ? "" : $"officeId={_officeId}";

    /// <summary>Shows the month.</summary>
    public async Task<IActionResult> OnGet(string period, [FromQuery] string? officeId)
    {
        _officeId = officeId;
        var list = await Ask(new ListPeriods { OfficeId = officeId ?? Caller.OfficeId ?? "" });
        Month = list.Items.FirstOrDefault(month => month.Period == period);
        if (Month is null)
        {
            return NotFound();
        }

        LastDay = Platform.Writing.AccountingPeriod.FirstDay(period).AddMonths(1).AddDays(-1);
        IsNextToClose = list.NextToClose == period;
        IsLastClosed = list.Items.FirstOrDefault(month => month.State == PeriodState.Closed) == Month;
        if (May<ListStoredReports>())
        {
            var kept = new StoredReportFilter { OfficeId = officeId ?? Caller.OfficeId, Period = period };
            Reports = (await Ask(new ListStoredReports { Filter = kept })).Items;
        }

        return Page();
    }

    /// <summary>A kept report, byte for byte.</summary>
    public async Task<IActionResult> OnGetReport(string period, [FromQuery] string kind, [FromQuery] string? officeId)
    {
        var file = await Ask(
            new GetStoredReport
            {
                OfficeId = officeId ?? Caller.OfficeId ?? "",
                Kind = kind,
                Period = period,
            }
        );
        return Sent(file);
    }
}
