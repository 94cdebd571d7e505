using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Reports.Packs.ListPacks;

/// <summary>The packs of reports that were kept at the ends of months.</summary>
public sealed class PacksPage : BmdPage
{
    /// <summary>The page of the list.</summary>
    public Page<PackView> Packs { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(PackFilter filter) =>
        Packs = await Ask(
            new ListPacks { Filter = filter with { Limit = ListLength, Kind = KeepMonthEndPack.KeepMonthEndPack.Kind } }
        );
}
