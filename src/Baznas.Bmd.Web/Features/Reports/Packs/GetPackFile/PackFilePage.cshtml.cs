using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Packs.GetPackFile;

/// <summary>Hands out a file of a pack.</summary>
public sealed class PackFilePage : BmdPage
{
    /// <summary>Answers with the file as it was kept.</summary>
    public async Task<IActionResult> OnGet(string id, string name)
    {
        var file = await Ask(new GetPackFile { Id = id, Name = name });
        return Sent(file);
    }
}
