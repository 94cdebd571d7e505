using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>Reads messages for people to look at.</summary>
/// <param name="db">The request's database.</param>
public sealed class MessageRows(Db db)
{
    internal const string Select = """
        SELECT s.[Id], s.[OfficeId], s.[Kind], s.[BorrowerId], s.[UserId],
            COALESCE(b.[FullName], u.[DisplayName]) AS [Addressee], s.[Day], s.[Channel], s.[Recipient], s.[Subject],
            s.[Body], s.[Status], s.[Reason], s.[PlannedAt], s.[StatusAt], s.[SentAt], s.[NotBefore], s.[Attempts],
            s.[RepeatsId], s.[BlankedAt]
        FROM [OutgoingMessage] s
        LEFT JOIN [Borrower] b ON b.[Id] = s.[BorrowerId]
        LEFT JOIN [AppUser] u ON u.[Id] = s.[UserId]
        """;

    private static readonly Sql<IdParameter, MessageRow> ById = new(
        $$"""
        {{Select}}
        WHERE s.[Id] = @Id
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

    /// <summary>A message that exists.</summary>
    public async Task<MessageView> Find(string id, CancellationToken ct) =>
        (await WithItems([(await db.Find(ById, new IdParameter(id), ct))!], ct))[0];

    /// <summary>Messages with what they are about.</summary>
    public async Task<IReadOnlyList<MessageView>> WithItems(IReadOnlyList<MessageRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var items = (await db.Query(ItemsOf, new Listed([.. rows.Select(row => row.Id)]), ct)).ToLookup(
            row => row.MessageId,
            row => new MessageItemView(row.LoanId, row.LoanNumber, row.DueOn, row.DayOffset)
        );
        return [.. rows.Select(row => row.ToView([.. items[row.Id]]))];
    }

    private sealed record Listed(IReadOnlyList<string> Ids);

    private sealed class ItemRow
    {
        public string MessageId { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public int DayOffset { get; init; }
    }
}

/// <summary>A row of <see cref="MessageRows"/>.</summary>
public sealed class MessageRow
{
#pragma warning disable CS1591 // As in the view.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? BorrowerId { get; init; }
    public string? UserId { get; init; }
    public string? Addressee { get; init; }
    public DateOnly Day { get; init; }
    public string Channel { get; init; } = "";
    public string Recipient { get; init; } = "";
    public string? Subject { get; init; }
    public string Body { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Reason { get; init; }
    public DateTimeOffset PlannedAt { get; init; }
    public DateTimeOffset StatusAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset NotBefore { get; init; }
    public int Attempts { get; init; }
    public string? RepeatsId { get; init; }
    public DateTimeOffset? BlankedAt { get; init; }
#pragma warning restore CS1591

    /// <summary>The view of it.</summary>
    public MessageView ToView(IReadOnlyList<MessageItemView> items)
    {
        var (channel, status) = (EnumText.Parse<MessageChannel>(Channel), EnumText.Parse<MessageStatus>(Status));
        var isPlanned = status == MessageStatus.Planned;
        var waitsForHand = isPlanned && channel == MessageChannel.Link;
        return new MessageView
        {
            Id = Id,
            OfficeId = OfficeId,
            Kind = EnumText.Parse<MessageKind>(Kind),
            BorrowerId = BorrowerId,
            UserId = UserId,
            Addressee = Addressee,
            Day = Day,
            Channel = channel,
            Recipient = Recipient,
            Subject = Subject,
            Body = Body,
            Status = status,
            Reason = Reason,
            PlannedAt = PlannedAt,
            StatusAt = StatusAt,
            SentAt = SentAt,
            NotBefore = isPlanned && !waitsForHand ? NotBefore : null,
            Attempts = Attempts,
            RepeatsId = RepeatsId,
            Link = waitsForHand ? WaLink.To(Recipient, Body) : null,
            BlankedAt = BlankedAt,
            Items = items,
        };
    }
}
