using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Graces.GrantGrace;

/// <summary>Lets a loan's instalments that are not yet due wait for some periods; nothing is added to the debt.</summary>
[Allowed(Role.Approver)]
public sealed record GrantGrace : GraceTerms, ICommand<GraceView>, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>The first instalment that waits; all due after the day when left out.</summary>
    public int? FromNo { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<GrantGrace, GraceView>(
            "/loans/{id}/graces",
            (string id, GrantGrace body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class GrantGraceValidator : AbstractValidator<GrantGrace>
{
    /// <summary>The rules of any grace, and a number that an instalment can have.</summary>
    public GrantGraceValidator()
    {
        Include(new GraceTermsValidator());
        RuleFor(c => c.FromNo ?? 1).Between(1, ScheduleTerms.MaxInstallments).OverridePropertyName("FromNo");
    }
}

/// <summary>Stores the new schedule.</summary>
public sealed class GrantGraceHandler(Work work, LoanBook loans, GracePlans plans, GraceBook graces)
    : IRequestHandler<GrantGrace, Result<GraceView>>
{
    /// <inheritdoc/>
    public async Task<Result<GraceView>> Handle(GrantGrace request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var on = request.EffectiveOn ?? work.Today;
        var error = await plans.RefusesDate(work.Office.Id, on, work.Today, cancellationToken) ?? Refuses(loan, on);
        if (error is not null)
        {
            return error;
        }

        var plan = await plans.Of(
            new MovableQuery
            {
                OfficeId = work.Office.Id,
                LoanId = request.LoanId,
                After = on,
            },
            new Shift
            {
                After = on,
                Periods = request.Periods,
                FromNo = request.FromNo ?? 1,
            },
            cancellationToken
        );
        if (plan.IsRefused(out var refused))
        {
            return refused;
        }

        var grace = new NewGrace
        {
            LoanId = request.LoanId,
            EffectiveOn = on,
            FromNo = request.FromNo,
            Terms = request,
        };
        return await graces.Grant(grace, plan.Value, cancellationToken);
    }

    // A loan that was repaid, written off or forgiven since the day has nothing left that could wait.
    private static Error? Refuses(Loan loan, DateOnly effectiveOn)
    {
        if (
            loan.History.DisbursedOn is { } disbursedOn
            && StepDates.NotBeforeDisbursement(effectiveOn, disbursedOn).Error is { } tooEarly
        )
        {
            return tooEarly;
        }

        return new[] { loan.StatusOn(effectiveOn), loan.StatusOn(DateOnly.MaxValue) }
            .Where(status => status != LoanStatus.Active)
            .Select(RunningLoanErrors.WrongStatus)
            .FirstOrDefault();
    }
}
