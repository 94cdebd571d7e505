using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.ListFunds;

/// <summary>The funds of the caller's offices with what is in them.</summary>
[AllowedToStaff]
public sealed record ListFunds : IQuery<Page<FundBalanceView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only what counts by this day; everything booked so far when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListFunds, Page<FundBalanceView>>(
            "/funds",
            (int? limit, string? cursor, DateOnly? asOf) =>
                new ListFunds
                {
                    Limit = limit,
                    Cursor = cursor,
                    AsOf = asOf,
                }
        );
}

/// <summary>Reads one page.</summary>
public sealed class ListFundsHandler(Db db, CallContext context)
    : IRequestHandler<ListFunds, Result<Page<FundBalanceView>>>
{
    private static readonly Sql<Filter, FundBalanceRow> List = new(
        $$"""
        SELECT {{FundBalanceRow.Columns}}
        FROM [Fund] f
        WHERE 1 = 1
            {?OfficeId: AND f.[OfficeId] = @OfficeId}
            {?Before: AND f.[Id] < @Before}
        ORDER BY f.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<FundBalanceView>>> Handle(ListFunds request, CancellationToken cancellationToken)
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
            AsOf = request.AsOf,
        };
        var rows = await db.Query(List, filter, cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required DateOnly? AsOf { get; init; }
    }
}
