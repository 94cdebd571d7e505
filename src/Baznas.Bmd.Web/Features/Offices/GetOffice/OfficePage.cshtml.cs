using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Offices.GetOffice;

/// <summary>An office as it was set up.</summary>
public sealed class OfficePage : BmdPage
{
    /// <summary>The office.</summary>
    public OfficeView Office { get; private set; } = null!;

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<CreateOffice.CreateOffice>();
        Office = await Ask(new GetOffice(id));
    }
}
