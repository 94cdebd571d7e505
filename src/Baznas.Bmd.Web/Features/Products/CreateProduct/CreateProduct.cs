using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Products.CreateProduct;

/// <summary>Offers a new product, to all offices.</summary>
[Allowed(Role.Admin)]
public sealed record CreateProduct : ProductTerms, ICommand<ProductView>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Global;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Post<CreateProduct, ProductView>("/products", (CreateProduct body) => body);
}

/// <summary>What the fields may hold.</summary>
public sealed class CreateProductValidator : AbstractValidator<CreateProduct>
{
    /// <summary>The rules of any product.</summary>
    public CreateProductValidator() => Include(new ProductTermsValidator());
}

/// <summary>Stores version 1.</summary>
public sealed class CreateProductHandler(ProductBook products, Work work, Ids ids)
    : IRequestHandler<CreateProduct, Result<ProductView>>
{
    /// <inheritdoc/>
    public async Task<Result<ProductView>> Handle(CreateProduct request, CancellationToken cancellationToken)
    {
        var id = ids.New();
        if (await products.IsCodeTaken(request.Code, id, cancellationToken))
        {
            return ProductErrors.CodeTaken(request.Code);
        }

        var view = ProductView.Of(request, id, 1);
        await products.Store(view, work.Now, cancellationToken);
        work.Audit("product.created", id, null, view);
        return view;
    }
}

/// <summary>Refusals about products.</summary>
public static class ProductErrors
{
    /// <summary>Another product has the code.</summary>
    public static Error CodeTaken(string code) => Error.Conflict("product.code_taken", code) with { Field = "code" };

    /// <summary>There is no such product.</summary>
    public static readonly Error NotFound = Error.NotFound("product.not_found");
}
