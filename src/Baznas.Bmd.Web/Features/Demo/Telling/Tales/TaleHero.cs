using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Applications.DecideApplication;
using Baznas.Bmd.Web.Features.Applications.DraftApplication;
using Baznas.Bmd.Web.Features.Applications.RecordSurvey;
using Baznas.Bmd.Web.Features.Applications.SubmitApplication;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans.DisburseLoan;
using Baznas.Bmd.Web.Features.Loans.GetSchedule;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Features.Loans.SignAkad;

namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>Somebody of whom a tale is told, and the loan they have.</summary>
internal sealed class TaleHero(DemoDesk desk, PlannedBorrower borrower)
{
    public string BorrowerId { get; private set; } = "";

    /// <summary>The newest of their loans.</summary>
    public string LoanId { get; private set; } = "";

    /// <summary>Who looks after them.</summary>
    public DemoUser Officer => DemoUsers.Officers[borrower.Officer];

    /// <summary>Comes to the office for the first time.</summary>
    public async Task Register() =>
        BorrowerId = (await desk.Send(Officer, DemoTeller.Registration(desk.OfficeId, borrower.Person))).Id;

    /// <summary>Takes a loan from the infak fund from the draft to the akad.</summary>
    /// <param name="principal">Rupiah.</param>
    /// <param name="installments">Monthly.</param>
    /// <param name="tranches">The parts and their days, when it is paid out in parts.</param>
    public async Task Agree(long principal, int installments, params (long Amount, DateOnly On)[] tranches)
    {
        var before = LoanId;
        var draft = await desk.Send(
            Officer,
            new DraftApplication
            {
                BorrowerId = BorrowerId,
                ProductId = tranches.Length > 0 ? desk.StagedId : desk.MonthlyId,
                FundId = desk.Funds[DemoFund.Infak],
                Principal = new Rupiah(principal),
                Installments = installments,
                Purpose = borrower.Person.Purpose,
                Tranches =
                    tranches.Length == 0
                        ? null
                        :
                        [
                            .. tranches.Select(
                                (part, i) =>
                                    new PlannedTranche
                                    {
                                        No = i + 1,
                                        Amount = new Rupiah(part.Amount),
                                        PlannedOn = part.On,
                                    }
                            ),
                        ],
            }
        );
        await desk.Send(Officer, new SubmitApplication(draft.Id));
        await desk.Send(
            Officer,
            new RecordSurvey
            {
                ApplicationId = draft.Id,
                Score = 82,
                Notes = "Usaha berjalan, catatan penjualan lengkap.",
            }
        );
        for (var voice = 0; LoanId == before; voice++)
        {
            var decided = await desk.Send(
                DemoUsers.Approvers[voice],
                new DecideApplication
                {
                    ApplicationId = draft.Id,
                    Decision = DecisionKind.Approve,
                    Note = "Layak dibiayai.",
                }
            );
            LoanId = decided.LoanId ?? LoanId;
        }

        await desk.Send(
            Officer,
            new SignAkad
            {
                LoanId = LoanId,
                Place = "Kantor BMD Kota Mojokerto",
                Witnesses = ["Ketua RT setempat", "Keluarga mitra"],
            }
        );
    }

    /// <summary>Receives the loan, or the next part of it, from the bank.</summary>
    public Task Receive() =>
        desk.Send(DemoUsers.Cashier, new DisburseLoan { LoanId = LoanId, Account = MoneyAccount.Bank });

    /// <summary>Registers, agrees and receives, all within one day.</summary>
    public async Task Borrow(long principal, int installments)
    {
        if (BorrowerId.Length == 0)
        {
            await Register();
        }

        await Agree(principal, installments);
        await Receive();
    }

    /// <summary>Pays an amount in cash; what is more than owed is held.</summary>
    public Task Pay(Rupiah amount) =>
        desk.Send(
            DemoUsers.Cashier,
            new RecordRepayment
            {
                LoanId = LoanId,
                Amount = amount,
                Account = MoneyAccount.Cash,
                Excess = ExcessChoice.Deposit,
            }
        );

    /// <summary>Pays each instalment on the day it is due, as many of them as said and while they are due by a day.</summary>
    public async IAsyncEnumerable<DateTimeOffset> Pays(DateOnly until, int count = int.MaxValue)
    {
        for (var paid = 0; paid < count && await NextDue() is { } due && due.DueOn <= until; )
        {
            yield return DemoStage.At(due.DueOn, 9, 20);

            // It may have been moved meanwhile.
            if (await NextDue() is { } still && still.DueOn == due.DueOn)
            {
                await Pay(still.Outstanding);
                paid++;
            }
        }
    }

    /// <summary>The oldest instalment that is not fully paid.</summary>
    public async Task<LoanScheduleRow?> NextDue()
    {
        var schedule = await desk.Ask(Officer, new GetSchedule { LoanId = LoanId });
        return schedule.Rows.FirstOrDefault(row => row.Outstanding.IsPositive);
    }

    /// <summary>What of instalments due by a day is unpaid.</summary>
    public async Task<Rupiah> Arrears(DateOnly day)
    {
        var schedule = await desk.Ask(Officer, new GetSchedule { LoanId = LoanId });
        return schedule.Rows.Where(row => row.DueOn <= day).Sum(row => row.Outstanding);
    }

    /// <summary>What the office holds for them.</summary>
    public async Task<Rupiah> Deposit() => (await desk.Ask(Officer, new GetDeposit(BorrowerId))).Balance;
}
