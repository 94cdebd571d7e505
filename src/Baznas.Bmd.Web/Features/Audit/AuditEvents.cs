using Baznas.Bmd.Web.Features.Audit.ListEvents;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit;

/// <summary>Looks for events of one chain.</summary>
/// <param name="db">The request's database.</param>
/// <param name="context">Whose own office is meant where none is named.</param>
public sealed class AuditEvents(Db db, CallContext context)
{
    private static readonly Sql<Parameters, AuditEventRow> List = new(
        $$"""
        SELECT {{AuditEventRow.Columns}}
        FROM [AuditEvent]
        WHERE [ChainId] = @ChainId
            {?BeforeSequence: AND [Sequence] < @BeforeSequence}
            {?SubjectId: AND [SubjectId] = @SubjectId}
            {?UserId: AND [UserId] = @UserId}
            {?Action: AND [Action] = @Action}
            {?From: AND [At] >= @From}
            {?To: AND [At] < @To}
            {?Edge: AND [Edge] = @Edge}
            {?Address: AND [Address] = @Address}
            {?Pattern: AND ([After] LIKE @Pattern ESCAPE '~' OR [Before] LIKE @Pattern ESCAPE '~'
                OR [UserName] LIKE @Pattern ESCAPE '~')}
        ORDER BY [Sequence] DESC
        {limit}
        """
    );

    /// <summary>The chain that is asked about: the named office's, the caller's own, or that of no office.</summary>
    public string ChainOf(string? officeId) => officeId ?? context.Caller!.OfficeId ?? AuditTrail.GlobalChain;

    /// <summary>The newest events that match.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="before">Only events before this one.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<AuditEventRow>> Newest(
        EventFilter filter,
        long? before,
        int take,
        CancellationToken ct
    ) =>
        db.Query(
            List,
            new Parameters
            {
                Take = take,
                ChainId = ChainOf(filter.OfficeId),
                BeforeSequence = before,
                SubjectId = filter.SubjectId,
                UserId = filter.UserId,
                Action = filter.Action,
                From = filter.From,
                To = filter.To,
                Edge = filter.Edge is { } edge ? EnumText.Of(edge.Value) : null,
                Address = string.IsNullOrWhiteSpace(filter.Address) ? null : filter.Address.Trim(),
                Pattern = Search.Pattern(filter.Q),
            },
            ct
        );

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string ChainId { get; init; }
        public required long? BeforeSequence { get; init; }
        public required string? SubjectId { get; init; }
        public required string? UserId { get; init; }
        public required string? Action { get; init; }
        public required DateTimeOffset? From { get; init; }
        public required DateTimeOffset? To { get; init; }
        public required string? Edge { get; init; }
        public required string? Address { get; init; }
        public required string? Pattern { get; init; }
    }
}
