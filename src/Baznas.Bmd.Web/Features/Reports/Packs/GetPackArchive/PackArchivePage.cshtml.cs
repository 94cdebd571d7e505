using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Packs.GetPackArchive;

/// <summary>Hands out a whole pack.</summary>
public sealed class PackArchivePage : BmdPage
{
    /// <summary>Answers with the archive.</summary>
    public async Task<IActionResult> OnGet(string id)
    {
        var file = await Ask(new GetPackArchive { Id = id });
        return Sent(file);
    }
}
