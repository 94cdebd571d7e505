using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ApplyDeposit;

/// <summary>Uses a borrower's deposit, or some of it, as a repayment of one of their loans.</summary>
[Allowed(Role.Cashier)]
public sealed record ApplyDeposit : ICommand<DepositApplication>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The borrower; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>The loan, which is the borrower's own.</summary>
    public required string LoanId { get; init; }

    /// <summary>Rupiah; as much as is held and owed when left out.</summary>
    public Rupiah? Amount { get; init; }

    /// <summary>From which day on it counts; today when left out.</summary>
    public DateOnly? AppliedOn { get; init; }

    /// <summary>Where the money moves when the deposit is held in another fund than the loan's.</summary>
    public MoneyAccount Account { get; init; } = MoneyAccount.Cash;

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetDeposit.GetDeposit(BorrowerId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ApplyDeposit, DepositApplication>(
            "/borrowers/{id}/deposit/applications",
            (string id, ApplyDeposit body) => body with { BorrowerId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ApplyDepositValidator : AbstractValidator<ApplyDeposit>
{
    /// <summary>The rules.</summary>
    public ApplyDepositValidator()
    {
        RuleFor(c => c.LoanId).Text(100);
        RuleFor(c => c.Amount ?? new Rupiah(1)).Amount().OverridePropertyName("Amount");
        RuleFor(c => c.AppliedOn).Date();
    }
}

/// <summary>Books it.</summary>
public sealed class ApplyDepositHandler(Work work, LoanBook loans, DepositUse use)
    : IRequestHandler<ApplyDeposit, Result<DepositApplication>>
{
    /// <inheritdoc/>
    public async Task<Result<DepositApplication>> Handle(ApplyDeposit request, CancellationToken cancellationToken)
    {
        var loan = await loans.Find(request.LoanId, cancellationToken);
        if (loan?.Row.BorrowerId != request.BorrowerId)
        {
            return SubjectOffices.NotFound(SubjectKind.Loan) with { Field = "loanId" };
        }

        var asked = new AskedUse(request.Amount, request.AppliedOn ?? work.Today, request.Account);
        return await use.Apply(loan, asked, cancellationToken);
    }
}
