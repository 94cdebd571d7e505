using Baznas.Bmd.Web.Features.Funds;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>Makes the plan of a demonstration; see <see cref="DemoPlan"/>.</summary>
internal sealed class DemoPlanner
{
    private const int People = 250;
    private const int CastSize = 13;
    private const int ShareOfGroups = 9;

    // So many days have passed since the first instalment that these borrowers left unpaid: some in every class of
    // collectibility, whatever the day. Weekly instalments hit such a day within two weeks, monthly ones within five.
    private static readonly (int DaysPastDue, bool IsWeekly)[] Lapses =
    [
        (112, true),
        (114, true),
        (148, true),
        (166, true),
        (205, true),
        (240, true),
        (290, true),
        (45, true),
        (60, true),
        (80, true),
        (70, false),
        (85, false),
        (230, false),
    ];

    private readonly DateOnly _today;
    private readonly DateOnly _openedOn;
    private readonly Random _random;
    private readonly DemoPeople _people;
    private readonly DemoLoanPlanner _loans;

    public DemoPlanner(DateOnly today)
    {
        _today = today;
        _openedOn = DemoCalendar.WorkingDay(FirstOfMonth(today).AddYears(-2));
        _random = new Random(today.DayNumber);
        _people = new DemoPeople(_random);
        _loans = new DemoLoanPlanner(today, _random);
    }

    public DemoPlan Plan()
    {
        var groups = new List<PlannedGroup>();
        var borrowers = Register(groups);
        var settled = borrowers.Count - DemoLoanPlanner.Pipeline.Count;
        var first = borrowers.Select((borrower, index) => FirstLoan(borrower, index - settled)).ToArray();
        var lapses = ChooseLapsed(first);
        var partners = groups
            .SelectMany(group => group.Members.Select(member => (member, group)))
            .ToDictionary(pair => pair.member, pair => pair.group);
        PlannedBorrower[] living =
        [
            .. borrowers.Select(
                (borrower, index) =>
                    borrower with
                    {
                        Loans = _loans.Live(
                            borrower,
                            first[index],
                            new Circumstances(index, partners.GetValueOrDefault(index), lapses.GetValueOrDefault(index))
                        ),
                    }
            ),
        ];
        return new DemoPlan
        {
            OpenedOn = _openedOn,
            Today = _today,
            Capital = Capital(),
            Borrowers = living,
            Groups = groups,
            Meetings = Meetings(groups, living),
            Closings = Closings(),
            Cast = [.. Enumerable.Range(0, CastSize).Select(index => Borrower(index, _openedOn, null))],
        };
    }

    // Whatever two members or more pay an officer on the day of the week on which they meet; a second
    // payment of the same day is written down by itself.
    private static List<PlannedMeeting> Meetings(List<PlannedGroup> groups, PlannedBorrower[] borrowers) =>
        [
            .. from pair in groups.Index()
            from member in pair.Item.Members
            from loan in borrowers[member].Loans.Index()
            where loan.Item.IsWeekly
            from payment in loan.Item.Payments.Index()
            where payment.Item is { IsCollected: true, ReversedOn: null, Excess.Amount: 0 }
            where payment.Item.EnteredOn == payment.Item.On
            group new MeetingItem(member, loan.Index, payment.Index) by (pair.Index, payment.Item.On) into meeting
            let items = meeting.DistinctBy(item => (item.Borrower, item.Loan)).ToList()
            where items.Count > 1
            select new PlannedMeeting(meeting.Key.Index, meeting.Key.On, items),
        ];

    private static DateOnly FirstOfMonth(DateOnly day) => day.AddDays(1 - day.Day);

    // The programme grows at an even pace; the last to come are at every desk between draft and cashier today.
    private List<PlannedBorrower> Register(List<PlannedGroup> groups)
    {
        var borrowers = new List<PlannedBorrower>();
        var newcomers = DemoLoanPlanner.Pipeline.Count;
        var span = _today.DayNumber - _openedOn.DayNumber - 60;
        while (borrowers.Count < People - newcomers)
        {
            var day = DemoCalendar.WorkingDay(_openedOn.AddDays(3 + (span * borrowers.Count / People)));
            if (_random.Next(100) < ShareOfGroups)
            {
                groups.Add(Group(borrowers, groups.Count + 1, day));
            }
            else
            {
                borrowers.Add(Borrower(borrowers.Count, day, null));
            }
        }

        for (var i = 0; i < newcomers; i++)
        {
            var day = DemoCalendar.WorkingDayBefore(_today, 30 + newcomers - i);
            borrowers.Add(Borrower(borrowers.Count, day, null));
        }

        return borrowers;
    }

    private PlannedGroup Group(List<PlannedBorrower> borrowers, int no, DateOnly day)
    {
        var village = _people.NextVillage();
        var first = borrowers.Count;
        var size = _random.Next(6, 10);
        for (var i = 0; i < size; i++)
        {
            borrowers.Add(Borrower(borrowers.Count, day, village) with { MeetsOn = day.DayOfWeek });
        }

        string[] names = ["Barokah", "Sejahtera", "Mandiri", "Amanah", "Berkah", "Rukun", "Makmur", "Sakinah"];
        return new PlannedGroup
        {
            Code = $"KLP-{no:D2}",
            Name = $"Kelompok {names[(no - 1) % names.Length]} {((no - 1) / names.Length) + 1}",
            FoundedOn = day,
            Members = [.. Enumerable.Range(first, size)],
        };
    }

    private PlannedBorrower Borrower(int index, DateOnly day, string? village) =>
        new()
        {
            RegisteredOn = day,
            Officer = index % 2,
            Person = _people.New(day, village),
        };

    private PlannedLoan FirstLoan(PlannedBorrower borrower, int newcomer) =>
        newcomer < 0
            ? _loans.Apply(borrower, borrower.RegisteredOn, 1)
            : _loans.InPipeline(borrower, DemoLoanPlanner.Pipeline[newcomer]);

    // Who stops paying, and from which day on. Each lapse falls on a loan that runs at the time.
    private Dictionary<int, DateOnly?> ChooseLapsed(PlannedLoan[] loans)
    {
        var chosen = new Dictionary<int, DateOnly?>();
        foreach (var (daysPastDue, isWeekly) in Lapses)
        {
            var stop = _today.AddDays(-daysPastDue);
            var running = Enumerable
                .Range(0, loans.Length)
                .Where(i => loans[i].IsWeekly == isWeekly && !chosen.ContainsKey(i) && IsHalfway(loans[i], stop))
                .ToList();
            if (running.Count > 0)
            {
                chosen.Add(running[_random.Next(running.Count)], stop);
            }
        }

        return chosen;
    }

    private static bool IsHalfway(PlannedLoan loan, DateOnly day)
    {
        var due = loan.Instalments.Count(instalment => instalment.DueOn < day);
        return due * 5 >= loan.Instalments.Count && due * 5 <= loan.Instalments.Count * 4 && due > 1;
    }

    private List<PlannedCapital> Capital() =>
        [
            Receipt(0, DemoFund.Infak, 150_000_000, "BAZNAS RI, program Microfinance Desa"),
            Receipt(0, DemoFund.Infak, 20_000_000, "BAZNAS Kota Mojokerto") with
            {
                Account = MoneyAccount.Cash,
            },
            Receipt(0, DemoFund.Zakat, 70_000_000, "BAZNAS Kota Mojokerto"),
            Receipt(0, DemoFund.Zakat, 10_000_000, "BAZNAS Kota Mojokerto") with
            {
                Account = MoneyAccount.Cash,
            },
            Receipt(5, DemoFund.Zakat, 40_000_000, "BAZNAS Provinsi Jawa Timur"),
            Receipt(9, DemoFund.Infak, 80_000_000, "BAZNAS RI, program Microfinance Desa"),
            Receipt(14, DemoFund.Zakat, 40_000_000, "BAZNAS Kota Mojokerto"),
            Receipt(18, DemoFund.Infak, 50_000_000, "Infak aparatur sipil negara Kota Mojokerto"),
        ];

    private PlannedCapital Receipt(int afterMonths, DemoFund fund, long amount, string source) =>
        new()
        {
            Fund = fund,
            On = DemoCalendar.WorkingDay(_openedOn.AddMonths(afterMonths)),
            Amount = new Rupiah(amount),
            Account = MoneyAccount.Bank,
            Source = source,
        };

    // A month is closed early in the second after it: paper that comes late still finds its month open.
    private List<PlannedClosing> Closings()
    {
        var closings = new List<PlannedClosing>();
        for (var month = FirstOfMonth(_openedOn); ClosedOn(month) < _today; month = month.AddMonths(1))
        {
            closings.Add(new PlannedClosing(month, ClosedOn(month)));
        }

        return closings;
    }

    private static DateOnly ClosedOn(DateOnly month) => DemoCalendar.WorkingDay(month.AddMonths(2).AddDays(9));
}

/// <summary>What a borrower's payments depend on beside their habits.</summary>
/// <param name="Index">Their place in the plan.</param>
/// <param name="Group">Their group, whose members may help out.</param>
/// <param name="LapsesOn">From when on they pay nothing.</param>
internal sealed record Circumstances(int Index, PlannedGroup? Group, DateOnly? LapsesOn);
