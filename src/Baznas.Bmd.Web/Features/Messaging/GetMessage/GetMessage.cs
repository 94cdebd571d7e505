using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.GetMessage;

/// <summary>A message with every state that it has been in.</summary>
/// <param name="MessageId">The message.</param>
[Allowed(Role.Admin, Role.FieldOfficer, Role.Auditor)]
public sealed record GetMessage(string MessageId) : IQuery<MessageHistory>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Message(MessageId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetMessage, MessageHistory>("/messages/{id}", (string id) => new GetMessage(id));
}

/// <summary>A message and what became of it.</summary>
public sealed record MessageHistory
{
    /// <summary>The message as it stands.</summary>
    public required MessageView Message { get; init; }

    /// <summary>The states that it has been in, in their order.</summary>
    public required IReadOnlyList<MessageEventView> Events { get; init; }

    /// <summary>The message that repeats it; null when none does.</summary>
    public required string? RepeatedById { get; init; }
}

/// <summary>Reads it.</summary>
public sealed class GetMessageHandler(Db db, MessageRows messages) : IRequestHandler<GetMessage, Result<MessageHistory>>
{
    private static readonly Sql<IdParameter, EventRow> Events = new(
        """
        SELECT e.[Status], e.[Channel], e.[Reason], e.[At]
        FROM [MessageEvent] e
        WHERE e.[MessageId] = @Id
        ORDER BY e.[Sequence]
        """
    );

    private static readonly Sql<IdParameter, string> RepeatedBy = new(
        "SELECT [Id] FROM [OutgoingMessage] WHERE [RepeatsId] = @Id"
    );

    /// <inheritdoc/>
    public async Task<Result<MessageHistory>> Handle(GetMessage request, CancellationToken cancellationToken)
    {
        var id = new IdParameter(request.MessageId);
        return new MessageHistory
        {
            Message = await messages.Find(request.MessageId, cancellationToken),
            Events = [.. (await db.Query(Events, id, cancellationToken)).Select(row => row.ToView())],
            RepeatedById = await db.Find(RepeatedBy, id, cancellationToken),
        };
    }

    private sealed class EventRow
    {
        public string Status { get; init; } = "";
        public string Channel { get; init; } = "";
        public string? Reason { get; init; }
        public DateTimeOffset At { get; init; }

        public MessageEventView ToView() =>
            new(EnumText.Parse<MessageStatus>(Status), EnumText.Parse<MessageChannel>(Channel), Reason, At);
    }
}
