using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.ListLoans;

/// <summary>The loans of the caller's offices, as they stand with everything booked so far.</summary>
[AllowedToStaff]
public sealed record ListLoans : IQuery<Page<LoanListItem>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Part of a borrower's name or of a number.</summary>
    public string? Q { get; init; }

    /// <summary>The number in an older system.</summary>
    public string? ExternalRef { get; init; }

    /// <summary>Only this borrower's.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>Only those that have come so far.</summary>
    public LoanStatus? Status { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListLoans, Page<LoanListItem>>("/loans", ([AsParameters] LoanFilter filter) => filter.ToQuery());
}

/// <summary>The query string of the list.</summary>
public sealed record LoanFilter
{
#pragma warning disable CS1591 // As in the query.
    public int? Limit { get; init; }
    public string? Cursor { get; init; }
    public string? Q { get; init; }
    public string? ExternalRef { get; init; }
    public string? BorrowerId { get; init; }
    public EnumValue<LoanStatus>? Status { get; init; }
#pragma warning restore CS1591

    /// <summary>What is asked for.</summary>
    public ListLoans ToQuery() =>
        new()
        {
            Limit = Limit,
            Cursor = Cursor,
            Q = Q,
            ExternalRef = ExternalRef,
            BorrowerId = BorrowerId,
            Status = Status?.Value,
        };
}

/// <summary>A loan in a list.</summary>
public sealed record LoanListItem
{
    /// <summary>The loan.</summary>
    public required string Id { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The number in an older system.</summary>
    public required string? ExternalRef { get; init; }

    /// <summary>Who owes it.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>The product's mark.</summary>
    public required string ProductCode { get; init; }

    /// <summary>How far it has come.</summary>
    public required LoanStatus Status { get; init; }

    /// <summary>What was agreed, rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>Paid out, rupiah.</summary>
    public required Rupiah Disbursed { get; init; }

    /// <summary>Still owed, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>Whether it was rescheduled.</summary>
    public required bool Restructured { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateOnly ApprovedOn { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListLoansHandler(Db db, CallContext context)
    : IRequestHandler<ListLoans, Result<Page<LoanListItem>>>
{
    // The status by the rule of LoanLifecycle.StatusOf, in SQL so that a page can be filtered by it.
    private static readonly Sql<Filter, Row> List = new(
        """
        SELECT s.[Id], s.[Number], s.[ExternalRef], s.[BorrowerId], s.[BorrowerName], s.[ProductCode], s.[Status],
            s.[Principal], s.[Disbursed], s.[Outstanding], s.[ApprovedOn],
            CASE WHEN EXISTS (SELECT 1 FROM [ScheduleVersion] r WHERE r.[LoanId] = s.[Id] AND r.[Cause] = 'reschedule'
                    AND NOT EXISTS (SELECT 1 FROM [ScheduleVersion] u
                        WHERE u.[LoanId] = r.[LoanId] AND u.[Undoes] = r.[Version]))
                THEN 1 ELSE 0 END AS [Restructured]
        FROM (
            SELECT t.[Id], t.[Number], t.[ExternalRef], t.[BorrowerId], t.[BorrowerName], t.[ProductCode],
                t.[Principal], t.[Disbursed], t.[Outstanding], t.[ApprovedOn],
                CASE WHEN t.[Cancelled] = 1 THEN 'cancelled'
                    WHEN t.[Disbursed] = 0 AND t.[Signed] = 1 THEN 'signed'
                    WHEN t.[Disbursed] = 0 THEN 'approved'
                    WHEN t.[Outstanding] > 0 THEN 'active'
                    WHEN t.[WrittenOff] > 0 THEN 'writtenOff'
                    WHEN t.[Forgiven] > 0 THEN 'forgiven'
                    ELSE 'closed' END AS [Status]
            FROM (
                SELECT l.[Id], l.[Number], l.[ExternalRef], l.[BorrowerId], b.[FullName] AS [BorrowerName],
                    p.[Code] AS [ProductCode], l.[Principal], l.[ApprovedOn],
                    CASE WHEN k.[LoanId] IS NULL THEN 0 ELSE 1 END AS [Signed],
                    CASE WHEN c.[LoanId] IS NULL THEN 0 ELSE 1 END AS [Cancelled],
                    COALESCE((SELECT SUM(x.[Amount]) FROM [Posting] x WHERE x.[LoanId] = l.[Id]
                        AND x.[Account] = 'qardhReceivable'), 0) AS [Outstanding],
                    COALESCE((SELECT SUM(x.[Amount]) FROM [Posting] x WHERE x.[LoanId] = l.[Id]
                        AND x.[Account] = 'qardhReceivable' AND x.[Kind] = 'disbursement'), 0) AS [Disbursed],
                    COALESCE((SELECT -SUM(x.[Amount]) FROM [Posting] x WHERE x.[LoanId] = l.[Id]
                        AND x.[Account] = 'qardhReceivable' AND x.[Kind] = 'writeOff'), 0) AS [WrittenOff],
                    COALESCE((SELECT -SUM(x.[Amount]) FROM [Posting] x WHERE x.[LoanId] = l.[Id]
                        AND x.[Account] = 'qardhReceivable' AND x.[Kind] = 'forgiveness'), 0) AS [Forgiven]
                FROM [Loan] l
                JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
                JOIN [Product] p ON p.[Id] = l.[ProductId]
                LEFT JOIN [Akad] k ON k.[LoanId] = l.[Id]
                LEFT JOIN [LoanCancellation] c ON c.[LoanId] = l.[Id]
                WHERE 1 = 1
                    {?OfficeId: AND l.[OfficeId] = @OfficeId}
                    {?Before: AND l.[Id] < @Before}
                    {?ExternalRef: AND l.[ExternalRef] = @ExternalRef}
                    {?BorrowerId: AND l.[BorrowerId] = @BorrowerId}
                    {?Pattern: AND (b.[FullName] LIKE @Pattern ESCAPE '~' OR l.[Number] LIKE @Pattern ESCAPE '~'
                        OR l.[ExternalRef] LIKE @Pattern ESCAPE '~')}
            ) t
        ) s
        WHERE 1 = 1 {?Status: AND s.[Status] = @Status}
        ORDER BY s.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<LoanListItem>>> Handle(ListLoans request, CancellationToken cancellationToken)
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
            ExternalRef = request.ExternalRef,
            BorrowerId = request.BorrowerId,
            Status = request.Status is { } status ? EnumText.Of(status) : null,
            Pattern = Search.Pattern(request.Q),
        };
        var rows = await db.Query(List, filter, cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToItem())], item => item.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? ExternalRef { get; init; }
        public required string? BorrowerId { get; init; }
        public required string? Status { get; init; }
        public required string? Pattern { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ExternalRef { get; init; }
        public string BorrowerId { get; init; } = "";
        public string BorrowerName { get; init; } = "";
        public string ProductCode { get; init; } = "";
        public string Status { get; init; } = "";
        public Rupiah Principal { get; init; }
        public Rupiah Disbursed { get; init; }
        public Rupiah Outstanding { get; init; }
        public DateOnly ApprovedOn { get; init; }
        public bool Restructured { get; init; }

        public LoanListItem ToItem() =>
            new()
            {
                Id = Id,
                Number = Number,
                ExternalRef = ExternalRef,
                BorrowerId = BorrowerId,
                BorrowerName = BorrowerName,
                ProductCode = ProductCode,
                Status = EnumText.Parse<LoanStatus>(Status),
                Principal = Principal,
                Disbursed = Disbursed,
                Outstanding = Outstanding,
                ApprovedOn = ApprovedOn,
                Restructured = Restructured,
            };
    }
}
