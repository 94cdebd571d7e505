using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.ReceiveFund;

/// <summary>Takes capital into a fund.</summary>
[Allowed(Role.Cashier)]
public sealed record ReceiveFund : ICommand<FundReceipt>, IMovesMoney, IApiEndpoint
{
    /// <summary>The fund; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FundId { get; init; } = "";

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When the money came; today when left out.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Where it lies.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>Who gave it.</summary>
    public required string Source { get; init; }

    /// <summary>The number on the giver's paper.</summary>
    public string? Reference { get; init; }

    Subject IWrite.Subject => Subject.Fund(FundId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ReceiveFund, FundReceipt>(
            "/funds/{id}/receipts",
            (string id, ReceiveFund body) => body with { FundId = id }
        );
}

/// <summary>What the giver gets.</summary>
public sealed record FundReceipt
{
    /// <summary>The journal entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>The receipt's number.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When the money came.</summary>
    public required DateOnly ReceivedOn { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class ReceiveFundValidator : AbstractValidator<ReceiveFund>
{
    /// <summary>The rules.</summary>
    public ReceiveFundValidator()
    {
        RuleFor(c => c.Amount).Amount();
        RuleFor(c => c.ReceivedOn).Date();
        RuleFor(c => c.Source).Text(200);
        RuleFor(c => c.Reference).OptionalText(200);
    }
}

/// <summary>Books the receipt.</summary>
public sealed class ReceiveFundHandler(Work work, LedgerBook ledger) : IRequestHandler<ReceiveFund, Result<FundReceipt>>
{
    /// <inheritdoc/>
    public async Task<Result<FundReceipt>> Handle(ReceiveFund request, CancellationToken cancellationToken)
    {
        var receivedOn = request.ReceivedOn ?? work.Today;
        if (StepDates.NotInFuture(receivedOn, work.Today).IsRefused(out var error))
        {
            return error;
        }

        var entry = Postings.FundReceipt(
            new FundReceiptPosting
            {
                FundId = request.FundId,
                Account = request.Account.InLedger(),
                Amount = request.Amount,
                ReceivedOn = receivedOn,
            }
        );
        var details = new EntryDetails
        {
            Receipt = DocumentSeries.Receipt,
            Reference = request.Reference,
            Description = request.Source,
        };
        return (await ledger.Post(entry, details, cancellationToken)).Then<FundReceipt>(booked => new FundReceipt
        {
            TransactionId = booked.Id,
            JournalNumber = booked.Number,
            ReceiptNumber = booked.ReceiptNumber!,
            Amount = request.Amount,
            ReceivedOn = receivedOn,
        });
    }
}
