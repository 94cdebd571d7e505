using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Loans.GetLoan;

namespace Baznas.Bmd.Web.Features.ArrearsCases;

/// <summary>Puts a case together: how late the loan is follows from its ledger, what was done from the steps.</summary>
public sealed class ArrearsCaseFile(LoanBook loans, ScheduleBook schedules, ArrearsBook book)
{
    /// <summary>The case of a loan on a day; null when nothing is late and nothing was ever done about it.</summary>
    public async Task<ArrearsCaseView?> Of(string loanId, DateOnly asOf, CancellationToken ct)
    {
        var loan = (await loans.Find(loanId, ct))!;
        var balance = loan.History.BalanceOn(asOf);
        var standing = balance.Outstanding.IsPositive
            ? (await schedules.InForceOn(loanId, asOf, ct))?.Standing(balance.Repaid, asOf)
            : null;
        var steps = await book.StepsOf(loanId, asOf, ct);
        var status = loan.StatusOn(asOf);
        var isLate = standing is { DaysPastDue: > 0 };
        var isOffTheBooks = status == LoanStatus.WrittenOff && balance.StillOwed.IsPositive;
        if (!isLate && !isOffTheBooks && steps.Count == 0)
        {
            return null;
        }

        var shown = await Shown(steps, asOf, ct);
        var oldest = isLate ? standing!.NextDue!.DueOn : (DateOnly?)null;
        // What was due by the promised day is paid: late, but made good.
        var promise = shown.LastOrDefault(step => step.Promise is not null)?.Promise;
        promise = promise?.PromisedOn >= oldest ? promise : null;
        return new ArrearsCaseView
        {
            LoanId = loanId,
            LoanNumber = loan.Row.Number,
            Borrower = new BorrowerReference(loan.Row.BorrowerId, loan.Row.BorrowerNumber, loan.Row.BorrowerName),
            AsOf = asOf,
            State =
                isOffTheBooks ? ArrearsState.WrittenOff
                : !isLate ? ArrearsState.Settled
                : StateOf(promise),
            LoanStatus = status,
            OldestUnpaidDueOn = oldest,
            DaysPastDue = standing?.DaysPastDue ?? 0,
            Overdue = standing?.Overdue ?? Rupiah.Zero,
            StillOwed = balance.StillOwed,
            Cause = shown.LastOrDefault(step => step.Cause is not null)?.Cause ?? ArrearsCause.Unknown,
            Promise = promise,
            Steps = [.. shown.Reverse()],
        };
    }

    private static ArrearsState StateOf(PromiseView? promise) =>
        promise?.State switch
        {
            PromiseState.Open => ArrearsState.Promised,
            PromiseState.Broken => ArrearsState.Broken,
            _ => ArrearsState.Open,
        };

    private async Task<IReadOnlyList<ArrearsStepView>> Shown(
        IReadOnlyList<ArrearsStepRow> steps,
        DateOnly asOf,
        CancellationToken ct
    )
    {
        var promises = steps.Where(step => step.PromisedOn is not null).ToList();
        var repaid = promises.Count == 0 ? [] : await book.RepaymentsOf(promises[0].LoanId, ct);
        return
        [
            .. steps.Select(step =>
                ViewOf(step, PromiseOf(step, promises.SkipWhile(one => one != step), repaid, asOf))
            ),
        ];
    }

    private static PromiseView? PromiseOf(
        ArrearsStepRow step,
        IEnumerable<ArrearsStepRow> fromThis,
        IReadOnlyList<RepaidPrincipal> repaid,
        DateOnly asOf
    )
    {
        if (step is not { PromisedOn: { } promisedOn, Amount: { } amount })
        {
            return null;
        }

        var promise = new PromiseToPay
        {
            GivenOn = step.HappenedOn,
            PromisedOn = promisedOn,
            Amount = amount,
        };
        return new PromiseView
        {
            GivenOn = promise.GivenOn,
            PromisedOn = promisedOn,
            Amount = amount,
            Paid = promise.PaidOn(asOf, repaid),
            State = promise.StateOn(asOf, repaid, fromThis.Skip(1).FirstOrDefault()?.HappenedOn),
        };
    }

    private static ArrearsStepView ViewOf(ArrearsStepRow step, PromiseView? promise)
    {
        var kind = EnumText.Parse<ArrearsStepKind>(step.Kind);
        return new ArrearsStepView
        {
            Id = step.Id,
            Kind = kind,
            HappenedOn = step.HappenedOn,
            Method = Value<ContactMethod>(step.Method),
            With = kind == ArrearsStepKind.Contact ? Value<ContactPerson>(step.Person) : null,
            VisitedBy = kind == ArrearsStepKind.Visit ? step.Person : null,
            Outcome = Value<ArrearsOutcome>(step.Outcome),
            Promise = promise,
            Cause = Value<ArrearsCause>(step.Cause),
            Note = step.Note,
            RecordedBy = step.RecordedBy,
            RecordedAt = step.At,
        };
    }

    private static T? Value<T>(string? text)
        where T : struct, Enum => text is null ? null : EnumText.Parse<T>(text);
}
