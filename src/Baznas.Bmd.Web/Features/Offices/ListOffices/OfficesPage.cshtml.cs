using Baznas.Bmd.Web.Features.Offices.CreateOffice;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Offices.ListOffices;

/// <summary>The offices, for administrators.</summary>
public sealed class OfficesPage : BmdPage
{
    /// <summary>The page of the list.</summary>
    public Page<OfficeView> Offices { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(string? cursor)
    {
        OnlyFor<CreateOffice.CreateOffice>();
        Offices = await Ask(new ListOffices { Limit = ListLength, Cursor = cursor });
    }
}
