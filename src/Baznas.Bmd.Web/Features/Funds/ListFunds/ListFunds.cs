using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.ListFunds;

/// <summary>The funds of the caller's offices with what is in them now.</summary>
[AllowedToStaff]
public sealed record ListFunds : IQuery<Page<FundBalanceView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListFunds, Page<FundBalanceView>>(
            "/funds",
            (int? limit, string? cursor) => new ListFunds { Limit = limit, Cursor = cursor }
        );
}

/// <summary>A fund with its balances, in rupiah, of everything booked so far.</summary>
public sealed record FundBalanceView
{
#pragma warning disable CS1591 // As in CreateFund.
    public required string Id { get; init; }
    public required string OfficeId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required FundKind Kind { get; init; }
#pragma warning restore CS1591

    /// <summary>In the cash box.</summary>
    public required Rupiah Cash { get; init; }

    /// <summary>In the bank.</summary>
    public required Rupiah Bank { get; init; }

    /// <summary>With borrowers.</summary>
    public required Rupiah Receivable { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListFundsHandler(Db db, CallContext context)
    : IRequestHandler<ListFunds, Result<Page<FundBalanceView>>>
{
    private static readonly Sql<Filter, FundRow> List = new(
        """
        SELECT f.[Id], f.[OfficeId], f.[Code], f.[Name], f.[Kind],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] = 'cash' AND p.[FundId] = f.[Id]), 0) AS [Cash],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] = 'bank' AND p.[FundId] = f.[Id]), 0) AS [Bank],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] = 'qardhReceivable' AND p.[FundId] = f.[Id]), 0)
                AS [Receivable]
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
        };
        var views = (await db.Query(List, filter, cancellationToken)).Select(row => new FundBalanceView
        {
            Id = row.Id,
            OfficeId = row.OfficeId,
            Code = row.Code,
            Name = row.Name,
            Kind = EnumText.Parse<FundKind>(row.Kind),
            Cash = row.Cash,
            Bank = row.Bank,
            Receivable = row.Receivable,
        });
        return asked.Value.Fill([.. views], view => view.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
    }

    private sealed class FundRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public Rupiah Cash { get; init; }
        public Rupiah Bank { get; init; }
        public Rupiah Receivable { get; init; }
    }
}
