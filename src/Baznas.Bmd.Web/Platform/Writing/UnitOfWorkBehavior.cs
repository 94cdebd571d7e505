using System.Data.Common;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>
/// Runs every command as one unit of work: its office's turn, the idempotency key, the handler, the audit
/// events, and one commit. A refusal undoes everything. The whole of it, and never half, is tried again
/// after an error that passes by itself.
/// </summary>
public sealed class UnitOfWorkBehavior<TRequest, TResponse>(
    WorkTools tools,
    CallContext context,
    Work work,
    IMediator mediator
) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : class, IResult<TResponse>
{
    private readonly Db _db = tools.Db;

    /// <inheritdoc/>
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        if (request is IRead read)
        {
            var office = await tools.Offices.Resolve(read.Subject, context.Caller!, cancellationToken);
            return office.IsRefused(out var error) ? TResponse.Refused(error) : await next();
        }

        if (request is not IWrite write)
        {
            throw new InvalidOperationException($"{typeof(TRequest)} is neither a query nor a command.");
        }

        try
        {
            var result = await tools.Retry.Run(
                async ct => await _db.InTransaction(() => Run(write, next, ct), IsKept, ct),
                cancellationToken
            );
            if (IsKept(result))
            {
                work.DoAfterwards();
            }

            return result;
        }
        catch (CommitOutcomeUnknownException e)
        {
            tools.Logger.LogError(e, "The outcome of a commit is unknown");
            return TResponse.Refused(WritingErrors.OutcomeUnknown);
        }
        catch (DbException e) when (Transient.IsDuplicate(e))
        {
            // Two offices, whose turns differ, wrote the same unique value at the same moment.
            return TResponse.Refused(WritingErrors.Duplicate);
        }
    }

    private bool IsKept(TResponse result) => result.Error is null && !context.IsRehearsal;

    private async Task<TResponse> Run(IWrite request, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        context.Replayed = false;
        var resolved = await tools.Offices.Resolve(request.Subject, context.Caller!, ct);
        if (resolved.IsRefused(out var error))
        {
            return TResponse.Refused(error);
        }

        var officeId = resolved.Value;
        var head = await tools.Trail.TakeTurn(officeId.Length == 0 ? AuditTrail.GlobalChain : officeId, ct);
        if (
            context.IdempotencyKey is not null
            && await tools.Keys.Replay<TResponse>(context, request, ct) is { } replayed
        )
        {
            return replayed;
        }

        if (await IsStale(request, ct))
        {
            return TResponse.Refused(WritingErrors.Stale);
        }

        work.Begin(
            context.Caller!,
            (head, officeId.Length == 0 ? null : await tools.OfficeRows.Find(officeId, ct)),
            tools.Time.GetUtcNow()
        );
        var result = await next();
        if (result.Error is not null)
        {
            return result;
        }

        if (work.Turns.All(turn => turn.Notes.Count == 0) && !work.NothingChanged)
        {
            throw new InvalidOperationException($"{typeof(TRequest)} was kept without an audit event.");
        }

        foreach (var turn in work.Turns)
        {
            await tools.Trail.Append(turn, work, context, ct);
        }

        if (context.IdempotencyKey is not null)
        {
            await tools.Keys.Remember(context, request, new(result.BoxedValue!, work.Now), ct);
        }

        return result;
    }

    private async Task<bool> IsStale(IWrite request, CancellationToken ct)
    {
        if (context.IfMatch is null or "*" || request is not IConditional conditional)
        {
            return false;
        }

        var current = await conditional.Current(mediator, ct);
        return current is null
            || !context.IfMatch.Split(',', StringSplitOptions.TrimEntries).Contains(ETag.Of(current));
    }
}

/// <summary>What a unit of work is made of; one argument instead of eight.</summary>
public sealed record WorkTools(IServiceProvider Services, Db Db, SubjectOffices Offices, AuditTrail Trail)
{
    /// <summary>The stored answers.</summary>
    public IdempotencyStore Keys { get; } = Services.GetRequiredService<IdempotencyStore>();

    /// <summary>The offices.</summary>
    public OfficeRows OfficeRows { get; } = Services.GetRequiredService<OfficeRows>();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = Services.GetRequiredService<TimeProvider>();

    /// <summary>How a unit of work is tried again.</summary>
    public UnitOfWorkRetry Retry { get; } = Services.GetRequiredService<UnitOfWorkRetry>();

    /// <summary>For operators.</summary>
    public ILogger Logger { get; } = Services.GetRequiredService<ILogger<WorkTools>>();
}

/// <summary>Reads what a unit of work needs to know of its office.</summary>
/// <param name="db">The request's database.</param>
public sealed class OfficeRows(Db db)
{
    private static readonly Sql<IdParameter, OfficeRow> ById = new(
        "SELECT [Id], [Code], [TimeZone] FROM [Office] WHERE [Id] = @Id"
    );

    /// <summary>The office, which must exist.</summary>
    public async Task<OfficeRow> Find(string id, CancellationToken ct) =>
        await db.Find(ById, new IdParameter(id), ct)
        ?? throw new InvalidOperationException($"There is no office {id}.");
}

/// <summary>Refusals of any write.</summary>
public static class WritingErrors
{
    /// <summary>The commit may or may not have taken effect; asking again with the same key tells.</summary>
    public static readonly Error OutcomeUnknown = new(ErrorKind.Unavailable, "outcome.unknown");

    /// <summary>Something else with the same unique value was written first.</summary>
    public static readonly Error Duplicate = Error.Conflict("duplicate");

    /// <summary>The caller's copy is no longer current.</summary>
    public static readonly Error Stale = new(ErrorKind.Stale, "precondition.stale");
}
