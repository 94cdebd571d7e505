using Baznas.Bmd.Web.Features.Borrowers.ListVillages;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.ArrearsCases.ListArrearsCases;

/// <summary>The cases of late loans, promises that were not kept first.</summary>
public sealed class ArrearsCasesPage : BmdPage
{
    /// <summary>What the address asks for.</summary>
    public ListArrearsCases Query { get; private set; } = new();

    /// <summary>The page of the list.</summary>
    public Page<ArrearsCaseItem> Cases { get; private set; } = new() { Items = [] };

    /// <summary>The name of a village, if it is on record.</summary>
    public static string? VillageOf(ArrearsCaseItem item) =>
        item.VillageCode is { } code ? Villages.Of(code).Name : null;

    /// <summary>Reads it.</summary>
    public async Task OnGet(ArrearsCaseFilter filter)
    {
        Query = filter.ToQuery() with { Limit = ListLength };
        Cases = await Ask(Query);
    }
}
