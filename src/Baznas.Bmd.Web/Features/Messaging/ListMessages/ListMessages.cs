using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.ListMessages;

/// <summary>The messages of the caller's offices, newest first.</summary>
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

    /// <summary>A phone number, or part of a name or of a borrower's or loan's number.</summary>
    public string? Q { get; init; }

    /// <summary>Only those that have come so far.</summary>
    public EnumValue<MessageStatus>? Status { get; init; }

    /// <summary>Only those about this.</summary>
    public EnumValue<MessageKind>? Kind { get; init; }

    /// <summary>Only those that went, or go next, this way.</summary>
    public EnumValue<MessageChannel>? Channel { get; init; }

    /// <summary>Only those that belong to this day.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Only those to this borrower.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>Only those about this loan.</summary>
    public string? LoanId { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListMessagesHandler(Db db, MessageRows messages, CallContext context)
    : IRequestHandler<ListMessages, Result<Page<MessageView>>>
{
    private static readonly Sql<Parameters, MessageRow> List = new(
        $$"""
        {{MessageRows.Select}}
        WHERE 1 = 1
            {?OfficeId: AND s.[OfficeId] = @OfficeId}
            {?Before: AND s.[Id] < @Before}
            {?Status: AND s.[Status] = @Status}
            {?Kind: AND s.[Kind] = @Kind}
            {?Channel: AND s.[Channel] = @Channel}
            {?Day: AND s.[Day] = @Day}
            {?BorrowerId: AND s.[BorrowerId] = @BorrowerId}
            {?LoanId: AND s.[Id] IN (SELECT i.[MessageId] FROM [MessageItem] i WHERE i.[LoanId] = @LoanId)}
            {?Recipient: AND s.[Recipient] = @Recipient}
            {?Pattern: AND (b.[FullName] LIKE @Pattern ESCAPE '~' OR b.[Number] LIKE @Pattern ESCAPE '~'
                OR u.[DisplayName] LIKE @Pattern ESCAPE '~' OR s.[Recipient] LIKE @Pattern ESCAPE '~'
                OR EXISTS (SELECT 1 FROM [MessageItem] n JOIN [Loan] l ON l.[Id] = n.[LoanId]
                    WHERE n.[MessageId] = s.[Id] AND l.[Number] LIKE @Pattern ESCAPE '~'))}
        ORDER BY s.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<MessageView>>> Handle(ListMessages request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        var asked = PageRequest.Of(filter.Limit, filter.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var q = filter.Q?.Trim();
        var phone = PhoneNumber.TryParse(q, out var number) ? number.Value : null;
        var parameters = new Parameters
        {
            Take = asked.Value.Take,
            Before = asked.Value.Before,
            OfficeId = context.Caller!.OfficeId,
            Status = TextOf(filter.Status),
            Kind = TextOf(filter.Kind),
            Channel = TextOf(filter.Channel),
            Day = filter.Day,
            BorrowerId = filter.BorrowerId,
            LoanId = filter.LoanId,
            Recipient = phone,
            Pattern = phone is null ? Search.Pattern(q) : null,
        };
        var rows = await db.Query(List, parameters, cancellationToken);
        return asked.Value.Fill(await messages.WithItems(rows, cancellationToken), view => view.Id);
    }

    private static string? TextOf<T>(EnumValue<T>? value)
        where T : struct, Enum => value is { } there ? EnumText.Of(there.Value) : null;

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? Status { get; init; }
        public required string? Kind { get; init; }
        public required string? Channel { get; init; }
        public required DateOnly? Day { get; init; }
        public required string? BorrowerId { get; init; }
        public required string? LoanId { get; init; }
        public required string? Recipient { get; init; }
        public required string? Pattern { get; init; }
    }
}
