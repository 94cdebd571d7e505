using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Periods.ListReopenings;

/// <summary>The requests of the caller's offices to open closed months again, newest first.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record ListReopenings : IQuery<Page<ReopeningView>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required ReopeningFilter Filter { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListReopenings, Page<ReopeningView>>(
            "/period-reopenings",
            ([AsParameters] ReopeningFilter filter) => new ListReopenings { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record ReopeningFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only those that have come so far.</summary>
    public EnumValue<ReopeningStatus>? Status { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListReopeningsHandler(ReopeningBook reopenings, CallContext context)
    : IRequestHandler<ListReopenings, Result<Page<ReopeningView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<ReopeningView>>> Handle(ListReopenings request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Filter.Limit, request.Filter.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var page = new ReopeningPage
        {
            Take = asked.Value.Take,
            Before = asked.Value.Before,
            OfficeId = context.Caller!.OfficeId,
            Status = StoredAs(request.Filter.Status?.Value),
        };
        return asked.Value.Fill(await reopenings.List(page, cancellationToken), view => view.Id);
    }

    private static string? StoredAs(ReopeningStatus? status) =>
        status switch
        {
            ReopeningStatus.Approved => EnumText.Of(ReopeningChoice.Approve),
            ReopeningStatus.Rejected => EnumText.Of(ReopeningChoice.Reject),
            ReopeningStatus.Pending => EnumText.Of(ReopeningStatus.Pending),
            _ => null,
        };
}
