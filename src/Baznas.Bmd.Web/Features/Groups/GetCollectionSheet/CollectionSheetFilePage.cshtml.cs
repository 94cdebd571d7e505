using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Groups.GetCollectionSheet;

/// <summary>The collection sheet to print and sign, or for a spreadsheet.</summary>
public sealed class CollectionSheetFilePage : BmdPage
{
    /// <summary>Answers with the sheet as it is: it has its own paper and style.</summary>
    public async Task<IActionResult> OnGet(string id, DateOnly? date, string? format)
    {
        var query = new GetCollectionSheet { GroupId = id, Date = date };
        var sheet = await Ask(query);
        var file =
            await HttpContext
                .RequestServices.GetRequiredService<ReportFiles>()
                .Of(sheet, query, format, HttpContext.RequestAborted)
            ?? sheet.ToHtml();
        if (file is HtmlPage page)
        {
            Response.Headers.ContentSecurityPolicy = page.ContentSecurityPolicy;
        }

        return Sent(file);
    }
}
