using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.ListCashCounts;

/// <summary>The counts of cash of the caller's offices, newest first.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record ListCashCounts : IQuery<Page<CashCountView>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required CashCountFilter Filter { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListCashCounts, Page<CashCountView>>(
            "/cash-counts",
            ([AsParameters] CashCountFilter filter) => new ListCashCounts { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record CashCountFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only those of this fund.</summary>
    public string? FundId { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListCashCountsHandler(Db db, CallContext context)
    : IRequestHandler<ListCashCounts, Result<Page<CashCountView>>>
{
    private static readonly Sql<Parameters, NamedCashCountRow> List = new(
        $$"""
        {{NamedCashCountRow.Select}}
        WHERE 1 = 1
            {?OfficeId: AND c.[OfficeId] = @OfficeId}
            {?Before: AND c.[Id] < @Before}
            {?FundId: AND c.[FundId] = @FundId}
        ORDER BY c.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<CashCountView>>> Handle(ListCashCounts request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Filter.Limit, request.Filter.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var parameters = new Parameters
        {
            Take = asked.Value.Take,
            Before = asked.Value.Before,
            OfficeId = context.Caller!.OfficeId,
            FundId = request.Filter.FundId,
        };
        var rows = await db.Query(List, parameters, cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToNamedView())], view => view.Id);
    }

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? FundId { get; init; }
    }
}
