using Baznas.Bmd.Web.Features.Borrowers.ListVillages;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Borrowers.ListBorrowers;

/// <summary>The borrowers, to be searched.</summary>
public sealed class BorrowersPage : BmdPage
{
    /// <summary>What the address asks for.</summary>
    public ListBorrowers Query { get; private set; } = new();

    /// <summary>The page of the list.</summary>
    public Page<BorrowerView> Borrowers { get; private set; } = new() { Items = [] };

    /// <summary>The villages to choose from.</summary>
    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    /// <summary>Reads it.</summary>
    public async Task OnGet(BorrowerFilter filter)
    {
        Query = filter.ToQuery() with { Limit = ListLength };
        Borrowers = await Ask(Query);
        Villages =
        [
            .. (await Ask(new ListVillages.ListVillages())).Items.Select(village => new Choice(
                village.Code,
                village.Name
            )),
        ];
    }
}
