using Baznas.Bmd.Web.Features.Products.CreateProduct;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Products.GetProduct;

/// <summary>A product's newest version.</summary>
/// <param name="Id">The product.</param>
[AllowedToStaff]
public sealed record GetProduct(string Id) : IQuery<ProductView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetProduct, ProductView>("/products/{id}", (string id) => new GetProduct(id));
}

/// <summary>Reads it.</summary>
public sealed class GetProductHandler(ProductBook products) : IRequestHandler<GetProduct, Result<ProductView>>
{
    /// <inheritdoc/>
    public async Task<Result<ProductView>> Handle(GetProduct request, CancellationToken cancellationToken) =>
        await products.Find(request.Id, cancellationToken) is { } product ? product : ProductErrors.NotFound;
}
