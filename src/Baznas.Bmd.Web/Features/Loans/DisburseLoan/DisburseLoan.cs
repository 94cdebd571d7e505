using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
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

/// <summary>
/// Pays a loan out, nothing netted: the whole principal, or the next of its tranches. The first begins its schedule, a
/// later one joins the instalments that are not yet due.
/// </summary>
[Allowed(Role.Cashier)]
public sealed record DisburseLoan : ICommand<DisbursementView>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>Rupiah; when said, it must equal the principal, or the tranche.</summary>
    public Rupiah? Amount { get; init; }

    /// <summary>When it was paid out; today when left out.</summary>
    public DateOnly? DisbursedOn { get; init; }

    /// <summary>Where the money was taken from.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>The number on the bank's paper.</summary>
    public string? Reference { get; init; }

    /// <summary>Which planned tranche; the next when left out. A loan in one sum has only number 1.</summary>
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

    /// <summary>Which tranche; 1 for a loan in one sum.</summary>
    public required int TrancheNo { get; init; }

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
    Payouts payouts,
    TrancheBook tranches,
    LedgerBook ledger,
    ScheduleBook book
) : IRequestHandler<DisburseLoan, Result<DisbursementView>>
{
    /// <inheritdoc/>
    public async Task<Result<DisbursementView>> Handle(DisburseLoan request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var payer = new Payer(work.Caller.UserId, work.Today);
        var planned = await payouts.Plan(loan, request, payer, cancellationToken);
        if (planned.IsRefused(out var noPayout))
        {
            return noPayout;
        }

        var payout = planned.Value;
        var booked = await Post(request, payout, cancellationToken);
        if (booked.IsRefused(out var refused))
        {
            return refused;
        }

        await book.Add(payout.Schedule with { EntryId = booked.Value.Id }, cancellationToken);
        if (payout.Tranche is { } tranche)
        {
            await tranches.Pay(loan.Row.Id, tranche.No, booked.Value.Id, cancellationToken);
        }

        return new DisbursementView
        {
            TransactionId = booked.Value.Id,
            JournalNumber = booked.Value.Number,
            LoanId = loan.Row.Id,
            Status = LoanStatus.Active,
            TrancheNo = payout.Tranche?.No ?? 1,
            Amount = payout.Amount,
            DisbursedOn = payout.On,
            Outstanding = loan.History.Balance.Outstanding + payout.Amount,
        };
    }

    private Task<Result<BookedEntry>> Post(DisburseLoan request, Payout payout, CancellationToken ct) =>
        ledger.Post(
            Postings.Disbursement(
                new DisbursementPosting
                {
                    FundId = payout.Loan.Row.FundId,
                    Account = request.Account.InLedger(),
                    LoanId = payout.Loan.Row.Id,
                    BorrowerId = payout.Loan.Row.BorrowerId,
                    Amount = payout.Amount,
                    DisbursedOn = payout.On,
                }
            ),
            new EntryDetails
            {
                LoanId = payout.Loan.Row.Id,
                BorrowerId = payout.Loan.Row.BorrowerId,
                Reference = request.Reference,
            },
            ct
        );
}

/// <summary>Builds loans' schedules by their product's terms and their office's calendar.</summary>
public sealed class LoanSchedules(ProductBook products, Calendars calendars)
{
    /// <summary>The schedule of a loan that is paid out, or whose first tranche is, on a day.</summary>
    public async Task<Result<Schedule>> Build(LoanRow loan, DateOnly disbursedOn, CancellationToken ct)
    {
        var product = await products.Of(loan.ProductId, loan.ProductVersion, ct);
        var calendar = await calendars.Of(loan.OfficeId, product.NonWorkingDayRule, ct);
        return Schedule.Build(
            product.Schedule(loan.FirstPayout, loan.Installments, disbursedOn, loan.FirstDueOn),
            calendar
        );
    }

    /// <summary>The version that begins when a loan, or its first tranche, is paid out.</summary>
    public async Task<Result<NewSchedule>> Begin(LoanRow loan, DateOnly disbursedOn, CancellationToken ct) =>
        (await Build(loan, disbursedOn, ct)).Then<NewSchedule>(schedule => new NewSchedule
        {
            LoanId = loan.Id,
            EffectiveOn = disbursedOn,
            RepaidBefore = Rupiah.Zero,
            Cause = ScheduleCause.Disbursement,
            CountedFrom = schedule.CountedFrom,
            Instalments = schedule.Instalments,
        });

    /// <summary>The version that a later tranche makes of the one before.</summary>
    public async Task<Result<NewSchedule>> Join(
        LoanRow loan,
        ScheduleVersion before,
        (Rupiah Amount, DateOnly On) tranche,
        CancellationToken ct
    )
    {
        var product = await products.Of(loan.ProductId, loan.ProductVersion, ct);
        var calendar = await calendars.Of(loan.OfficeId, product.NonWorkingDayRule, ct);
        var terms = product.Schedule(tranche.Amount, 1, tranche.On, null);
        return TrancheSchedule
            .Add(before.Instalments, terms, calendar)
            .Then<NewSchedule>(instalments => new NewSchedule
            {
                LoanId = loan.Id,
                EffectiveOn = tranche.On,
                RepaidBefore = before.RepaidBefore,
                Cause = ScheduleCause.Tranche,
                CountedFrom = before.CountedFrom,
                Instalments = instalments,
            });
    }
}
