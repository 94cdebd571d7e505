using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.ListMessages;

/// <summary>The reminders of the caller's offices, newest first.</summary>
[Allowed(Role.Admin, Role.FieldOfficer, Role.Auditor)]
public sealed record ListMessages : IQuery<Page<MessageView>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required MessageFilter Filter { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListMessages, Page<MessageView>>(
            "/messages",
            ([AsParameters] MessageFilter filter) => new ListMessages { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record MessageFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only those that have come so far.</summary>
    public EnumValue<MessageStatus>? Status { get; init; }

    /// <summary>Only those about this loan.</summary>
    public string? LoanId { get; init; }
}

/// <summary>A message.</summary>
public sealed record MessageView
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>Who reminds.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Who is reminded; null when it is for the staff.</summary>
    public required string? BorrowerId { get; init; }

    /// <summary>The office's day that it belongs to.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How it goes.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The borrower's own phone.</summary>
    public required string Recipient { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }

    /// <summary>How far it has come.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Why it has come no farther.</summary>
    public required string? Reason { get; init; }

    /// <summary>When it was written into the outbox.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Since when it is so far.</summary>
    public required DateTimeOffset StatusAt { get; init; }

    /// <summary>What it says something of.</summary>
    public required IReadOnlyList<MessageItemView> Items { get; init; }
}

/// <summary>One thing that a message is about.</summary>
/// <param name="LoanId">The loan.</param>
/// <param name="LoanNumber">Its number.</param>
/// <param name="DueOn">When it falls due.</param>
/// <param name="Offset">How many days before (negative) or after that day it is said.</param>
public sealed record MessageItemView(string LoanId, string LoanNumber, DateOnly DueOn, int Offset);

/// <summary>Reads one page.</summary>
public sealed class ListMessagesHandler(Db db, CallContext context)
    : IRequestHandler<ListMessages, Result<Page<MessageView>>>
{
    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT s.[Id], s.[OfficeId], s.[BorrowerId], s.[Day], s.[Channel], s.[Recipient], s.[Body], s.[Status],
            s.[Reason], s.[PlannedAt], s.[StatusAt]
        FROM [OutgoingMessage] s
        WHERE 1 = 1
            {?OfficeId: AND s.[OfficeId] = @OfficeId}
            {?Before: AND s.[Id] < @Before}
            {?Status: AND s.[Status] = @Status}
            {?LoanId: AND s.[Id] IN (SELECT i.[MessageId] FROM [MessageItem] i WHERE i.[LoanId] = @LoanId)}
        ORDER BY s.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<Listed, ItemRow> ItemsOf = new(
        """
        SELECT i.[MessageId], i.[LoanId], l.[Number] AS [LoanNumber], i.[DueOn], i.[DayOffset]
        FROM [MessageItem] i
        JOIN [Loan] l ON l.[Id] = i.[LoanId]
        WHERE i.[MessageId] IN @Ids
        ORDER BY i.[MessageId], i.[LoanId], i.[DueOn]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<MessageView>>> Handle(ListMessages request, CancellationToken cancellationToken)
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
            Status = request.Filter.Status is { } status ? EnumText.Of(status.Value) : null,
            LoanId = request.Filter.LoanId,
        };
        var rows = await db.Query(List, parameters, cancellationToken);
        var items = (await db.Query(ItemsOf, new Listed([.. rows.Select(row => row.Id)]), cancellationToken)).ToLookup(
            row => row.MessageId,
            row => row.ToView()
        );
        return asked.Value.Fill([.. rows.Select(row => row.ToView([.. items[row.Id]]))], view => view.Id);
    }

    private sealed record Listed(IReadOnlyList<string> Ids);

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? Status { get; init; }
        public required string? LoanId { get; init; }
    }

    private sealed class ItemRow
    {
        public string MessageId { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public int DayOffset { get; init; }

        public MessageItemView ToView() => new(LoanId, LoanNumber, DueOn, DayOffset);
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string? BorrowerId { get; init; }
        public DateOnly Day { get; init; }
        public string Channel { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Body { get; init; } = "";
        public string Status { get; init; } = "";
        public string? Reason { get; init; }
        public DateTimeOffset PlannedAt { get; init; }
        public DateTimeOffset StatusAt { get; init; }

        public MessageView ToView(IReadOnlyList<MessageItemView> items) =>
            new()
            {
                Id = Id,
                OfficeId = OfficeId,
                BorrowerId = BorrowerId,
                Day = Day,
                Channel = EnumText.Parse<MessageChannel>(Channel),
                Recipient = Recipient,
                Body = Body,
                Status = EnumText.Parse<MessageStatus>(Status),
                Reason = Reason,
                PlannedAt = PlannedAt,
                StatusAt = StatusAt,
                Items = items,
            };
    }
}
