using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.RecordRepayment;

/// <summary>Takes a repayment. All of it is principal, oldest instalment first.</summary>
[Allowed(Role.Cashier, Role.FieldOfficer)]
public sealed record RecordRepayment : ICommand<RepaymentReceipt>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>Rupiah paid on the debt.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When it was paid; today when left out.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>Where the money lies.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>How it came; by the account when left out.</summary>
    public PaymentMethod? Method { get; init; }

    /// <summary>The number on the bank's or payer's paper.</summary>
    public string? Reference { get; init; }

    /// <summary>The borrower who really paid, by consent, when it was another.</summary>
    public string? PaidByBorrowerId { get; init; }

    /// <summary>Rupiah given besides, because the payer said so: never part of the debt, on its own receipt.</summary>
    public Rupiah? Infak { get; init; }

    /// <summary>What to do with more than is owed: refuse it, or hold it for the borrower.</summary>
    public ExcessChoice Excess { get; init; } = ExcessChoice.Reject;

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetLoan.GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordRepayment, RepaymentReceipt>(
            "/loans/{id}/repayments",
            (string id, RecordRepayment body) => body with { LoanId = id }
        );
}

/// <summary>How a payment came.</summary>
public enum PaymentMethod
{
    /// <summary>Notes and coins.</summary>
    Cash,

    /// <summary>A bank transfer.</summary>
    Transfer,

    /// <summary>A scanned code.</summary>
    Qris,
}

/// <summary>What to do with more than is owed.</summary>
public enum ExcessChoice
{
    /// <summary>Refuse the payment.</summary>
    Reject,

    /// <summary>Hold the excess as the borrower's deposit.</summary>
    Deposit,
}

/// <summary>What the payer gets.</summary>
public sealed record RepaymentReceipt
{
    /// <summary>The journal entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>The receipt's number.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>What is owed now, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>Which instalments the payment filled.</summary>
    public required IReadOnlyList<AllocatedAmount> Allocations { get; init; }

    /// <summary>What of it is held as a deposit, rupiah.</summary>
    public required Rupiah Deposited { get; init; }

    /// <summary>The receipt of the voluntary infak.</summary>
    public required string? InfakReceiptNumber { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordRepaymentValidator : AbstractValidator<RecordRepayment>
{
    /// <summary>The rules.</summary>
    public RecordRepaymentValidator()
    {
        RuleFor(c => c.Amount).Amount();
        RuleFor(c => c.PaidOn).Date();
        RuleFor(c => c.Reference).OptionalText(200);
        RuleFor(c => c.Infak ?? new Rupiah(1)).Amount().OverridePropertyName("Infak");
    }
}

/// <summary>Books the repayment.</summary>
public sealed class RecordRepaymentHandler(Repayments repayments)
    : IRequestHandler<RecordRepayment, Result<RepaymentReceipt>>
{
    /// <inheritdoc/>
    public Task<Result<RepaymentReceipt>> Handle(RecordRepayment request, CancellationToken cancellationToken) =>
        repayments.Take(request, cancellationToken);
}
