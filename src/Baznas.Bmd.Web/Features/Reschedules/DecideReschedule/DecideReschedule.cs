using System.Text.Json.Serialization;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reschedules.DecideReschedule;

/// <summary>Decides a request for a new schedule. With a yes the schedule holds from the day that was asked for.</summary>
[Allowed(Role.Approver)]
public sealed record DecideReschedule : ICommand<RescheduleView>, IConditional, IApiEndpoint
{
    /// <summary>The request; from the path.</summary>
    [JsonIgnore]
    public string RescheduleId { get; init; } = "";

    /// <inheritdoc cref="RescheduleVerdict"/>
    public required RescheduleVerdict Decision { get; init; }

    /// <summary>Why.</summary>
    [JsonRequired]
    public string Note { get; init; } = "";

    Subject IWrite.Subject => Subject.Reschedule(RescheduleId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetReschedule.GetReschedule(RescheduleId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<DecideReschedule, RescheduleView>(
            "/reschedules/{id}/decision",
            (string id, DecideReschedule body) => body with { RescheduleId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class DecideRescheduleValidator : AbstractValidator<DecideReschedule>
{
    /// <summary>The rules.</summary>
    public DecideRescheduleValidator() => RuleFor(c => c.Note).OptionalText(2000);
}

/// <summary>Stores the decision, and with a yes the schedule.</summary>
public sealed class DecideRescheduleHandler(
    Work work,
    RescheduleBook book,
    Rescheduling rescheduling,
    ScheduleBook schedules
) : IRequestHandler<DecideReschedule, Result<RescheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<RescheduleView>> Handle(DecideReschedule request, CancellationToken cancellationToken)
    {
        var asked = (await book.Find(request.RescheduleId, cancellationToken))!;
        if (Refuses(asked) is { } error)
        {
            return error;
        }

        int? version = null;
        if (request.Decision == RescheduleVerdict.Approve)
        {
            // Days may lie between the request and its decision; what could be then is asked again.
            var plan = Rescheduling.PlanOf(asked);
            var planned = await rescheduling.Plan(asked.LoanId, plan, work.Today, cancellationToken);
            if (planned.IsRefused(out var refused))
            {
                return refused;
            }

            version = await schedules.Add(planned.Value, cancellationToken);
        }

        await book.Add(
            new RescheduleDecision
            {
                RescheduleId = asked.Id,
                Decision = EnumText.Of(request.Decision),
                Note = request.Note,
                Version = version,
                DecidedBy = work.Caller.UserId,
                At = work.Now,
            },
            cancellationToken
        );
        var decided = (await book.Find(asked.Id, cancellationToken))!;
        return await rescheduling.WithInstalments(decided, work.Today, cancellationToken);
    }

    private Error? Refuses(RescheduleView asked)
    {
        if (asked.Decision is not null)
        {
            return RescheduleErrors.AlreadyDecided;
        }

        return asked.RequestedBy == work.Caller.UserId ? RescheduleErrors.OwnRequest : null;
    }
}
