using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reschedules;

/// <summary>What shall become of a loan's schedule.</summary>
public sealed record ReschedulePlan
{
    /// <summary>From which day on.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>In how many instalments; null when the dates are kept.</summary>
    public required int? Installments { get; init; }

    /// <summary>When the first shall be due, if it was said.</summary>
    public required DateOnly? FirstDueOn { get; init; }
}

/// <summary>Makes the new schedule of a debt, by the terms of its product and the calendar of its office.</summary>
public sealed class Rescheduling(
    LoanBook loans,
    ScheduleBook schedules,
    ProductBook products,
    Calendars calendars,
    ClosedPeriods closed
)
{
    /// <summary>
    /// The schedule that would hold from the plan's day on: what had been repaid by its end stays with the old versions,
    /// and the rest is cut anew. Or the first reason why there can be none.
    /// </summary>
    public async Task<Result<NewSchedule>> Plan(
        string loanId,
        ReschedulePlan plan,
        DateOnly today,
        CancellationToken ct
    )
    {
        var loan = (await loans.Find(loanId, ct))!;
        var effectiveOn = plan.EffectiveOn;
        var error =
            RefusesOn(loan, effectiveOn, today)
            ?? await RefusesPeriod(loan, effectiveOn, ct)
            ?? await schedules.RefusesFrom(loanId, effectiveOn, ct);
        if (error is not null)
        {
            return error;
        }

        var balance = loan.History.BalanceOn(effectiveOn);
        if (loan.History.LowestRepaidFrom(effectiveOn) < balance.Repaid)
        {
            return RescheduleErrors.RepaymentReversedSince(effectiveOn);
        }

        var built = plan.Installments is { } installments
            ? await Counted(loan, plan, installments, ct)
            : await OverDatesLeft(loan, effectiveOn, ct);
        return built.Then<NewSchedule>(made => new NewSchedule
        {
            LoanId = loanId,
            EffectiveOn = effectiveOn,
            RepaidBefore = balance.Repaid,
            Cause = ScheduleCause.Reschedule,
            CountedFrom = made.CountedFrom,
            Instalments = made.Schedule.Instalments,
        });
    }

    /// <summary>The request with its instalments: those it would make now, or those it made.</summary>
    public async Task<RescheduleView> WithInstalments(RescheduleView request, DateOnly today, CancellationToken ct)
    {
        if (request.Decision is { Version: { } version })
        {
            var made = (await schedules.Of(request.LoanId, ct)).Single(found => found.Version == version);
            return request with { Proposed = ScheduleRow.Of(made.Instalments) };
        }

        if (request.Status != RescheduleStatus.Pending)
        {
            return request with { Proposed = [] };
        }

        var plan = await Plan(request.LoanId, PlanOf(request), today, ct);
        return request with { Proposed = plan.Error is null ? ScheduleRow.Of(plan.Value.Instalments) : [] };
    }

    /// <summary>What a request asks for.</summary>
    public static ReschedulePlan PlanOf(RescheduleView request) =>
        new()
        {
            EffectiveOn = request.EffectiveOn,
            Installments = request.Installments,
            FirstDueOn = request.FirstDueOn,
        };

    private static Error? RefusesOn(Loan loan, DateOnly effectiveOn, DateOnly today)
    {
        if (loan.History.DisbursedOn is not { } disbursedOn)
        {
            return RunningLoanErrors.WrongStatus(loan.StatusOn(DateOnly.MaxValue));
        }

        var dates =
            StepDates.NotInFuture(effectiveOn, today).Error
            ?? StepDates.NotBeforeDisbursement(effectiveOn, disbursedOn).Error;
        if (dates is not null)
        {
            return dates with { Field = "effectiveOn" };
        }

        var status = loan.StatusOn(effectiveOn);
        return status == LoanStatus.Active ? null : RunningLoanErrors.WrongStatus(status);
    }

    private async Task<Error?> RefusesPeriod(Loan loan, DateOnly effectiveOn, CancellationToken ct) =>
        await closed.Contain(loan.Row.OfficeId, effectiveOn, ct) ? LedgerErrors.PeriodClosed(effectiveOn) : null;

    private async Task<Result<Made>> Counted(Loan loan, ReschedulePlan plan, int installments, CancellationToken ct)
    {
        var product = await products.Of(loan.Row.ProductId, loan.Row.ProductVersion, ct);
        var owed = loan.History.BalanceOn(plan.EffectiveOn).Outstanding;
        var calendar = await calendars.Of(loan.Row.OfficeId, product.NonWorkingDayRule, ct);
        return Schedule
            .Build(product.Schedule(owed, installments, plan.EffectiveOn, plan.FirstDueOn), calendar)
            .Then<Made>(schedule => new Made(schedule, schedule.CountedFrom));
    }

    private async Task<Result<Made>> OverDatesLeft(Loan loan, DateOnly effectiveOn, CancellationToken ct)
    {
        var inForce = (await schedules.InForceOn(loan.Row.Id, effectiveOn, ct))!;
        DueDate[] left =
        [
            .. inForce
                .Instalments.Where(row => row.DueOn > effectiveOn)
                .Select(row => new DueDate(row.AnchorOn, row.DueOn)),
        ];
        if (left.Length == 0)
        {
            return RescheduleErrors.NoDatesLeft(effectiveOn);
        }

        var product = await products.Of(loan.Row.ProductId, loan.Row.ProductVersion, ct);
        var owed = loan.History.BalanceOn(effectiveOn).Outstanding;
        return Schedule
            .Over(product.Schedule(owed, left.Length, effectiveOn, null), left)
            .Then<Made>(schedule => new Made(schedule, inForce.CountedFrom));
    }

    private sealed record Made(Schedule Schedule, DateOnly? CountedFrom);
}
