using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Products.ListProducts;

/// <summary>The products on offer.</summary>
[AllowedToStaff]
public sealed record ListProducts : IQuery<Page<ProductView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListProducts, Page<ProductView>>(
            "/products",
            (int? limit, string? cursor) => new ListProducts { Limit = limit, Cursor = cursor }
        );
}

/// <summary>Reads one page.</summary>
public sealed class ListProductsHandler(Db db) : IRequestHandler<ListProducts, Result<Page<ProductView>>>
{
    private static readonly Sql<Filter, ProductRow> List = new(
        $$"""
        SELECT {{ProductBook.Columns}} FROM [Product] p
        JOIN [ProductVersion] v ON v.[ProductId] = p.[Id] AND v.[Version] = p.[CurrentVersion]
        WHERE 1 = 1 {?Before: AND p.[Id] < @Before}
        ORDER BY p.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<ProductView>>> Handle(ListProducts request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var rows = await db.Query(List, new Filter(asked.Value.Take, asked.Value.Before), cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Filter(int Take, string? Before);
}
