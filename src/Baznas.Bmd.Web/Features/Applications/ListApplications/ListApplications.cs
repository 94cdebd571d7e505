using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.ListApplications;

/// <summary>The applications of the caller's offices.</summary>
[AllowedToStaff]
public sealed record ListApplications : IQuery<Page<ApplicationView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only those that have come so far.</summary>
    public ApplicationStatus? Status { get; init; }

    /// <summary>Only this borrower's.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>Part of a borrower's name.</summary>
    public string? Q { get; init; }

    /// <summary>Only those that the caller wrote or handed in.</summary>
    public bool Mine { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListApplications, Page<ApplicationView>>(
            "/applications",
            ([AsParameters] ApplicationFilter filter) => filter.ToQuery()
        );
}

/// <summary>The query string of the list.</summary>
public sealed record ApplicationFilter
{
#pragma warning disable CS1591 // As in the query.
    public int? Limit { get; init; }
    public string? Cursor { get; init; }
    public string? Q { get; init; }
    public string? BorrowerId { get; init; }
    public EnumValue<ApplicationStatus>? Status { get; init; }
    public bool? Mine { get; init; }
#pragma warning restore CS1591

    /// <summary>What is asked for.</summary>
    public ListApplications ToQuery() =>
        new()
        {
            Limit = Limit,
            Cursor = Cursor,
            Q = Q,
            BorrowerId = BorrowerId,
            Status = Status?.Value,
            Mine = Mine ?? false,
        };
}

/// <summary>Reads one page.</summary>
public sealed class ListApplicationsHandler(Db db, CallContext context)
    : IRequestHandler<ListApplications, Result<Page<ApplicationView>>>
{
    private static readonly Sql<Filter, ApplicationRow> List = new(
        $$"""
        {{ApplicationBook.Select}}
        WHERE 1 = 1
            {?OfficeId: AND a.[OfficeId] = @OfficeId}
            {?Before: AND a.[Id] < @Before}
            {?Status: AND a.[Status] = @Status}
            {?BorrowerId: AND a.[BorrowerId] = @BorrowerId}
            {?UserId: AND (a.[DraftedBy] = @UserId OR a.[SubmittedBy] = @UserId)}
            {?Pattern: AND b.[FullName] LIKE @Pattern ESCAPE '~'}
        ORDER BY a.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<ApplicationView>>> Handle(
        ListApplications request,
        CancellationToken cancellationToken
    )
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
            Status = request.Status is { } status ? EnumText.Of(status) : null,
            BorrowerId = request.BorrowerId,
            UserId = request.Mine ? context.Caller.UserId : null,
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
        public required string? Status { get; init; }
        public required string? BorrowerId { get; init; }
        public required string? UserId { get; init; }
        public required string? Pattern { get; init; }
    }
}
