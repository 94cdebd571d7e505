using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.ListGroups;

/// <summary>The groups of the caller's offices.</summary>
[AllowedToStaff]
public sealed record ListGroups : IQuery<Page<GroupView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Part of a name or code.</summary>
    public string? Q { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListGroups, Page<GroupView>>(
            "/groups",
            (int? limit, string? cursor, string? q) =>
                new ListGroups
                {
                    Limit = limit,
                    Cursor = cursor,
                    Q = q,
                }
        );
}

/// <summary>Reads one page.</summary>
public sealed class ListGroupsHandler(Db db, CallContext context) : IRequestHandler<ListGroups, Result<Page<GroupView>>>
{
    private static readonly Sql<Filter, GroupRow> List = new(
        $$"""
        {{GroupBook.Select}}
        WHERE 1 = 1
            {?OfficeId: AND g.[OfficeId] = @OfficeId}
            {?Before: AND g.[Id] < @Before}
            {?Pattern: AND (g.[Name] LIKE @Pattern ESCAPE '~' OR g.[Code] LIKE @Pattern ESCAPE '~')}
        ORDER BY g.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<GroupView>>> Handle(ListGroups request, CancellationToken cancellationToken)
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
            Pattern = Search.Pattern(request.Q),
        };
        var rows = await db.Query(List, filter, cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? Pattern { get; init; }
    }
}
