using Baznas.Bmd.Web.Features.Products.CreateProduct;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Products.ListProductVersions;

/// <summary>All versions of a product, newest first: a loan keeps the one it was granted under.</summary>
/// <param name="Id">The product.</param>
[AllowedToStaff]
public sealed record ListProductVersions(string Id) : IQuery<Page<ProductVersionView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListProductVersions, Page<ProductVersionView>>(
            "/products/{id}/versions",
            (string id) => new ListProductVersions(id)
        );
}

/// <summary>Reads them.</summary>
public sealed class ListProductVersionsHandler(ProductBook products)
    : IRequestHandler<ListProductVersions, Result<Page<ProductVersionView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<ProductVersionView>>> Handle(
        ListProductVersions request,
        CancellationToken cancellationToken
    )
    {
        var versions = await products.Versions(request.Id, cancellationToken);
        return versions.Count > 0 ? new Page<ProductVersionView> { Items = versions } : ProductErrors.NotFound;
    }
}
