using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.ListMeetings;

/// <summary>The collection meetings of a group, with what was paid at each.</summary>
[AllowedToStaff]
public sealed record ListMeetings : IQuery<Page<MeetingView>>, IApiEndpoint
{
    /// <summary>The group.</summary>
    public required string GroupId { get; init; }

    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    Subject IRead.Subject => Subject.Group(GroupId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListMeetings, Page<MeetingView>>(
            "/groups/{id}/meetings",
            (string id, int? limit, string? cursor) =>
                new ListMeetings
                {
                    GroupId = id,
                    Limit = limit,
                    Cursor = cursor,
                }
        );
}

/// <summary>A collection meeting.</summary>
public sealed record MeetingView
{
    /// <summary>The meeting.</summary>
    public required string Id { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly HeldOn { get; init; }

    /// <summary>What was paid, rupiah, without infak.</summary>
    public required Rupiah Total { get; init; }

    /// <summary>What of it was taken back since, rupiah.</summary>
    public required Rupiah Reversed { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>Their name, as people call them; null for the service itself.</summary>
    public required string? RecordedByName { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The payments, by receipt number.</summary>
    public required IReadOnlyList<MeetingPayment> Items { get; init; }
}

/// <summary>A payment of a meeting.</summary>
public sealed record MeetingPayment
{
#pragma warning disable CS1591 // As in a loan's transactions.
    public required string TransactionId { get; init; }
    public required string? ReceiptNumber { get; init; }
    public required string LoanId { get; init; }
    public required string LoanNumber { get; init; }
    public required string BorrowerId { get; init; }
    public required string BorrowerName { get; init; }
    public required string? PaidByBorrowerId { get; init; }
    public required Rupiah Amount { get; init; }
#pragma warning restore CS1591

    /// <summary>Whether it was taken back since.</summary>
    public required bool Reversed { get; init; }
}

/// <summary>Reads one page, and the payments of its meetings.</summary>
public sealed class ListMeetingsHandler(Db db) : IRequestHandler<ListMeetings, Result<Page<MeetingView>>>
{
    private static readonly Sql<Filter, MeetingRow> List = new(
        """
        SELECT m.[Id], m.[HeldOn], m.[Total], m.[RecordedBy], u.[DisplayName] AS [RecordedByName], m.[At]
        FROM [GroupMeeting] m
        LEFT JOIN [AppUser] u ON u.[Id] = m.[RecordedBy]
        WHERE m.[GroupId] = @GroupId {?Before: AND m.[Id] < @Before}
        ORDER BY m.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<MeetingIds, PaymentRow> Payments = new(
        """
        SELECT x.[MeetingId], e.[Id], e.[ReceiptNumber], l.[Id] AS [LoanId], l.[Number] AS [LoanNumber],
            l.[BorrowerId], b.[FullName], e.[PaidByBorrowerId],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] IN ('cash', 'bank')), 0) AS [Amount],
            CASE WHEN r.[EntryId] IS NULL THEN 0 ELSE 1 END AS [Reversed]
        FROM [GroupMeetingEntry] x
        JOIN [JournalEntry] e ON e.[Id] = x.[EntryId]
        JOIN [Loan] l ON l.[Id] = e.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        LEFT JOIN [Reversal] r ON r.[ReversedEntryId] = e.[Id]
        WHERE x.[MeetingId] IN @Ids
        ORDER BY x.[MeetingId], e.[ReceiptNumber], e.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<MeetingView>>> Handle(ListMeetings request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var filter = new Filter
        {
            GroupId = request.GroupId,
            Take = asked.Value.Take,
            Before = asked.Value.Before,
        };
        var rows = await db.Query(List, filter, cancellationToken);
        var ids = new MeetingIds([.. rows.Select(row => row.Id)]);
        var payments = (await db.Query(Payments, ids, cancellationToken)).ToLookup(payment => payment.MeetingId);
        return asked.Value.Fill([.. rows.Select(row => row.ToView(payments[row.Id]))], view => view.Id);
    }

    private sealed record Filter
    {
        public required string GroupId { get; init; }
        public required int Take { get; init; }
        public required string? Before { get; init; }
    }

    private sealed record MeetingIds(IReadOnlyList<string> Ids);

    private sealed class MeetingRow
    {
        public string Id { get; init; } = "";
        public DateOnly HeldOn { get; init; }
        public Rupiah Total { get; init; }
        public string RecordedBy { get; init; } = "";
        public string? RecordedByName { get; init; }
        public DateTimeOffset At { get; init; }

        public MeetingView ToView(IEnumerable<PaymentRow> payments)
        {
            var items = payments.Select(payment => payment.ToView()).ToList();
            return new MeetingView
            {
                Id = Id,
                HeldOn = HeldOn,
                Total = Total,
                Reversed = items.Where(item => item.Reversed).Sum(item => item.Amount),
                RecordedBy = RecordedBy,
                RecordedByName = RecordedByName,
                RecordedAt = At,
                Items = items,
            };
        }
    }

    private sealed class PaymentRow
    {
        public string MeetingId { get; init; } = "";
        public string Id { get; init; } = "";
        public string? ReceiptNumber { get; init; }
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? PaidByBorrowerId { get; init; }
        public Rupiah Amount { get; init; }
        public bool Reversed { get; init; }

        public MeetingPayment ToView() =>
            new()
            {
                TransactionId = Id,
                ReceiptNumber = ReceiptNumber,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                PaidByBorrowerId = PaidByBorrowerId,
                Amount = Amount,
                Reversed = Reversed,
            };
    }
}
