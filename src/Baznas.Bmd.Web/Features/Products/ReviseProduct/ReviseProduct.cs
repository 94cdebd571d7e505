using Baznas.Bmd.Web.Features.Products.CreateProduct;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Products.ReviseProduct;

/// <summary>Gives a product a new version. Applications made before and running loans keep theirs.</summary>
[Allowed(Role.Admin)]
public sealed record ReviseProduct : ProductTerms, ICommand<ProductView>, IConditional, IApiEndpoint
{
    /// <summary>The product; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id { get; init; } = "";

    Subject IWrite.Subject => Subject.Global;

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetProduct.GetProduct(Id), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ReviseProduct, ProductView>("/products/{id}", (string id, ReviseProduct body) => body with { Id = id });
}

/// <summary>What the fields may hold.</summary>
public sealed class ReviseProductValidator : AbstractValidator<ReviseProduct>
{
    /// <summary>The rules of any product.</summary>
    public ReviseProductValidator() => Include(new ProductTermsValidator());
}

/// <summary>Stores the next version.</summary>
public sealed class ReviseProductHandler(ProductBook products, Work work)
    : IRequestHandler<ReviseProduct, Result<ProductView>>
{
    /// <inheritdoc/>
    public async Task<Result<ProductView>> Handle(ReviseProduct request, CancellationToken cancellationToken)
    {
        if (await products.Find(request.Id, cancellationToken) is not { } before)
        {
            return ProductErrors.NotFound;
        }

        if (await products.IsCodeTaken(request.Code, request.Id, cancellationToken))
        {
            return ProductErrors.CodeTaken(request.Code);
        }

        var after = ProductView.Of(request, request.Id, before.Version + 1);
        await products.Store(after, work.Now, cancellationToken);
        work.Audit("product.revised", request.Id, before, after);
        return after;
    }
}
