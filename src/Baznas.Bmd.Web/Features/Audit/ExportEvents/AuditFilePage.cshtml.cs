using Baznas.Bmd.Web.Features.Audit.ListEvents;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Audit.ExportEvents;

/// <summary>Hands out the events that the page of the trail shows, as a file.</summary>
public sealed class AuditFilePage : BmdPage
{
    /// <summary>Answers with the file.</summary>
    public async Task<IActionResult> OnGet(AuditPageFilter filter, string? format)
    {
        var query = new ExportEvents { Filter = filter.ToFilter(null) };
        var report = await Ask(query);
        var files = HttpContext.RequestServices.GetRequiredService<ReportFiles>();
        return await files.Of(report, query, format, HttpContext.RequestAborted) is { } file ? Sent(file) : NotFound();
    }
}
