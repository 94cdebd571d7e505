using System.Text.Json;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Applications.DecideApplication;
using Baznas.Bmd.Web.Features.Applications.DraftApplication;
using Baznas.Bmd.Web.Features.Applications.EditApplication;
using Baznas.Bmd.Web.Features.Applications.RecordSurvey;
using Baznas.Bmd.Web.Features.Applications.SubmitApplication;
using Baznas.Bmd.Web.Features.Applications.WithdrawApplication;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans.DisburseLoan;
using Baznas.Bmd.Web.Features.Loans.SignAkad;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>Takes one application through its steps.</summary>
internal sealed class DemoLoan(DemoDesk desk, DemoPurse purse, PlannedLoan planned)
{
    private string _applicationId = "";
    private bool _isReturned;

    public PlannedLoan Planned => planned;

    public required PlannedBorrower Borrower { get; init; }

    /// <summary>Known once the borrower is registered.</summary>
    public required Func<string> BorrowerId { get; init; }

    /// <summary>Empty until the application is approved.</summary>
    public string LoanId { get; private set; } = "";

    private DemoUser Officer => DemoUsers.Officers[Borrower.Officer];

    private string ProductId => planned.IsWeekly ? desk.WeeklyId : desk.MonthlyId;

    /// <summary>Asks the household again, once all is paid.</summary>
    public Task AskAgain() => desk.Send(Officer, DemoHouseholds.After(Borrower.Person, BorrowerId(), LoanId));

    /// <summary>Takes a step on the day on which the clock stands.</summary>
    public Task Take(PlannedStep step) =>
        step.Kind switch
        {
            StepKind.Draft => Draft(),
            StepKind.Submit => desk.Send(Officer, new SubmitApplication(_applicationId)),
            StepKind.Survey => Survey(),
            StepKind.Approve => Decide(0, DecisionKind.Approve, "Usaha berjalan dan angsuran sesuai kemampuan."),
            StepKind.ApproveToo => Decide(1, DecisionKind.Approve, "Setuju dengan pertimbangan manajer."),
            StepKind.Reject => Decide(0, DecisionKind.Reject, "Penghasilan belum cukup untuk menanggung angsuran."),
            StepKind.Return => Decide(0, DecisionKind.Return, "Mohon sesuaikan jumlah dan lengkapi catatan usaha."),
            StepKind.Edit => Edit(),
            StepKind.Withdraw => Withdraw(),
            StepKind.SignAkad => SignAkad(),
            StepKind.Disburse => Disburse(),
            _ => throw new InvalidOperationException($"There is no step {step.Kind}."),
        };

    private async Task Draft()
    {
        var draft = new DraftApplication
        {
            BorrowerId = BorrowerId(),
            ProductId = ProductId,
            FundId = desk.Funds[planned.Fund],
            Principal = planned.Asked,
            Installments = planned.Installments,
            FirstDueOn = planned.FirstDueOn,
            Purpose = Borrower.Person.Purpose,
        };
        _applicationId = (await desk.Send(Officer, draft)).Id;
    }

    private Task Edit() =>
        desk.Send(
            Officer,
            new EditApplication
            {
                Id = _applicationId,
                BorrowerId = BorrowerId(),
                ProductId = ProductId,
                FundId = desk.Funds[planned.Fund],
                Principal = planned.Principal,
                Installments = planned.Installments,
                FirstDueOn = planned.FirstDueOn,
                Purpose = $"{Borrower.Person.Purpose} (catatan usaha dilampirkan)",
            }
        );

    private async Task Survey()
    {
        var rejected = planned.Steps.Any(step => step.Kind == StepKind.Reject);
        var waits = planned.Steps.Any(step => step.Kind == StepKind.Return) && !_isReturned;
        var household = Borrower.Person.HouseholdSize;
        await desk.Send(
            Officer,
            new RecordSurvey
            {
                ApplicationId = _applicationId,
                Score =
                    (
                        rejected ? 42
                        : waits ? 58
                        : 70
                    ) + (household * 3),
                Notes =
                    rejected ? "Usaha baru mulai dan belum ada catatan penjualan."
                    : waits ? "Usaha ada, catatan belum lengkap."
                    : "Usaha berjalan, tempat tinggal dan usaha sesuai keterangan.",
                Findings = JsonSerializer.SerializeToElement(
                    new
                    {
                        tanggungan = household - 1,
                        rumah = household % 2 == 0 ? "milik sendiri" : "sewa",
                        catatanUsaha = !rejected && !waits,
                    }
                ),
            }
        );
        if (!_isReturned)
        {
            await desk.Send(Officer, DemoHouseholds.Before(Borrower.Person, BorrowerId(), _applicationId));
        }
    }

    private async Task Decide(int second, DecisionKind decision, string note)
    {
        var approver = DemoUsers.Approvers[(Borrower.Officer + second) % DemoUsers.Approvers.Count];
        var decided = await desk.Send(
            approver,
            new DecideApplication
            {
                ApplicationId = _applicationId,
                Decision = decision,
                Principal = decision == DecisionKind.Approve ? planned.Principal : null,
                Note = note,
            }
        );
        _isReturned |= decision == DecisionKind.Return;
        LoanId = decided.LoanId ?? "";
    }

    private Task Withdraw() =>
        desk.Send(
            Officer,
            new WithdrawApplication
            {
                ApplicationId = _applicationId,
                Reason = "Pemohon membatalkan karena mendapat modal dari keluarga.",
            }
        );

    private Task SignAkad() =>
        desk.Send(
            Officer,
            new SignAkad
            {
                LoanId = LoanId,
                Place = "Kantor BMD Kota Mojokerto",
                Witnesses = ["Ketua RT setempat", "Keluarga mitra"],
            }
        );

    private async Task Disburse()
    {
        var account = purse.ToPayOut(planned.Fund, planned.Principal);
        await desk.Send(DemoUsers.Cashier, new DisburseLoan { LoanId = LoanId, Account = account });
        purse.Move(planned.Fund, account, -planned.Principal);
    }
}
