using System.Text.Json.Serialization;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reschedules.ReverseReschedule;

/// <summary>
/// Takes a reschedule back while nothing was repaid under it; the schedule before it holds again. It does so from the day
/// the reschedule began while that month is open, else from the first open day after it.
/// </summary>
[Allowed(Role.Approver)]
public sealed record ReverseReschedule : ICommand<RescheduleView>, IConditional, IApiEndpoint
{
    /// <summary>The request that was approved; from the path.</summary>
    [JsonIgnore]
    public string RescheduleId { get; init; } = "";

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    Subject IWrite.Subject => Subject.Reschedule(RescheduleId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetReschedule.GetReschedule(RescheduleId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ReverseReschedule, RescheduleView>(
            "/reschedules/{id}/reversal",
            (string id, ReverseReschedule body) => body with { RescheduleId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ReverseRescheduleValidator : AbstractValidator<ReverseReschedule>
{
    /// <summary>The rules.</summary>
    public ReverseRescheduleValidator() => RuleFor(c => c.Reason).Text(2000);
}

/// <summary>Stores the version that takes the new schedule's place.</summary>
public sealed class ReverseRescheduleHandler(
    Work work,
    RescheduleBook book,
    Rescheduling rescheduling,
    LoanBook loans,
    ScheduleBook schedules,
    ClosedPeriods closed
) : IRequestHandler<ReverseReschedule, Result<RescheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<RescheduleView>> Handle(ReverseReschedule request, CancellationToken cancellationToken)
    {
        var asked = (await book.Find(request.RescheduleId, cancellationToken))!;
        if (await Refuses(asked, cancellationToken) is { } error)
        {
            return error;
        }

        var from = await closed.FirstOpenFrom(work.Office.Id, asked.EffectiveOn, cancellationToken);
        var version = await schedules.Undo(asked.LoanId, asked.Decision!.Version!.Value, from, cancellationToken);
        if (version.IsRefused(out var refused))
        {
            return refused;
        }

        await book.Add(
            new RescheduleReversal
            {
                RescheduleId = asked.Id,
                Reason = request.Reason,
                Version = version.Value,
                ReversedBy = work.Caller.UserId,
                At = work.Now,
            },
            cancellationToken
        );
        var reversed = (await book.Find(asked.Id, cancellationToken))!;
        return await rescheduling.WithInstalments(reversed, work.Today, cancellationToken);
    }

    private async Task<Error?> Refuses(RescheduleView asked, CancellationToken ct)
    {
        if (asked.Reversal is not null)
        {
            return RescheduleErrors.AlreadyReversed;
        }

        if (asked.Status != RescheduleStatus.Approved)
        {
            return RescheduleErrors.NotApproved;
        }

        var history = (await loans.Find(asked.LoanId, ct))!.History;
        return history.Balance.Repaid > history.BalanceOn(asked.EffectiveOn).Repaid
            ? RescheduleErrors.RepaidSince(asked.EffectiveOn)
            : null;
    }
}
