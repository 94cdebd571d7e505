using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.DisburseLoan;

/// <summary>Pays a signed loan out: the whole principal, nothing netted. Its schedule begins.</summary>
[Allowed(Role.Cashier)]
public sealed record DisburseLoan : ICommand<DisbursementView>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>Rupiah; when said, it must equal the principal.</summary>
    public Rupiah? Amount { get; init; }

    /// <summary>When it was paid out; today when left out.</summary>
    public DateOnly? DisbursedOn { get; init; }

    /// <summary>Where the money was taken from.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>The number on the bank's paper.</summary>
    public string? Reference { get; init; }

    /// <summary>Which planned tranche; a loan in one sum has only number 1.</summary>
    public int? TrancheNo { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetLoan.GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<DisburseLoan, DisbursementView>(
            "/loans/{id}/disbursements",
            (string id, DisburseLoan body) => body with { LoanId = id }
        );
}

/// <summary>Money paid out.</summary>
public sealed record DisbursementView
{
    /// <summary>The journal entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The loan's status now.</summary>
    public required LoanStatus Status { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When.</summary>
    public required DateOnly DisbursedOn { get; init; }

    /// <summary>What is owed now, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class DisburseLoanValidator : AbstractValidator<DisburseLoan>
{
    /// <summary>The rules.</summary>
    public DisburseLoanValidator()
    {
        RuleFor(c => c.Amount ?? new Rupiah(1)).Amount().OverridePropertyName("Amount");
        RuleFor(c => c.DisbursedOn).Date();
        RuleFor(c => c.Reference).OptionalText(200);
    }
}

/// <summary>Books the disbursement and stores the schedule.</summary>
public sealed class DisburseLoanHandler(
    Work work,
    LoanBook loans,
    ApplicationBook applications,
    LedgerBook ledger,
    LoanSchedules schedules,
    ScheduleBook book
) : IRequestHandler<DisburseLoan, Result<DisbursementView>>
{
    /// <inheritdoc/>
    public async Task<Result<DisbursementView>> Handle(DisburseLoan request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var disbursedOn = request.DisbursedOn ?? work.Today;
        var error = Refuses(request, loan, disbursedOn) ?? await RefusesApprover(loan, cancellationToken);
        if (error is not null)
        {
            return error;
        }

        var schedule = await schedules.Build(loan.Row, disbursedOn, cancellationToken);
        if (schedule.IsRefused(out var unbuildable))
        {
            return unbuildable;
        }

        var entry = Postings.Disbursement(
            new DisbursementPosting
            {
                FundId = loan.Row.FundId,
                Account = request.Account.InLedger(),
                LoanId = loan.Row.Id,
                BorrowerId = loan.Row.BorrowerId,
                Amount = loan.Row.Principal,
                DisbursedOn = disbursedOn,
            }
        );
        var details = new EntryDetails
        {
            LoanId = loan.Row.Id,
            BorrowerId = loan.Row.BorrowerId,
            Reference = request.Reference,
        };
        var booked = await ledger.Post(entry, details, cancellationToken);
        if (booked.IsRefused(out var refused))
        {
            return refused;
        }

        await book.Add(
            new NewSchedule
            {
                LoanId = loan.Row.Id,
                EffectiveOn = disbursedOn,
                RepaidBefore = Rupiah.Zero,
                Cause = ScheduleCause.Disbursement,
                CountedFrom = schedule.Value.CountedFrom,
                EntryId = booked.Value.Id,
                Instalments = schedule.Value.Instalments,
            },
            cancellationToken
        );
        return new DisbursementView
        {
            TransactionId = booked.Value.Id,
            JournalNumber = booked.Value.Number,
            LoanId = loan.Row.Id,
            Status = LoanStatus.Active,
            Amount = loan.Row.Principal,
            DisbursedOn = disbursedOn,
            Outstanding = loan.Row.Principal,
        };
    }

    private Error? Refuses(DisburseLoan request, Loan loan, DateOnly disbursedOn)
    {
        var status = loan.StatusOn(DateOnly.MaxValue);
        if (status != LoanStatus.Signed)
        {
            return RunningLoanErrors.WrongStatus(status);
        }

        if (request.Amount is { } amount && amount != loan.Row.Principal)
        {
            return RunningLoanErrors.AmountNotPrincipal(loan.Row.Principal);
        }

        if (request.TrancheNo is not null and not 1)
        {
            return RunningLoanErrors.NoSuchTranche;
        }

        return StepDates.NotInFuture(disbursedOn, work.Today).Error
            ?? StepDates
                .InOrder(new StepDate("signed", loan.Row.SignedOn), new StepDate("disbursed", disbursedOn))
                .Error;
    }

    // Four eyes: whoever agreed to a loan, in whatever role, does not hand out its money.
    private async Task<Error?> RefusesApprover(Loan loan, CancellationToken ct)
    {
        if (loan.Row.ApplicationId is not { } applicationId)
        {
            return null;
        }

        var (application, _) = (await applications.Find(applicationId, ct))!.Value;
        return application.Decisions!.Any(decision =>
            decision.Decision == DecisionKind.Approve && decision.DecidedBy == work.Caller.UserId
        )
            ? RunningLoanErrors.PayerApproved
            : null;
    }
}

/// <summary>Builds loans' schedules by their product's terms and their office's calendar.</summary>
public sealed class LoanSchedules(ProductBook products, Calendars calendars)
{
    /// <summary>The schedule of a loan that is paid out in one sum on a day.</summary>
    public async Task<Result<Schedule>> Build(LoanRow loan, DateOnly disbursedOn, CancellationToken ct)
    {
        var product = await products.Of(loan.ProductId, loan.ProductVersion, ct);
        var calendar = await calendars.Of(loan.OfficeId, product.NonWorkingDayRule, ct);
        return Schedule.Build(
            product.Schedule(loan.Principal, loan.Installments, disbursedOn, loan.FirstDueOn),
            calendar
        );
    }
}
