using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Periods.DecideReopening;

/// <summary>
/// Decides whether a closed month is opened again. Once it is, it takes postings until it is closed anew; the reports of
/// its first closing stay as they were kept.
/// </summary>
[Allowed(Role.Approver)]
public sealed record DecideReopening : ICommand<ReopeningView>, IConditional, IApiEndpoint
{
    /// <summary>The request; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ReopeningId { get; init; } = "";

    /// <summary>Open it, or not.</summary>
    public required ReopeningChoice Decision { get; init; }

    /// <summary>Why.</summary>
    [System.Text.Json.Serialization.JsonRequired]
    public string Note { get; init; } = "";

    Subject IWrite.Subject => Subject.PeriodReopening(ReopeningId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetReopening.GetReopening(ReopeningId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<DecideReopening, ReopeningView>(
            "/period-reopenings/{id}/decision",
            (string id, DecideReopening body) => body with { ReopeningId = id }
        );
}

/// <summary>A month opened again.</summary>
/// <param name="Period">The month.</param>
/// <param name="ClosedThrough">The last month that stays closed; null when none does.</param>
public sealed record ReopenedPeriod(string Period, string? ClosedThrough);

/// <summary>What the fields may hold.</summary>
public sealed class DecideReopeningValidator : AbstractValidator<DecideReopening>
{
    /// <summary>The rules.</summary>
    public DecideReopeningValidator() => RuleFor(c => c.Note).OptionalText(4000);
}

/// <summary>Stores the decision and opens the month.</summary>
public sealed class DecideReopeningHandler(Work work, ClosedPeriods closed, ReopeningBook reopenings)
    : IRequestHandler<DecideReopening, Result<ReopeningView>>
{
    /// <summary>The audit event of a month opened again.</summary>
    public const string Action = "period.reopened";

    /// <inheritdoc/>
    public async Task<Result<ReopeningView>> Handle(DecideReopening request, CancellationToken cancellationToken)
    {
        var before = await reopenings.Find(request.ReopeningId, cancellationToken);
        if (await Refuses(before, request.Decision, cancellationToken) is { } error)
        {
            return error;
        }

        var decision = new ReopeningDecision
        {
            Decision = request.Decision,
            Note = request.Note,
            DecidedBy = work.Caller.UserId,
            DecidedAt = work.Now,
        };
        await reopenings.Decide(before.Id, decision, cancellationToken);
        var after = await reopenings.Find(before.Id, cancellationToken);
        work.Audit($"periodReopening.{EnumText.Of(after.Status)}", after.Id, before, after);
        if (request.Decision == ReopeningChoice.Approve)
        {
            await Open(before.Period, cancellationToken);
        }

        return after;
    }

    private async Task<Error?> Refuses(ReopeningView request, ReopeningChoice decision, CancellationToken ct)
    {
        if (request.RequestedBy == work.Caller.UserId)
        {
            return PeriodErrors.OwnRequest;
        }

        if (request.Decision is not null)
        {
            return PeriodErrors.ReopeningDecided;
        }

        // Meanwhile the next month may have been closed.
        return decision == ReopeningChoice.Reject || await closed.Last(work.Office.Id, ct) == request.Period
            ? null
            : PeriodErrors.NotLastClosed(request.Period);
    }

    private async Task Open(string period, CancellationToken ct)
    {
        var closedThrough = await closed.LastBefore(work.Office.Id, period, ct);
        await closed.Add(work, new PeriodChange(period, "reopened", closedThrough), ct);
        work.Audit(Action, work.Office.Id, null, new ReopenedPeriod(period, closedThrough));
    }
}
