using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Demo.Telling.Tales;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Funds.ReceiveFund;
using Baznas.Bmd.Web.Features.Groups.CreateGroup;
using Baznas.Bmd.Web.Features.Groups.RecordGroupRepayments;
using Baznas.Bmd.Web.Features.Groups.ReplaceMembers;
using Baznas.Bmd.Web.Features.Loans.ListLoans;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Features.Loans.ReverseTransaction;
using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>Makes a plan come true on an empty database, moment by moment under a moved clock.</summary>
internal sealed class DemoTeller
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    private readonly DemoPlan _plan;
    private readonly DemoDesk _desk;
    private readonly DemoPurse _purse = new();
    private readonly string[] _borrowerIds;
    private readonly string[] _groupIds;
    private readonly DemoLoan[][] _loans;
    private readonly HashSet<PlannedPayment> _paidAtMeetings = new(ReferenceEqualityComparer.Instance);

    private DemoTeller(DemoPlan plan, DemoDesk desk)
    {
        _plan = plan;
        _desk = desk;
        _borrowerIds = new string[plan.Borrowers.Count];
        _groupIds = new string[plan.Groups.Count];
        _loans = [.. plan.Borrowers.Select(LoansOf)];
        _paidAtMeetings.UnionWith(plan.Meetings.SelectMany(meeting => meeting.Items).Select(PaymentOf));
    }

    /// <summary>Tells the two years before <paramref name="now"/>; the clock stands there afterwards.</summary>
    /// <returns>How much was done.</returns>
    public static async Task<Told> Tell(DemoPlan plan, IServiceProvider services, DateTimeOffset now)
    {
        var clock = services.GetRequiredService<ServiceClock>();
        clock.StandAt(At(plan.OpenedOn, 7 * 60));
        var teller = new DemoTeller(plan, await DemoDesk.Open(services, plan.OpenedOn));
        await teller.Interleave(clock, now);
        clock.StandAt(now);
        if (services.GetService<DemoMode>() is { } demo)
        {
            demo.Borrowers = await DemoGuests.Invite(teller._desk);
        }

        return teller._desk.Told;
    }

    // The plan and the tales take turns: whoever's next instant comes first goes on.
    private async Task Interleave(ServiceClock clock, DateTimeOffset now)
    {
        var stage = new DemoStage(_desk, _purse, _plan);
        IAsyncEnumerable<DateTimeOffset>[] tales =
        [
            FromPlan(now),
            .. TrancheTales.All(stage),
            .. DepositTales.All(stage),
            .. HardshipTales.All(stage),
            .. LossTales.All(stage),
            .. OfficeTales.All(stage),
            .. ArrearsTales.All(stage),
            Revisits(),
        ];
        var turns = new PriorityQueue<IAsyncEnumerator<DateTimeOffset>, (DateTimeOffset At, int Tale)>();
        var last = DateTimeOffset.MinValue;
        foreach (var (no, tale) in tales.Index())
        {
            await GoOn(tale.GetAsyncEnumerator(), no);
        }

        while (turns.TryDequeue(out var tale, out var turn))
        {
            // Time never goes back: what should have been earlier on the day is now.
            last = turn.At > last ? turn.At : last;
            clock.StandAt(last);
            await GoOn(tale, turn.Tale);
        }

        async Task GoOn(IAsyncEnumerator<DateTimeOffset> tale, int no)
        {
            if (await tale.MoveNextAsync() && tale.Current <= now)
            {
                turns.Enqueue(tale, (tale.Current, no));
            }
            else
            {
                await tale.DisposeAsync();
            }
        }
    }

    private async IAsyncEnumerable<DateTimeOffset> FromPlan(DateTimeOffset now)
    {
        foreach (var (at, happen) in Moments().OrderBy(moment => moment.At))
        {
            yield return at < now ? at : now;
            await happen();
        }
    }

    // Each month the officers ask those households again that have paid all they owed since.
    private async IAsyncEnumerable<DateTimeOffset> Revisits()
    {
        var visited = new HashSet<string>();
        for (var month = _plan.OpenedOn; ; month = month.AddMonths(1))
        {
            yield return At(DemoCalendar.WorkingDay(month.AddDays(19)), 10 * 60);
            var closed = await _desk.Ask(
                DemoUsers.Officers[0],
                new ListLoans { Status = LoanStatus.Closed, Limit = PageRequest.MaxLimit }
            );
            var paid = closed.Items.Select(loan => loan.Id).ToHashSet();
            foreach (var loan in _loans.SelectMany(own => own).Where(own => paid.Contains(own.LoanId)))
            {
                if (visited.Add(loan.LoanId))
                {
                    await loan.AskAgain();
                }
            }
        }
    }

    /// <summary>The day of an instant at the office.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>A minute of a day at the office.</summary>
    public static DateTimeOffset At(DateOnly day, int minute) =>
        new(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), Offset);

    private IEnumerable<Moment> Moments() =>
        [
            .. _plan.Capital.Select(capital => new Moment(At(capital.On, 8 * 60), () => Receive(capital))),
            .. _plan.Borrowers.SelectMany(MomentsOf),
            .. _plan.Groups.Select((group, no) => new Moment(At(group.FoundedOn, 15 * 60), () => Found(group, no))),
            .. _plan.Meetings.Select(meeting => new Moment(At(meeting.On, (13 * 60) + 30), () => Meet(meeting))),
            .. _plan.Closings.Select(closing => new Moment(At(closing.On, 16 * 60), () => Close(closing))),
        ];

    // Each borrower has their own minute of the hour; one step of a day comes half an hour after the other.
    private IEnumerable<Moment> MomentsOf(PlannedBorrower borrower, int index)
    {
        var minute = index * 7 % 60;
        yield return new Moment(At(borrower.RegisteredOn, (8 * 60) + minute), () => Register(borrower, index));
        foreach (var loan in _loans[index])
        {
            var planned = loan.Planned;
            foreach (var (no, step) in planned.Steps.Index())
            {
                yield return new Moment(At(step.On, (9 * 60) + (30 * no) + (minute / 3)), () => loan.Take(step));
            }

            foreach (var payment in planned.Payments.Where(payment => !_paidAtMeetings.Contains(payment)))
            {
                var receipt = new Receipt();
                yield return new Moment(
                    At(payment.EnteredOn, (8 * 60) + (minute * 5)),
                    async () => receipt.Of = await Pay(loan, payment)
                );
                if (payment.ReversedOn is { } on)
                {
                    yield return new Moment(At(on, (14 * 60) + minute), () => Reverse(loan, payment, receipt));
                }
            }
        }
    }

    private DemoLoan[] LoansOf(PlannedBorrower borrower, int index) =>
        [
            .. borrower.Loans.Select(planned => new DemoLoan(_desk, _purse, planned)
            {
                BorrowerId = () => _borrowerIds[index],
                Borrower = borrower,
            }),
        ];

    private PlannedPayment PaymentOf(MeetingItem item) =>
        _plan.Borrowers[item.Borrower].Loans[item.Loan].Payments[item.Payment];

    private async Task Receive(PlannedCapital capital)
    {
        await _desk.Send(
            DemoUsers.Cashier,
            new ReceiveFund
            {
                FundId = _desk.Funds[capital.Fund],
                Amount = capital.Amount,
                Account = capital.Account,
                Source = capital.Source,
            }
        );
        _purse.Move(capital.Fund, capital.Account, capital.Amount);
    }

    private async Task Register(PlannedBorrower borrower, int index)
    {
        var registration = Registration(_desk.OfficeId, borrower.Person);
        _borrowerIds[index] = (await _desk.Send(DemoUsers.Officers[borrower.Officer], registration)).Id;
    }

    /// <summary>How a person is written into the office's books.</summary>
    public static RegisterBorrower Registration(string officeId, PlannedPerson person) =>
        new()
        {
            OfficeId = officeId,
            Nik = person.Nik,
            FullName = person.FullName,
            Sex = person.Sex,
            BirthDate = person.BirthDate,
            Phone = person.Phone,
            VillageCode = person.VillageCode,
            Address = person.Address,
            Asnaf = person.Asnaf,
            MonthlyIncome = person.MonthlyIncome,
            HouseholdSize = person.HouseholdSize,
            Business = person.Business,
            Consents = person.WantsReminders
                ? [ConsentPurpose.Processing, ConsentPurpose.Reminders]
                : [ConsentPurpose.Processing],
        };

    private async Task Found(PlannedGroup group, int no)
    {
        var officer = DemoUsers.Officers[_plan.Borrowers[group.Members[0]].Officer];
        var founded = await _desk.Send(
            officer,
            new CreateGroup
            {
                OfficeId = _desk.OfficeId,
                Code = group.Code,
                Name = group.Name,
                ChairId = _borrowerIds[group.Members[0]],
            }
        );
        _groupIds[no] = founded.Id;
        await _desk.Send(
            officer,
            new ReplaceMembers
            {
                GroupId = founded.Id,
                BorrowerIds = [.. group.Members.Select(member => _borrowerIds[member])],
            }
        );
    }

    private async Task Meet(PlannedMeeting meeting)
    {
        var payments = meeting
            .Items.Select(item => (Loan: _loans[item.Borrower][item.Loan], Payment: PaymentOf(item)))
            .ToList();
        await _desk.Send(
            DemoUsers.Officers[payments[0].Loan.Borrower.Officer],
            new RecordGroupRepayments
            {
                GroupId = _groupIds[meeting.Group],
                Account = MoneyAccount.Cash,
                Items =
                [
                    .. payments.Select(each => new GroupRepaymentItem
                    {
                        LoanId = each.Loan.LoanId,
                        Amount = each.Payment.Amount,
                        PaidByBorrowerId = each.Payment.PaidBy is { } helper ? _borrowerIds[helper] : null,
                        Infak = each.Payment.Infak,
                    }),
                ],
            }
        );
        foreach (var (loan, payment) in payments)
        {
            TakeIn(loan, payment);
        }
    }

    private Task Close(PlannedClosing closing) =>
        _desk.Send(
            DemoUsers.Cashier,
            new ClosePeriod { OfficeId = _desk.OfficeId, Period = AccountingPeriod.Of(closing.Month) }
        );

    private async Task<RepaymentReceipt> Pay(DemoLoan loan, PlannedPayment payment)
    {
        var receipt = await _desk.Send(
            payment.IsCollected ? DemoUsers.Officers[loan.Borrower.Officer] : DemoUsers.Cashier,
            new RecordRepayment
            {
                LoanId = loan.LoanId,
                Amount = payment.Amount,
                PaidOn = payment.On,
                Account = AccountOf(payment),
                Method = payment.Method,
                PaidByBorrowerId = payment.PaidBy is { } helper ? _borrowerIds[helper] : null,
                Infak = payment.Infak,
                Excess = payment.Excess.IsPositive ? ExcessChoice.Deposit : ExcessChoice.Reject,
            }
        );
        TakeIn(loan, payment);
        return receipt;
    }

    private void TakeIn(DemoLoan loan, PlannedPayment payment)
    {
        _purse.Move(loan.Planned.Fund, AccountOf(payment), payment.Amount);
        _purse.Move(DemoFund.Infak, AccountOf(payment), payment.Infak ?? Rupiah.Zero);
    }

    private async Task Reverse(DemoLoan loan, PlannedPayment payment, Receipt receipt)
    {
        await _desk.Send(
            DemoUsers.Cashier,
            new ReverseTransaction
            {
                LoanId = loan.LoanId,
                TransactionId = receipt.Of!.TransactionId,
                Reason = "Tercatat dua kali; uang yang diterima hanya sekali.",
            }
        );
        _purse.Move(loan.Planned.Fund, AccountOf(payment), -payment.Amount);
    }

    private static MoneyAccount AccountOf(PlannedPayment payment) =>
        payment.Method == PaymentMethod.Cash ? MoneyAccount.Cash : MoneyAccount.Bank;

    private readonly record struct Moment(DateTimeOffset At, Func<Task> Happen);

    private sealed class Receipt
    {
        public RepaymentReceipt? Of { get; set; }
    }
}

/// <summary>What lies in each fund's cash box and bank, for whoever must choose where a loan is paid from.</summary>
internal sealed class DemoPurse
{
    // So much stays in the box: a mistake taken back must never find it empty.
    private static readonly Rupiah KeptInTheBox = new(5_000_000);

    private readonly Dictionary<(DemoFund, MoneyAccount), Rupiah> _balances = [];

    public void Move(DemoFund fund, MoneyAccount account, Rupiah change) =>
        _balances[(fund, account)] = _balances.GetValueOrDefault((fund, account)) + change;

    /// <summary>Cash while there is enough of it, else the bank.</summary>
    public MoneyAccount ToPayOut(DemoFund fund, Rupiah amount) =>
        _balances.GetValueOrDefault((fund, MoneyAccount.Cash)) >= amount + KeptInTheBox
            ? MoneyAccount.Cash
            : MoneyAccount.Bank;
}
