using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.WriteOffs.RecordRecovery;

/// <summary>Takes money on a loan that was written off. It is income of the loan's fund; the written-off total stays.</summary>
[Allowed(Role.Cashier)]
public sealed record RecordRecovery : ICommand<RecoveryReceipt>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When it was received; today when left out.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Where the money lies.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>How it came; by the account when left out.</summary>
    public PaymentMethod? Method { get; init; }

    /// <summary>The number on the bank's or payer's paper.</summary>
    public string? Reference { get; init; }

    /// <summary>The borrower who really paid, by consent, when it was another.</summary>
    public string? PaidByBorrowerId { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new Loans.GetLoan.GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordRecovery, RecoveryReceipt>(
            "/loans/{id}/recoveries",
            (string id, RecordRecovery body) => body with { LoanId = id }
        );
}

/// <summary>What the payer gets.</summary>
public sealed record RecoveryReceipt
{
    /// <summary>The journal entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>The receipt's number.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>All that was recovered on the loan, rupiah.</summary>
    public required Rupiah Recovered { get; init; }

    /// <summary>What is still owed, rupiah.</summary>
    public required Rupiah StillOwed { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordRecoveryValidator : AbstractValidator<RecordRecovery>
{
    /// <summary>The rules.</summary>
    public RecordRecoveryValidator()
    {
        RuleFor(c => c.Amount).Amount();
        RuleFor(c => c.ReceivedOn).Date();
        RuleFor(c => c.Reference).OptionalText(200);
    }
}

/// <summary>Books the recovery.</summary>
public sealed class RecordRecoveryHandler(Work work, LoanBook loans, LedgerBook ledger, SubjectOffices offices)
    : IRequestHandler<RecordRecovery, Result<RecoveryReceipt>>
{
    /// <inheritdoc/>
    public async Task<Result<RecoveryReceipt>> Handle(RecordRecovery request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var receivedOn = request.ReceivedOn ?? work.Today;
        if (Refuses(loan, request.Amount, receivedOn) is { } error)
        {
            return error;
        }

        if (
            request.PaidByBorrowerId is { } payer
            && !await offices.BelongsTo(Subject.Borrower(payer), work.Office.Id, cancellationToken)
        )
        {
            return SubjectOffices.NotFound(SubjectKind.Borrower) with { Field = "paidByBorrowerId" };
        }

        var booked = await Post(request, loan.Row, receivedOn, cancellationToken);
        if (booked.IsRefused(out var refused))
        {
            return refused;
        }

        var before = loan.History.Balance;
        return new RecoveryReceipt
        {
            TransactionId = booked.Value.Id,
            ReceiptNumber = booked.Value.ReceiptNumber!,
            Recovered = before.Recovered + request.Amount,
            StillOwed = before.StillOwed - request.Amount,
        };
    }

    private Error? Refuses(Loan loan, Rupiah amount, DateOnly receivedOn)
    {
        if (StepDates.NotInFuture(receivedOn, work.Today).Error is { } inFuture)
        {
            return inFuture;
        }

        foreach (var status in new[] { loan.StatusOn(DateOnly.MaxValue), loan.StatusOn(receivedOn) })
        {
            if (status != LoanStatus.WrittenOff)
            {
                return RunningLoanErrors.WrongStatus(status);
            }
        }

        var most = loan.History.RecoverableFrom(receivedOn);
        return amount > most ? WriteOffErrors.ExceedsWrittenOff(most) : null;
    }

    private Task<Result<BookedEntry>> Post(
        RecordRecovery request,
        LoanRow loan,
        DateOnly receivedOn,
        CancellationToken ct
    ) =>
        ledger.Post(
            Postings.Recovery(
                new RecoveryPosting
                {
                    FundId = loan.FundId,
                    Account = request.Account.InLedger(),
                    LoanId = loan.Id,
                    BorrowerId = loan.BorrowerId,
                    Amount = request.Amount,
                    ReceivedOn = receivedOn,
                }
            ),
            new EntryDetails
            {
                LoanId = loan.Id,
                BorrowerId = loan.BorrowerId,
                Receipt = DocumentSeries.Receipt,
                Method = EnumText.Of(
                    request.Method
                        ?? (request.Account == MoneyAccount.Cash ? PaymentMethod.Cash : PaymentMethod.Transfer)
                ),
                PaidByBorrowerId = request.PaidByBorrowerId,
                Reference = request.Reference,
            },
            ct
        );
}
