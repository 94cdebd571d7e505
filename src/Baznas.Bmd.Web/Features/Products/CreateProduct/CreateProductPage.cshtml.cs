using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Products.CreateProduct;

/// <summary>Offers a new product, beginning with sensible numbers.</summary>
public sealed class CreateProductPage : BmdPage
{
    /// <summary>The numbers to begin with.</summary>
    public ProductTerms Terms { get; } = ReadyProduct.Weekly("", []) with { Code = "" };

    /// <summary>Shows the form to whom it is for.</summary>
    public void OnGet() => OnlyFor<CreateProduct>();

    /// <summary>Offers it.</summary>
    public async Task<IActionResult> OnPost() =>
        await Send(Read<CreateProduct>()) is (true, { } product)
            ? GoTo($"/settings/products/{product.Id}", "settings.product.created", product.Name)
            : Page();
}
