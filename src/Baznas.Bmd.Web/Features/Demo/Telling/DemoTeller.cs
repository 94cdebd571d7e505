using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Funds.ReceiveFund;
using Baznas.Bmd.Web.Features.Groups.CreateGroup;
using Baznas.Bmd.Web.Features.Groups.ReplaceMembers;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Features.Loans.ReverseTransaction;
using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Platform.Hosting;
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

    private DemoTeller(DemoPlan plan, DemoDesk desk)
    {
        _plan = plan;
        _desk = desk;
        _borrowerIds = new string[plan.Borrowers.Count];
    }

    /// <summary>Tells the two years before <paramref name="now"/>; the clock stands there afterwards.</summary>
    /// <returns>How many commands it took.</returns>
    public static async Task<int> Tell(DemoPlan plan, IServiceProvider services, DateTimeOffset now)
    {
        var clock = services.GetRequiredService<ServiceClock>();
        clock.StandAt(At(plan.OpenedOn, 7 * 60));
        var teller = new DemoTeller(plan, await DemoDesk.Open(services));
        foreach (var (at, happen) in teller.Moments().OrderBy(moment => moment.At))
        {
            clock.StandAt(at < now ? at : now);
            await happen();
        }

        clock.StandAt(now);
        return teller._desk.Commands;
    }

    /// <summary>The day of an instant at the office.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    private static DateTimeOffset At(DateOnly day, int minute) =>
        new(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), Offset);

    private IEnumerable<Moment> Moments() =>
        [
            .. _plan.Capital.Select(capital => new Moment(At(capital.On, 8 * 60), () => Receive(capital))),
            .. _plan.Borrowers.SelectMany(MomentsOf),
            .. _plan.Groups.Select(group => new Moment(At(group.FoundedOn, 15 * 60), () => Found(group))),
            .. _plan.Closings.Select(closing => new Moment(At(closing.On, 16 * 60), () => Close(closing))),
        ];

    // Each borrower has their own minute of the hour; one step of a day comes half an hour after the other.
    private IEnumerable<Moment> MomentsOf(PlannedBorrower borrower, int index)
    {
        var minute = index * 7 % 60;
        yield return new Moment(At(borrower.RegisteredOn, (8 * 60) + minute), () => Register(borrower, index));
        foreach (var planned in borrower.Loans)
        {
            var loan = new DemoLoan(_desk, _purse, planned)
            {
                BorrowerId = () => _borrowerIds[index],
                Borrower = borrower,
            };
            foreach (var (no, step) in planned.Steps.Index())
            {
                yield return new Moment(At(step.On, (9 * 60) + (30 * no) + (minute / 3)), () => loan.Take(step));
            }

            foreach (var payment in planned.Payments)
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
        var person = borrower.Person;
        var registered = await _desk.Send(
            DemoUsers.Officers[borrower.Officer],
            new RegisterBorrower
            {
                OfficeId = _desk.OfficeId,
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
            }
        );
        _borrowerIds[index] = registered.Id;
    }

    private async Task Found(PlannedGroup group)
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
        await _desk.Send(
            officer,
            new ReplaceMembers
            {
                GroupId = founded.Id,
                BorrowerIds = [.. group.Members.Select(member => _borrowerIds[member])],
            }
        );
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
        _purse.Move(loan.Planned.Fund, AccountOf(payment), payment.Amount);
        _purse.Move(DemoFund.Infak, AccountOf(payment), payment.Infak ?? Rupiah.Zero);
        return receipt;
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
