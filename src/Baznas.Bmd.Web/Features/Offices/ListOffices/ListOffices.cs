using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Offices.ListOffices;

/// <summary>The offices the caller may see.</summary>
[AllowedToStaff]
public sealed record ListOffices : IQuery<Page<OfficeView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListOffices, Page<OfficeView>>(
            "/offices",
            (int? limit, string? cursor) => new ListOffices { Limit = limit, Cursor = cursor }
        );
}

/// <summary>Reads one page.</summary>
public sealed class ListOfficesHandler(Db db, CallContext context)
    : IRequestHandler<ListOffices, Result<Page<OfficeView>>>
{
    private static readonly Sql<Filter, OfficeDataRow> List = new(
        $$"""
        SELECT {{OfficeDataRow.Columns}} FROM [Office]
        WHERE 1 = 1
            {?OfficeId: AND [Id] = @OfficeId}
            {?Before: AND [Id] < @Before}
        ORDER BY [Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<OfficeView>>> Handle(ListOffices request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var filter = new Filter
        {
            Take = asked.Value.Take,
            Before = asked.Value.Before,
            OfficeId = context.Caller!.OfficeId,
        };
        var rows = await db.Query(List, filter, cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
    }
}
