using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.RefundDeposit;

/// <summary>Gives a deposit, or some of it, back to its borrower.</summary>
[Allowed(Role.Cashier)]
public sealed record RefundDeposit : ICommand<DepositRefund>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The borrower; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>Rupiah given back.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When it was given back; today when left out.</summary>
    public DateOnly? RefundedOn { get; init; }

    /// <summary>Where the money was.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>The number on the bank's or borrower's paper.</summary>
    public string? Reference { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetDeposit.GetDeposit(BorrowerId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RefundDeposit, DepositRefund>(
            "/borrowers/{id}/deposit/refunds",
            (string id, RefundDeposit body) => body with { BorrowerId = id }
        );
}

/// <summary>A deposit given back.</summary>
public sealed record DepositRefund
{
    /// <summary>The journal entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>What is still held for the borrower, rupiah.</summary>
    public required Rupiah Balance { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class RefundDepositValidator : AbstractValidator<RefundDeposit>
{
    /// <summary>The rules.</summary>
    public RefundDepositValidator()
    {
        RuleFor(c => c.Amount).Amount();
        RuleFor(c => c.RefundedOn).Date();
        RuleFor(c => c.Reference).OptionalText(200);
    }
}

/// <summary>Books the refund.</summary>
public sealed class RefundDepositHandler(Work work, Deposits deposits, LedgerBook ledger)
    : IRequestHandler<RefundDeposit, Result<DepositRefund>>
{
    /// <inheritdoc/>
    public async Task<Result<DepositRefund>> Handle(RefundDeposit request, CancellationToken cancellationToken)
    {
        var refundedOn = request.RefundedOn ?? work.Today;
        if (StepDates.NotInFuture(refundedOn, work.Today).IsRefused(out var error))
        {
            return error;
        }

        var held = await deposits.Of(request.BorrowerId, cancellationToken);
        var available = held.AvailableFrom(refundedOn);
        if (request.Amount > available)
        {
            return DepositErrors.Insufficient(available);
        }

        var entry = Postings.DepositRefund(
            new DepositRefundPosting
            {
                Account = request.Account.InLedger(),
                BorrowerId = request.BorrowerId,
                Parts = held.Take(request.Amount, refundedOn, null),
                RefundedOn = refundedOn,
            }
        );
        var details = new EntryDetails { BorrowerId = request.BorrowerId, Reference = request.Reference };
        return (await ledger.Post(entry, details, cancellationToken)).Then<DepositRefund>(booked => new DepositRefund
        {
            TransactionId = booked.Id,
            JournalNumber = booked.Number,
            Balance = held.Balance - request.Amount,
        });
    }
}
