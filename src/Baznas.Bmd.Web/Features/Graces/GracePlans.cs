using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Graces;

/// <summary>What a grace does, before it is granted.</summary>
/// <param name="Moved">The loans whose instalments move; at least one.</param>
/// <param name="Skipped">The loans whose instalments can't, and why.</param>
public sealed record GracePlan(IReadOnlyList<MovedLoan> Moved, IReadOnlyList<(MovableLoan Loan, Error Error)> Skipped)
{
    /// <summary>As the API shows <see cref="Moved"/>.</summary>
    public IReadOnlyList<GracedLoan> Loans => [.. Moved.Select(GracedLoan.Of)];

    /// <summary>As the API shows <see cref="Skipped"/>.</summary>
    public IReadOnlyList<SkippedLoan> Others =>
        [.. Skipped.Select(one => new SkippedLoan(one.Loan.LoanId, one.Loan.Number, one.Error.Code))];
}

/// <summary>Works out which instalments a grace moves, and where to.</summary>
public sealed class GracePlans(MovableLoans loans, Calendars calendars, ClosedPeriods closed)
{
    /// <summary>Whether a grace can be dated so: not in the future, and in an open month.</summary>
    public async Task<Error?> RefusesDate(
        string officeId,
        DateOnly effectiveOn,
        DateOnly today,
        CancellationToken ct
    ) =>
        StepDates.NotInFuture(effectiveOn, today).Error
        ?? (await closed.Contain(officeId, effectiveOn, ct) ? LedgerErrors.PeriodClosed(effectiveOn) : null);

    /// <summary>What moves; refused when nothing does.</summary>
    public async Task<Result<GracePlan>> Of(MovableQuery query, Shift shift, CancellationToken ct)
    {
        var calendar = await calendars.Of(query.OfficeId, null, ct);
        var moved = new List<MovedLoan>();
        var skipped = new List<(MovableLoan Loan, Error Error)>();
        foreach (var loan in await loans.Of(query, calendar, ct))
        {
            var instalments = Shifted(loan, shift);
            if (instalments.IsRefused(out var error))
            {
                skipped.Add((loan, error));
            }
            else if (new MovedLoan(loan, instalments.Value) is var one && one.Changes.Any())
            {
                moved.Add(one);
            }
        }

        return moved.Count > 0 ? new GracePlan(moved, skipped)
            : query.LoanId is not null && skipped is [var only] ? only.Error
            : GraceErrors.NothingToMove;
    }

    private static Result<System.Collections.Immutable.ImmutableArray<Instalment>> Shifted(
        MovableLoan loan,
        Shift shift
    ) =>
        shift.After < loan.EffectiveOn
            ? RunningLoanErrors.LaterVersion(loan.EffectiveOn) with
            {
                Field = "effectiveOn",
            }
            : loan.Schedule.Shifted(shift);
}
