using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Features.Disputes;
using Baznas.Bmd.Web.Features.Disputes.ListDisputes;
using Baznas.Bmd.Web.Features.Disputes.OpenDispute;
using Baznas.Bmd.Web.Features.Documents;
using Baznas.Bmd.Web.Features.Graces.ListLoanGraces;
using Baznas.Bmd.Web.Features.Impact.ListImpactSurveys;
using Baznas.Bmd.Web.Features.Impact.RecordImpactSurvey;
using Baznas.Bmd.Web.Features.Loans.GetSchedule;
using Baznas.Bmd.Web.Features.Loans.GetTranches;
using Baznas.Bmd.Web.Features.Loans.GetTransactions;
using Baznas.Bmd.Web.Features.Loans.ListScheduleVersions;
using Baznas.Bmd.Web.Features.Reschedules;
using Baznas.Bmd.Web.Features.Reschedules.ListReschedules;
using Baznas.Bmd.Web.Features.WriteOffs;
using Baznas.Bmd.Web.Features.WriteOffs.ListWriteOffs;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Loans.GetLoan;

/// <summary>A loan's whole story on one page, and the next step for whoever looks at it.</summary>
public sealed class LoanPage : BmdPage
{
    /// <summary>As many instalments, or entries, are shown at once; the rest is a touch away.</summary>
    public const int Near = 8;

    /// <summary>The loan on the day looked at.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What is due when.</summary>
    public LoanScheduleView Schedule { get; private set; } = null!;

    /// <summary>What moved the debt, newest first.</summary>
    public IReadOnlyList<TransactionView> Transactions { get; private set; } = [];

    /// <summary>Every schedule it ever had.</summary>
    public IReadOnlyList<ScheduleVersionView> Versions { get; private set; } = [];

    /// <summary>The parts it is paid out in.</summary>
    public IReadOnlyList<TrancheView> Tranches { get; private set; } = [];

    /// <summary>Requests for new schedules.</summary>
    public IReadOnlyList<RescheduleView> Reschedules { get; private set; } = [];

    /// <summary>Requests to write it off or to forgive it.</summary>
    public IReadOnlyList<WriteOffView> WriteOffs { get; private set; } = [];

    /// <summary>Graces that were granted.</summary>
    public IReadOnlyList<LoanGrace> Graces { get; private set; } = [];

    /// <summary>What the borrower disputes, newest first.</summary>
    public IReadOnlyList<DisputeView> Disputes { get; private set; } = [];

    /// <summary>Whether whoever looks may write a dispute down: none is open, and something is owed.</summary>
    public bool CanBeDisputed =>
        May<OpenDispute>()
        && Loan.Status == LoanStatus.Active
        && Disputes.All(dispute => dispute.Resolution is not null);

    /// <summary>Whether the household still has to be asked, by whoever looks, how it stands now that the loan has ended.</summary>
    public bool IsSurveyMissing { get; private set; }

    /// <summary>Who asked and granted.</summary>
    public PeopleView People { get; private set; } = new([]);

    /// <summary>What can be done next by whoever looks.</summary>
    public LoanSteps Steps { get; private set; } = null!;

    /// <summary>Whether it is looked at as it is, and not as it was.</summary>
    public bool IsNow => Loan.AsOf == OfficeToday;

    /// <summary>The instalments around the day: the oldest unpaid ones, or the last when all are paid.</summary>
    public IReadOnlyList<LoanScheduleRow> NearRows =>
        Schedule.Rows.Where(row => row.Outstanding.IsPositive).Take(Near).ToList() is { Count: > 0 } unpaid
            ? unpaid
            : [.. Schedule.Rows.TakeLast(Near)];

    /// <summary>How much of what was paid out has come back, in per cent.</summary>
    public int RepaidPercent => Loan.Disbursed.IsZero ? 0 : (int)(100 * Loan.Repaid.Amount / Loan.Disbursed.Amount);

    /// <summary>The papers that people ask for at the counter.</summary>
    public IEnumerable<DocumentKind> Documents
    {
        get
        {
            if (Loan.SignedOn is not null)
            {
                yield return DocumentKind.Akad;
            }

            if (Schedule.Version > 0)
            {
                yield return DocumentKind.InstalmentCard;
            }

            if (!Loan.Disbursed.IsZero)
            {
                yield return DocumentKind.Statement;
            }

            if (Loan.Status is LoanStatus.Closed or LoanStatus.WrittenOff && Loan.StillOwed.IsZero)
            {
                yield return DocumentKind.SettlementLetter;
            }
        }
    }

    /// <summary>Reads the loan as it stands, or stood on a day.</summary>
    public async Task OnGet(string id, DateOnly? asOf)
    {
        Loan = await Ask(new GetLoan { Id = id, AsOf = asOf });
        OfficeToday = asOf is null ? Loan.AsOf : await Today(Loan.OfficeId);
        Schedule = await Ask(new GetSchedule.GetSchedule { LoanId = id, AsOf = asOf });
        Transactions = (await Ask(new GetTransactions.GetTransactions { LoanId = id, AsOf = asOf })).Items;
        Versions = (await Ask(new ListScheduleVersions.ListScheduleVersions(id))).Items;
        Tranches = (await Ask(new GetTranches.GetTranches(id))).Items;
        Reschedules = (await Ask(new ListReschedules { LoanId = id })).Items;
        WriteOffs = (await Ask(new ListWriteOffs { LoanId = id })).Items;
        Graces = (await Ask(new ListLoanGraces(id))).Items;
        Disputes = (await Ask(new ListDisputes(id))).Items;
        People = await Ask(
            new NamePeople
            {
                Ids =
                [
                    .. Reschedules.Select(one => one.RequestedBy),
                    .. WriteOffs.Select(one => one.RequestedBy),
                    .. Graces.Select(one => one.GrantedBy),
                ],
            }
        );
        Steps = new LoanSteps(this);
        IsSurveyMissing =
            IsNow
            && Loan.Status == LoanStatus.Closed
            && May<RecordImpactSurvey>()
            && (await Ask(new ListImpactSurveys(Loan.Borrower.Id))).Items.All(survey =>
                survey.LoanId != Loan.Id || survey.Occasion != SurveyOccasion.Closing
            );
    }
}

/// <summary>One step that may come next.</summary>
/// <param name="Path">Where it is done.</param>
/// <param name="Text">What it is called: a key of the page texts.</param>
/// <param name="IsMain">Whether it is the next step of the loan's way, and no relief from it.</param>
public sealed record LoanStep(string Path, string Text, bool IsMain);

/// <summary>The steps that role and state leave open, the likeliest first, and why the others are not.</summary>
public sealed class LoanSteps
{
    private readonly LoanPage _page;
    private readonly List<LoanStep> _open = [];
    private readonly List<string> _reasons = [];

    /// <summary>Looks at the loan on a page.</summary>
    internal LoanSteps(LoanPage page)
    {
        _page = page;
        if (!page.IsNow)
        {
            return;
        }

        Towards(Loan.Status);
    }

    /// <summary>What can be done.</summary>
    public IReadOnlyList<LoanStep> Open => _open;

    /// <summary>What can't be done now, and why, in words.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    private LoanView Loan => _page.Loan;

    private void Towards(LoanStatus status)
    {
        switch (status)
        {
            case LoanStatus.Approved:
                Offer<SignAkad.SignAkad>("akad", isMain: true);
                Explain("loan.waits.akad");
                break;
            case LoanStatus.Signed:
                PayOut();
                break;
            case LoanStatus.Active:
                Offer<RecordRepayment.RecordRepayment>("repay", isMain: true);
                PayOut();
                Relieve();
                break;
            case LoanStatus.Closed:
                Explain("loan.waits.closed", Loan.ClosedOn ?? Loan.AsOf);
                PayOut();
                break;
            case LoanStatus.WrittenOff when Loan.StillOwed.IsPositive:
                Offer<WriteOffs.RecordRecovery.RecordRecovery>("recover", isMain: true);
                Explain("loan.waits.written_off");
                break;
            default:
                Explain($"loan.waits.{EnumText.Of(status)}");
                break;
        }
    }

    private void PayOut()
    {
        if (!Loan.Undisbursed.IsPositive)
        {
            return;
        }

        var next = _page.Tranches.FirstOrDefault(tranche =>
            tranche.Status is not (TrancheStatus.Paid or TrancheStatus.Cancelled)
        );
        if (next is { Status: not TrancheStatus.Approved })
        {
            Explain("loan.waits.tranche", next.No);
            return;
        }

        Offer<DisburseLoan.DisburseLoan>("disburse", isMain: Loan.Status != LoanStatus.Active);
        Explain("loan.waits.disbursement", next?.Amount ?? Loan.Undisbursed);
    }

    private void Relieve()
    {
        if (_page.Reschedules.Any(one => one.Status == RescheduleStatus.Pending))
        {
            Explain("loan.waits.reschedule");
        }
        else
        {
            Offer<Reschedules.RequestReschedule.RequestReschedule>("reschedule");
        }

        Offer<Graces.GrantGrace.GrantGrace>("grace");
        if (_page.WriteOffs.Any(one => one.Status == WriteOffStatus.Pending))
        {
            Explain("loan.waits.write_off");
        }
        else
        {
            Offer<WriteOffs.RequestWriteOff.RequestWriteOff>("write-off");
        }
    }

    private void Offer<TCommand>(string step, bool isMain = false)
    {
        if (_page.May<TCommand>())
        {
            _open.Add(new LoanStep($"/loans/{Loan.Id}/{step}", $"loan.do.{step}", isMain));
        }
    }

    private void Explain(string text, params object[] arguments) => _reasons.Add(PageText.T(text, arguments));
}
