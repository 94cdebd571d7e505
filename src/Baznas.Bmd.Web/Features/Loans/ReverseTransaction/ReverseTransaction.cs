using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans.Reversals;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.ReverseTransaction;

/// <summary>
/// Takes a mistaken entry of a loan back by a reversing one; nothing is deleted. It counts from the day of what it
/// reverses while that month is open, else from the first open day after it.
/// </summary>
[Allowed(Role.Cashier)]
public sealed record ReverseTransaction : ICommand<ReversalView>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>What to take back; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string TransactionId { get; init; } = "";

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetLoan.GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ReverseTransaction, ReversalView>(
            "/loans/{id}/transactions/{transactionId}/reversal",
            (string id, string transactionId, ReverseTransaction body) =>
                body with
                {
                    LoanId = id,
                    TransactionId = transactionId,
                }
        );
}

/// <summary>A reversing entry.</summary>
public sealed record ReversalView
{
    /// <summary>The reversing entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its journal number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>What it takes back.</summary>
    public required string ReversesTransactionId { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What is owed now, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>The loan's status now.</summary>
    public required LoanStatus Status { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class ReverseTransactionValidator : AbstractValidator<ReverseTransaction>
{
    /// <summary>The rules.</summary>
    public ReverseTransactionValidator() => RuleFor(c => c.Reason).Text(1000);
}

/// <summary>Books the reversing entry.</summary>
public sealed class ReverseTransactionHandler(ReversalBook reversals, ReversalRules rules, LoanBook loans)
    : IRequestHandler<ReverseTransaction, Result<ReversalView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReversalView>> Handle(ReverseTransaction request, CancellationToken cancellationToken)
    {
        var found = await reversals.Find(request.TransactionId, request.LoanId, cancellationToken);
        if (found.IsRefused(out var error))
        {
            return error;
        }

        var reversing = found.Value;
        var rulesOfKind = rules.Of(reversing.Original.Kind);
        var booked = await reversals.Reverse(reversing, rulesOfKind, request.Reason, cancellationToken);
        if (booked.IsRefused(out var refused))
        {
            return refused;
        }

        var after = (await loans.Find(request.LoanId, cancellationToken))!;
        return new ReversalView
        {
            TransactionId = booked.Value.Id,
            JournalNumber = booked.Value.Number,
            ReversesTransactionId = reversing.EntryId,
            EffectiveOn = reversing.EffectiveOn,
            Outstanding = after.History.Balance.Outstanding,
            Status = after.StatusOn(DateOnly.MaxValue),
        };
    }
}
