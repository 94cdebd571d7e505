using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Reports.ListStoredReports;

/// <summary>The reports that were kept as they were.</summary>
public sealed class StoredReportsPage : BmdPage
{
    /// <summary>The page of the list.</summary>
    public Page<StoredReportView> Reports { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(StoredReportFilter filter) =>
        Reports = await Ask(new ListStoredReports { Filter = filter with { Limit = ListLength } });
}
