using Baznas.Bmd.Web.Features.Products.CreateProduct;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Products.ListProducts;

/// <summary>The products on offer, for administrators.</summary>
public sealed class ProductsPage : BmdPage
{
    /// <summary>The page of the list.</summary>
    public Page<ProductView> Products { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(string? cursor)
    {
        OnlyFor<CreateProduct.CreateProduct>();
        Products = await Ask(new ListProducts { Limit = ListLength, Cursor = cursor });
    }
}
