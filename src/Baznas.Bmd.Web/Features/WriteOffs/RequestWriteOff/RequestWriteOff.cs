using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.WriteOffs.RequestWriteOff;

/// <summary>Asks that the rest of a debt leaves the books, or is dropped. Two approvers decide.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record RequestWriteOff : ICommand<WriteOffView>, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <inheritdoc cref="WriteOffKind"/>
    public required WriteOffKind Kind { get; init; }

    /// <summary>From which day on; today when left out.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What shows that the borrower can't pay: papers, visits, who was asked.</summary>
    public required string Evidence { get; init; }

    /// <inheritdoc cref="WriteOffCause"/>
    public WriteOffCause Cause { get; init; } = WriteOffCause.Unable;

    /// <summary>When the borrower died; only when that is the cause.</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>The number of the death certificate; only when that is the cause.</summary>
    public string? DeathCertificate { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new Loans.GetLoan.GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RequestWriteOff, WriteOffView>(
            "/loans/{id}/write-offs",
            (string id, RequestWriteOff body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RequestWriteOffValidator : AbstractValidator<RequestWriteOff>
{
    /// <summary>The rules.</summary>
    public RequestWriteOffValidator()
    {
        RuleFor(c => c.EffectiveOn).Date();
        RuleFor(c => c.Reason).Text(1000);
        RuleFor(c => c.Evidence).Text(2000);
        RuleFor(c => c.DiedOn).Date();
        RuleFor(c => c.DeathCertificate).OptionalText(200);
        RuleFor(c => c.DiedOn)
            .Must((request, died) => died is not null == (request.Cause == WriteOffCause.Death))
            .WithMessage(_ => Messages.Text("field.only_of_death"));
        RuleFor(c => c.DeathCertificate)
            .Must((request, number) => IsGiven(number) == (request.Cause == WriteOffCause.Death))
            .WithMessage(_ => Messages.Text("field.only_of_death"));
    }

    private static bool IsGiven(string? number) => !string.IsNullOrWhiteSpace(number);
}

/// <summary>Stores the request.</summary>
public sealed class RequestWriteOffHandler(Work work, LoanBook loans, WriteOffRules rules, WriteOffBook book)
    : IRequestHandler<RequestWriteOff, Result<WriteOffView>>
{
    /// <inheritdoc/>
    public async Task<Result<WriteOffView>> Handle(RequestWriteOff request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var effectiveOn = request.EffectiveOn ?? work.Today;
        var error =
            await rules.Refuses(loan, effectiveOn, cancellationToken) ?? RefusesDeath(request.DiedOn, effectiveOn);
        if (error is not null)
        {
            return error;
        }

        if (await book.HasPending(request.LoanId, cancellationToken))
        {
            return WriteOffErrors.Pending;
        }

        var row = new WriteOffRequestRow
        {
            LoanId = request.LoanId,
            Kind = EnumText.Of(request.Kind),
            EffectiveOn = effectiveOn,
            Cause = EnumText.Of(request.Cause),
            Reason = request.Reason,
            Evidence = request.Evidence,
            DiedOn = request.DiedOn,
            DeathCertificate = request.DeathCertificate,
        };
        return await book.Find(await book.Add(row, cancellationToken), cancellationToken);
    }

    // Nobody's debt is written off because they are going to die.
    private static Error? RefusesDeath(DateOnly? diedOn, DateOnly effectiveOn) =>
        StepDates.InOrder(new StepDate("died", diedOn), new StepDate("requested", effectiveOn)).Error is { } error
            ? error with
            {
                Field = "diedOn",
            }
            : null;
}
