using Baznas.Bmd.Web.Features.Products.CreateProduct;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Products.ListProductVersions;

/// <summary>A product with all its versions.</summary>
public sealed class ProductPage : BmdPage
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<ProductVersionView> Versions { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<CreateProduct.CreateProduct>();
        Versions = (await Ask(new ListProductVersions(id))).Items;
    }
}
