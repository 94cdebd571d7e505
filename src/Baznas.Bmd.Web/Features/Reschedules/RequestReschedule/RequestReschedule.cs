using System.Text.Json.Serialization;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reschedules.RequestReschedule;

/// <summary>Asks for a new schedule of what is still owed. The debt stays the same; an approver decides.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record RequestReschedule : ICommand<RescheduleView>, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>From which day on; today when left out.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <inheritdoc cref="RescheduleCause"/>
    public required RescheduleCause Cause { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>In how many instalments; left out when the dates are kept.</summary>
    public int? Installments { get; init; }

    /// <summary>When the first shall be due; one period after the day it begins when left out.</summary>
    public DateOnly? FirstDueOn { get; init; }

    /// <summary>Whether what is owed is spread over the dates that remain, as after paying ahead.</summary>
    public bool KeepDates { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RequestReschedule, RescheduleView>(
            "/loans/{id}/reschedules",
            (string id, RequestReschedule body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RequestRescheduleValidator : AbstractValidator<RequestReschedule>
{
    /// <summary>The rules.</summary>
    public RequestRescheduleValidator()
    {
        RuleFor(c => c.EffectiveOn).Date();
        RuleFor(c => c.Reason).Text(2000);
        RuleFor(c => c.FirstDueOn).Date();
        When(
                c => c.KeepDates,
                () =>
                {
                    RuleFor(c => c.Installments).Null().WithMessage(_ => Messages.Text("field.dates_kept"));
                    RuleFor(c => c.FirstDueOn).Null().WithMessage(_ => Messages.Text("field.dates_kept"));
                }
            )
            .Otherwise(() =>
                RuleFor(c => c.Installments ?? 0)
                    .Between(1, ScheduleTerms.MaxInstallments)
                    .OverridePropertyName("Installments")
            );
    }
}

/// <summary>Stores the request, when a schedule can come of it.</summary>
public sealed class RequestRescheduleHandler(Work work, Ids ids, RescheduleBook book, Rescheduling rescheduling)
    : IRequestHandler<RequestReschedule, Result<RescheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<RescheduleView>> Handle(RequestReschedule request, CancellationToken cancellationToken)
    {
        var plan = new ReschedulePlan
        {
            EffectiveOn = request.EffectiveOn ?? work.Today,
            Installments = request.Installments,
            FirstDueOn = request.FirstDueOn,
        };
        var planned = await rescheduling.Plan(request.LoanId, plan, work.Today, cancellationToken);
        if (planned.IsRefused(out var error))
        {
            return error;
        }

        if (await book.HasPending(request.LoanId, cancellationToken))
        {
            return RescheduleErrors.Pending;
        }

        var asked = new RescheduleRequest
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            LoanId = request.LoanId,
            EffectiveOn = plan.EffectiveOn,
            Cause = EnumText.Of(request.Cause),
            Reason = request.Reason,
            Installments = request.Installments,
            FirstDueOn = request.FirstDueOn,
            KeepsDates = request.KeepDates,
            RequestedBy = work.Caller.UserId,
            RequestedAt = work.Now,
        };
        await book.Add(asked, cancellationToken);
        var view = (await book.Find(asked.Id, cancellationToken))!;
        return view with { Proposed = ScheduleRow.Of(planned.Value.Instalments) };
    }
}
