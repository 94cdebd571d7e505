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

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who is reminded.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>When the instalment falls due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What it is about.</summary>
    public required Occasion Occasion { get; init; }

    /// <summary>The borrower's own phone.</summary>
    public required string Recipient { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }

    /// <summary>How far it has come.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>When it was written into the outbox.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When it was handed over; null when it was not.</summary>
    public required DateTimeOffset? SentAt { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListMessagesHandler(Db db, CallContext context)
    : IRequestHandler<ListMessages, Result<Page<MessageView>>>
{
    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT s.[Id], s.[OfficeId], s.[LoanId], l.[Number] AS [LoanNumber], s.[BorrowerId], s.[DueOn], s.[Occasion],
            s.[Recipient], s.[Body], s.[Status], s.[PlannedAt], s.[SentAt]
        FROM [Message] s
        JOIN [Loan] l ON l.[Id] = s.[LoanId]
        WHERE 1 = 1
            {?OfficeId: AND s.[OfficeId] = @OfficeId}
            {?Before: AND s.[Id] < @Before}
            {?Status: AND s.[Status] = @Status}
            {?LoanId: AND s.[LoanId] = @LoanId}
        ORDER BY s.[Id] DESC
        {limit}
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
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? Status { get; init; }
        public required string? LoanId { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public string Occasion { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Body { get; init; } = "";
        public string Status { get; init; } = "";
        public DateTimeOffset PlannedAt { get; init; }
        public DateTimeOffset? SentAt { get; init; }

        public MessageView ToView() =>
            new()
            {
                Id = Id,
                OfficeId = OfficeId,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                BorrowerId = BorrowerId,
                DueOn = DueOn,
                Occasion = EnumText.Parse<Occasion>(Occasion),
                Recipient = Recipient,
                Body = Body,
                Status = EnumText.Parse<MessageStatus>(Status),
                PlannedAt = PlannedAt,
                SentAt = SentAt,
            };
    }
}
