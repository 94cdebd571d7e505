using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.WriteOffs.DecideWriteOff;

/// <summary>
/// One approver's voice on a request to write a debt off or to forgive it. The second who agrees books it; one who
/// refuses ends it.
/// </summary>
[Allowed(Role.Approver)]
public sealed record DecideWriteOff : ICommand<WriteOffView>, IConditional, IApiEndpoint
{
    /// <summary>The request; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string WriteOffId { get; init; } = "";

    /// <inheritdoc cref="WriteOffChoice"/>
    public required WriteOffChoice Decision { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    Subject IWrite.Subject => Subject.WriteOff(WriteOffId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetWriteOff.GetWriteOff(WriteOffId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<DecideWriteOff, WriteOffView>(
            "/write-offs/{id}/decision",
            (string id, DecideWriteOff body) => body with { WriteOffId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class DecideWriteOffValidator : AbstractValidator<DecideWriteOff>
{
    /// <summary>The rules.</summary>
    public DecideWriteOffValidator() => RuleFor(c => c.Note).Text(2000);
}

/// <summary>Stores the voice, and books the request when it is the deciding one.</summary>
public sealed class DecideWriteOffHandler(
    Work work,
    LoanBook loans,
    WriteOffRules rules,
    WriteOffBook book,
    LedgerBook ledger
) : IRequestHandler<DecideWriteOff, Result<WriteOffView>>
{
    /// <inheritdoc/>
    public async Task<Result<WriteOffView>> Handle(DecideWriteOff request, CancellationToken cancellationToken)
    {
        var asked = await book.Find(request.WriteOffId, cancellationToken);
        if (Refuses(asked) is { } error)
        {
            return error;
        }

        string? entryId = null;
        if (request.Decision == WriteOffChoice.Approve)
        {
            var loan = (await loans.Find(asked.LoanId, cancellationToken))!;
            if (await rules.Refuses(loan, asked.EffectiveOn, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            if (WriteOffApproval.StatusOf(asked.Decisions.Count + 1, 0) == WriteOffStatus.Approved)
            {
                var booked = await Book(asked, loan, cancellationToken);
                if (booked.IsRefused(out var refused))
                {
                    return refused;
                }

                entryId = booked.Value.Id;
            }
        }

        var decision = new WriteOffDecisionRow
        {
            WriteOffId = asked.Id,
            Decision = EnumText.Of(request.Decision),
            Note = request.Note,
            EntryId = entryId,
        };
        await book.Add(decision, cancellationToken);
        return await book.Find(asked.Id, cancellationToken);
    }

    // Four eyes, and two more: whoever asked has no voice, and nobody has two.
    private Error? Refuses(WriteOffView asked)
    {
        if (asked.Status != WriteOffStatus.Pending)
        {
            return WriteOffErrors.AlreadyDecided;
        }

        if (asked.RequestedBy == work.Caller.UserId)
        {
            return WriteOffErrors.OwnRequest;
        }

        return asked.Decisions.Any(decision => decision.DecidedBy == work.Caller.UserId)
            ? WriteOffErrors.SameApprover
            : null;
    }

    private Task<Result<BookedEntry>> Book(WriteOffView asked, Loan loan, CancellationToken ct) =>
        ledger.Post(
            Posting(asked, loan),
            new EntryDetails
            {
                LoanId = loan.Row.Id,
                BorrowerId = loan.Row.BorrowerId,
                Description = asked.Reason,
            },
            ct
        );

    private static LedgerEntry Posting(WriteOffView asked, Loan loan)
    {
        var outstanding = loan.History.BalanceOn(asked.EffectiveOn).Outstanding;
        return asked.Kind == WriteOffKind.WriteOff
            ? Postings.WriteOff(
                new WriteOffPosting
                {
                    FundId = loan.Row.FundId,
                    LoanId = loan.Row.Id,
                    BorrowerId = loan.Row.BorrowerId,
                    Amount = outstanding,
                    WrittenOffOn = asked.EffectiveOn,
                }
            )
            : Postings.Forgiveness(
                new ForgivenessPosting
                {
                    FundId = loan.Row.FundId,
                    LoanId = loan.Row.Id,
                    BorrowerId = loan.Row.BorrowerId,
                    Amount = outstanding,
                    ForgivenOn = asked.EffectiveOn,
                }
            );
    }
}
