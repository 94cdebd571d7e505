using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reschedules.ListReschedules;

/// <summary>The requests for new schedules of the caller's offices.</summary>
[AllowedToStaff]
public sealed record ListReschedules : IQuery<Page<RescheduleView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only those that have come so far.</summary>
    public RescheduleStatus? Status { get; init; }

    /// <summary>Only this loan's.</summary>
    public string? LoanId { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListReschedules, Page<RescheduleView>>(
            "/reschedules",
            (int? limit, string? cursor, string? loanId, EnumValue<RescheduleStatus>? status) =>
                new ListReschedules
                {
                    Limit = limit,
                    Cursor = cursor,
                    LoanId = loanId,
                    Status = status?.Value,
                }
        );
}

/// <summary>Reads one page.</summary>
public sealed class ListReschedulesHandler(Db db, CallContext context)
    : IRequestHandler<ListReschedules, Result<Page<RescheduleView>>>
{
    private static readonly Sql<Filter, RescheduleRow> List = new(
        $$"""
        {{RescheduleBook.Select}}
        WHERE 1 = 1
            {?OfficeId: AND r.[OfficeId] = @OfficeId}
            {?Before: AND r.[Id] < @Before}
            {?LoanId: AND r.[LoanId] = @LoanId}
            {?Status: AND {{RescheduleBook.Status}} = @Status}
        ORDER BY r.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<RescheduleView>>> Handle(ListReschedules request, CancellationToken cancellationToken)
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
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
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
