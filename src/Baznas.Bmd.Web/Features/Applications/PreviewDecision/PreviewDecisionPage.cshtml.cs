using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Applications.PreviewDecision;

/// <summary>The schedule that follows from the terms being typed, as a part of the page that decides.</summary>
public sealed class PreviewDecisionPage : BmdPage
{
    /// <summary>What is shown.</summary>
    public PreviewPart Part { get; private set; } = null!;

    /// <summary>Works it out.</summary>
    public async Task OnPost(string id)
    {
        if (Read<PreviewDecision>() is not { } query)
        {
            // An answer that is shown in its place, not an error of the page around it.
            HttpContext.Response.StatusCode = StatusCodes.Status200OK;
            Part = PreviewPart.Of(string.Join(' ', FieldErrors.Values.SelectMany(lines => lines)));
            return;
        }

        try
        {
            var preview = await Ask(query with { ApplicationId = id });
            Part = PreviewPart.Of(preview, await Ask(new NamePeople { Ids = preview.AgreedBy }));
        }
        catch (RefusedException refused)
        {
            Part = PreviewPart.Of(refused);
        }
    }
}
