using Baznas.Bmd.Web.Features.Loans.DisburseLoan;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.PlanDisbursement;

/// <summary>
/// What paying a loan out, or its next tranche, would come to and make. It is refused as the payout itself would be,
/// except that the fund is not asked.
/// </summary>
[Allowed(Role.Cashier)]
public sealed record PlanDisbursement : IQuery<DisbursementPlan>, IApiEndpoint
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>When it would be paid out; today when left out.</summary>
    public DateOnly? DisbursedOn { get; init; }

    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<PlanDisbursement, DisbursementPlan>(
            "/loans/{id}/disbursement-plan",
            (string id, DateOnly? disbursedOn) => new PlanDisbursement { LoanId = id, DisbursedOn = disbursedOn }
        );
}

/// <summary>A payout before it is made.</summary>
public sealed record DisbursementPlan
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>When.</summary>
    public required DateOnly DisbursedOn { get; init; }

    /// <summary>Which tranche; null for a loan in one sum.</summary>
    public required int? TrancheNo { get; init; }

    /// <summary>How much, rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>What the loan's fund has in cash, rupiah.</summary>
    public required Rupiah Cash { get; init; }

    /// <summary>What the loan's fund has in the bank, rupiah.</summary>
    public required Rupiah Bank { get; init; }

    /// <summary>The schedule that would follow.</summary>
    public required IReadOnlyList<PlannedInstalment> Schedule { get; init; }
}

/// <summary>An instalment of a plan.</summary>
/// <param name="No">Counts from 1.</param>
/// <param name="DueOn">When it would be due.</param>
/// <param name="Amount">Rupiah.</param>
public sealed record PlannedInstalment(int No, DateOnly DueOn, Rupiah Amount);

/// <summary>Asks the rules of payouts, and the fund what it has.</summary>
public sealed class PlanDisbursementHandler(
    Db db,
    CallContext context,
    OfficeDates dates,
    LoanBook loans,
    Payouts payouts
) : IRequestHandler<PlanDisbursement, Result<DisbursementPlan>>
{
    private static readonly Sql<FundOfOffice, MoneyRow> Money = new(
        """
        SELECT COALESCE(SUM(CASE WHEN p.[Account] = 'cash' THEN p.[Amount] ELSE 0 END), 0) AS [Cash],
            COALESCE(SUM(CASE WHEN p.[Account] = 'bank' THEN p.[Amount] ELSE 0 END), 0) AS [Bank]
        FROM [Posting] p
        WHERE p.[OfficeId] = @OfficeId AND p.[Account] IN ('cash', 'bank') AND p.[FundId] = @FundId
        """
    );

    /// <inheritdoc/>
    public async Task<Result<DisbursementPlan>> Handle(PlanDisbursement request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var (officeId, fundId) = (loan.Row.OfficeId, loan.Row.FundId);
        var payer = new Payer(context.Caller!.UserId, await dates.Today(officeId, cancellationToken));
        var asked = new DisburseLoan.DisburseLoan
        {
            LoanId = request.LoanId,
            DisbursedOn = request.DisbursedOn,
            Account = Funds.MoneyAccount.Cash,
        };
        var planned = await payouts.Plan(loan, asked, payer, cancellationToken);
        if (planned.IsRefused(out var refused))
        {
            return refused;
        }

        var payout = planned.Value;
        var money = (await db.Find(Money, new FundOfOffice(officeId, fundId), cancellationToken))!;
        return new DisbursementPlan
        {
            LoanId = request.LoanId,
            DisbursedOn = payout.On,
            TrancheNo = payout.Tranche?.No,
            Amount = payout.Amount,
            Cash = money.Cash,
            Bank = money.Bank,
            Schedule =
            [
                .. payout.Schedule.Instalments.Select(row => new PlannedInstalment(row.No, row.DueOn, row.Amount)),
            ],
        };
    }

    private sealed record FundOfOffice(string OfficeId, string FundId);

    private sealed class MoneyRow
    {
        public Rupiah Cash { get; init; }
        public Rupiah Bank { get; init; }
    }
}
