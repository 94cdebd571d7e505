using System.Globalization;
using System.Text.Json;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.ListEvents;

/// <summary>The audit trail of an office, newest first; of what belongs to no office when none is named.</summary>
[Allowed(Role.Auditor, Role.Admin)]
public sealed record ListEvents : IQuery<Page<AuditEventView>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required EventFilter Filter { get; init; }

    Subject IRead.Subject => Filter.OfficeId is null ? Subject.None : Subject.Office(Filter.OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListEvents, Page<AuditEventView>>(
            "/audit/events",
            ([AsParameters] EventFilter filter) => new ListEvents { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record EventFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whose chain; the caller's own office when left out.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only what was done to this thing.</summary>
    public string? SubjectId { get; init; }

    /// <summary>Only what this user did.</summary>
    public string? UserId { get; init; }

    /// <summary>Only this action.</summary>
    public string? Action { get; init; }

    /// <summary>From this instant on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only what came in by this door.</summary>
    public EnumValue<Edge>? Edge { get; init; }

    /// <summary>Only what came from this address.</summary>
    public string? Address { get; init; }

    /// <summary>Part of what was kept of it: a name, a number, a reason.</summary>
    public string? Q { get; init; }
}

/// <summary>One event.</summary>
public sealed record AuditEventView
{
#pragma warning disable CS1591 // As in AuditEventRow.
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AuditUser User { get; init; }
    public required string? OfficeId { get; init; }
    public required string Action { get; init; }
    public required AuditSubject Subject { get; init; }
    public required JsonElement? Before { get; init; }
    public required JsonElement? After { get; init; }
    public required string RequestId { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
    public string? Edge { get; init; }
    public string? Address { get; init; }
#pragma warning restore CS1591

    /// <summary>A stored event.</summary>
    internal static AuditEventView Of(AuditEventRow row) =>
        new()
        {
            Sequence = row.Sequence,
            At = row.At,
            User = new AuditUser(row.UserId, row.UserName),
            OfficeId = row.ChainId == AuditTrail.GlobalChain ? null : row.ChainId,
            Action = row.Action,
            Subject = new AuditSubject(row.SubjectKind, row.SubjectId),
            Before = row.Before is null ? null : Json.Read<JsonElement>(row.Before),
            After = row.After is null ? null : Json.Read<JsonElement>(row.After),
            RequestId = row.RequestId,
            PreviousHash = row.PreviousHash,
            Hash = row.Hash,
            Edge = row.Edge,
            Address = row.Address,
        };
}

/// <summary>Who did it.</summary>
/// <param name="Id">The user.</param>
/// <param name="UserName">Their name at the time.</param>
public sealed record AuditUser(string Id, string UserName);

/// <summary>What it was done to.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Id">Which one.</param>
public sealed record AuditSubject(string Kind, string Id);

/// <summary>Reads one page.</summary>
public sealed class ListEventsHandler(AuditEvents events) : IRequestHandler<ListEvents, Result<Page<AuditEventView>>>
{
    private const int DefaultLimit = 50;

    private const int MaxLimit = 200;

    /// <inheritdoc/>
    public async Task<Result<Page<AuditEventView>>> Handle(ListEvents request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        if (filter.Limit is < 1 or > MaxLimit)
        {
            return Error.Invalid("page.limit_out_of_range", MaxLimit) with { Field = "limit" };
        }

        var before = long.TryParse(filter.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : (long?)null;
        if (filter.Cursor is not null && before is null)
        {
            return Error.Invalid("page.cursor_invalid") with { Field = "cursor" };
        }

        var limit = filter.Limit ?? DefaultLimit;
        var rows = await events.Newest(filter, before, limit + 1, cancellationToken);
        return new Page<AuditEventView>
        {
            Items = [.. rows.Take(limit).Select(AuditEventView.Of)],
            NextCursor = rows.Count > limit ? rows[limit - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null,
        };
    }
}
