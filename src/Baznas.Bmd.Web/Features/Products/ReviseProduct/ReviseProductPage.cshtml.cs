using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Products.ReviseProduct;

/// <summary>Gives a product a new version, and says whom it concerns.</summary>
public sealed class ReviseProductPage : BmdPage
{
    /// <summary>The version on offer.</summary>
    public ProductView Product { get; private set; } = null!;

    /// <summary>Shows what there is.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<ReviseProduct>();
        Product = await Ask(new GetProduct.GetProduct(id));
    }

    /// <summary>Writes the next version.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<ReviseProduct>() is { } read ? read with { Id = id } : null;
        if (await Send(command) is (true, { } product))
        {
            return GoTo($"/settings/products/{id}", "settings.product.revised", product.Version);
        }

        await OnGet(id);
        return Page();
    }
}
