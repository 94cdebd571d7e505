using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Loans.GetTranches;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.DecideTranche;

/// <summary>An approver lets a tranche be paid out, stops it for now, or cancels it for good.</summary>
[Allowed(Role.Approver)]
public sealed record DecideTranche : ICommand<TrancheView>, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>Which tranche; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int No { get; init; }

    /// <summary>Approve, hold or cancel.</summary>
    public required TrancheVerdict Decision { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    /// <summary>When it was decided; today when left out.</summary>
    public DateOnly? DecidedOn { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetTranches.GetTranches(LoanId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<DecideTranche, TrancheView>(
            "/loans/{id}/tranches/{no}/decisions",
            (string id, int no, DecideTranche body) => body with { LoanId = id, No = no }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class DecideTrancheValidator : AbstractValidator<DecideTranche>
{
    /// <summary>The rules.</summary>
    public DecideTrancheValidator()
    {
        RuleFor(c => c.Note).Text(4000);
        RuleFor(c => c.DecidedOn).Date();
    }
}

/// <summary>Stores the decision.</summary>
public sealed class DecideTrancheHandler(Work work, LoanBook loans, TrancheBook tranches)
    : IRequestHandler<DecideTranche, Result<TrancheView>>
{
    /// <inheritdoc/>
    public async Task<Result<TrancheView>> Handle(DecideTranche request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        if (await Find(request, cancellationToken) is not { } tranche)
        {
            return TrancheErrors.NotFound;
        }

        var decision = new TrancheDecision
        {
            Decision = request.Decision,
            Note = request.Note,
            DecidedBy = work.Caller.UserId,
            DecidedOn = request.DecidedOn ?? work.Today,
        };
        if (Refuses(decision, loan, tranche) is { } error)
        {
            return error;
        }

        await tranches.Decide(request.LoanId, tranche, decision, cancellationToken);
        return TrancheView.Of((await Find(request, cancellationToken))!);
    }

    private async Task<LoanTranche?> Find(DecideTranche request, CancellationToken ct) =>
        (await tranches.Of(request.LoanId, ct)).FirstOrDefault(tranche => tranche.No == request.No);

    private Error? Refuses(TrancheDecision decision, Loan loan, LoanTranche tranche)
    {
        var status = loan.StatusOn(DateOnly.MaxValue);
        if (status is LoanStatus.Cancelled or LoanStatus.WrittenOff or LoanStatus.Forgiven)
        {
            return RunningLoanErrors.WrongStatus(status);
        }

        return Tranches.Refuses(tranche, decision.Decision)
            ?? RefusesAmount(decision, tranche)
            ?? StepDates.NotInFuture(decision.DecidedOn, work.Today).Error
            ?? StepDates
                .InOrder(
                    new StepDate("decided", loan.Row.ApprovedOn),
                    new StepDate("decided", tranche.LastDecision?.DecidedOn),
                    new StepDate("decided", decision.DecidedOn)
                )
                .Error;
    }

    private Error? RefusesAmount(TrancheDecision decision, LoanTranche tranche) =>
        decision.Decision == TrancheVerdict.Approve && work.Caller.ApprovalLimit is { } limit && tranche.Amount > limit
            ? ApplicationErrors.AboveLimit(limit)
            : null;
}
