using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.TransferFund;

/// <summary>Moves a fund's money between the cash box and the bank. It stays the same fund's.</summary>
[Allowed(Role.Cashier)]
public sealed record TransferFund : ICommand<FundTransfer>, IMovesMoney, IApiEndpoint
{
    /// <summary>The fund; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FundId { get; init; } = "";

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>Where the money is taken.</summary>
    public required MoneyAccount From { get; init; }

    /// <summary>Where it goes.</summary>
    public required MoneyAccount To { get; init; }

    /// <summary>When it was moved; today when left out.</summary>
    public DateOnly? TransferredOn { get; init; }

    /// <summary>The number on the bank's paper.</summary>
    public string? Reference { get; init; }

    Subject IWrite.Subject => Subject.Fund(FundId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<TransferFund, FundTransfer>(
            "/funds/{id}/transfers",
            (string id, TransferFund body) => body with { FundId = id }
        );
}

/// <summary>Money that was moved.</summary>
public sealed record FundTransfer
{
    /// <summary>The journal entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its number.</summary>
    public required string JournalNumber { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class TransferFundValidator : AbstractValidator<TransferFund>
{
    /// <summary>The rules.</summary>
    public TransferFundValidator()
    {
        RuleFor(c => c.Amount).Amount();
        RuleFor(c => c.TransferredOn).Date();
        RuleFor(c => c.Reference).OptionalText(200);
    }
}

/// <summary>Books the transfer.</summary>
public sealed class TransferFundHandler(Work work, LedgerBook ledger)
    : IRequestHandler<TransferFund, Result<FundTransfer>>
{
    private static readonly Error SameAccount = Error.Invalid("transfer.same_account") with { Field = "to" };

    /// <inheritdoc/>
    public async Task<Result<FundTransfer>> Handle(TransferFund request, CancellationToken cancellationToken)
    {
        if (request.From == request.To)
        {
            return SameAccount;
        }

        var transferredOn = request.TransferredOn ?? work.Today;
        if (StepDates.NotInFuture(transferredOn, work.Today).IsRefused(out var error))
        {
            return error;
        }

        var entry = Postings.FundTransfer(
            new FundTransferPosting
            {
                FundId = request.FundId,
                From = request.From.InLedger(),
                To = request.To.InLedger(),
                Amount = request.Amount,
                TransferredOn = transferredOn,
            }
        );
        var details = new EntryDetails { Reference = request.Reference };
        return (await ledger.Post(entry, details, cancellationToken)).Then<FundTransfer>(booked => new FundTransfer
        {
            TransactionId = booked.Id,
            JournalNumber = booked.Number,
        });
    }
}
