using Baznas.Bmd.Web.Features.Loans.Reversals;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.ReverseEntry;

/// <summary>
/// Takes a mistaken entry that concerns no loan back by a reversing one: money received into a fund, infak, a refunded
/// deposit, a transfer. It counts from the day of what it reverses while that month is open, else from the first open day
/// after it.
/// </summary>
[Allowed(Role.Cashier)]
public sealed record ReverseEntry : ICommand<EntryReversalView>, IMovesMoney, IApiEndpoint
{
    /// <summary>What to take back; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string TransactionId { get; init; } = "";

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    Subject IWrite.Subject => Subject.Transaction(TransactionId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ReverseEntry, EntryReversalView>(
            "/transactions/{id}/reversal",
            (string id, ReverseEntry body) => body with { TransactionId = id }
        );
}

/// <summary>A reversing entry of no loan.</summary>
/// <param name="TransactionId">The reversing entry.</param>
/// <param name="JournalNumber">Its journal number.</param>
/// <param name="ReversesTransactionId">What it takes back.</param>
/// <param name="EffectiveOn">From which day on it counts.</param>
public sealed record EntryReversalView(
    string TransactionId,
    string JournalNumber,
    string ReversesTransactionId,
    DateOnly EffectiveOn
);

/// <summary>What the fields may hold.</summary>
public sealed class ReverseEntryValidator : AbstractValidator<ReverseEntry>
{
    /// <summary>The rules.</summary>
    public ReverseEntryValidator() => RuleFor(c => c.Reason).Text(1000);
}

/// <summary>Books the reversing entry.</summary>
public sealed class ReverseEntryHandler(ReversalBook reversals, ReversalRules rules)
    : IRequestHandler<ReverseEntry, Result<EntryReversalView>>
{
    /// <inheritdoc/>
    public async Task<Result<EntryReversalView>> Handle(ReverseEntry request, CancellationToken cancellationToken)
    {
        var found = await reversals.Find(request.TransactionId, loanId: null, cancellationToken);
        if (found.IsRefused(out var error))
        {
            return error;
        }

        var reversing = found.Value;
        var rulesOfKind = rules.Of(reversing.Original.Kind);
        var booked = await reversals.Reverse(reversing, rulesOfKind, request.Reason, cancellationToken);
        return booked.Then<EntryReversalView>(entry => new EntryReversalView(
            entry.Id,
            entry.Number,
            reversing.EntryId,
            reversing.EffectiveOn
        ));
    }
}
