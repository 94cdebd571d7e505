using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.WriteOffs.ListWriteOffs;

/// <summary>The requests of the caller's offices to write debts off or to forgive them.</summary>
[AllowedToStaff]
public sealed record ListWriteOffs : IQuery<Page<WriteOffView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only those that have come so far.</summary>
    public WriteOffStatus? Status { get; init; }

    /// <summary>Only this loan's.</summary>
    public string? LoanId { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListWriteOffs, Page<WriteOffView>>(
            "/write-offs",
            (int? limit, string? cursor, string? loanId, EnumValue<WriteOffStatus>? status) =>
                new ListWriteOffs
                {
                    Limit = limit,
                    Cursor = cursor,
                    LoanId = loanId,
                    Status = status?.Value,
                }
        );
}

/// <summary>Reads one page.</summary>
public sealed class ListWriteOffsHandler(Db db, CallContext context, WriteOffBook book)
    : IRequestHandler<ListWriteOffs, Result<Page<WriteOffView>>>
{
    private static readonly Sql<Filter, WriteOffRow> List = new(
        $$"""
        {{WriteOffBook.Select}}
        WHERE 1 = 1
            {?OfficeId: AND w.[OfficeId] = @OfficeId}
            {?Before: AND w.[Id] < @Before}
            {?LoanId: AND w.[LoanId] = @LoanId}
            {?Status: AND {{WriteOffBook.Status}} = @Status}
        ORDER BY w.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<WriteOffView>>> Handle(ListWriteOffs request, CancellationToken cancellationToken)
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
            LoanId = request.LoanId,
            Status = request.Status is { } status ? EnumText.Of(status) : null,
        };
        var rows = await db.Query(List, filter, cancellationToken);
        return asked.Value.Fill(await book.WithDecisions(rows, cancellationToken), view => view.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? LoanId { get; init; }
        public required string? Status { get; init; }
    }
}
