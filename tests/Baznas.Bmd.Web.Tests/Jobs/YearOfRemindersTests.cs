using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>
/// A year of an office, day by day: loans of different rhythms, people who pay late, ahead, in part or never, holidays,
/// days on which the service is down, borrowers who want no reminders for a while, and disputes. What was sent is compared
/// with an arithmetic of its own that knows nothing of the service but the schedules.
/// </summary>
public sealed class YearOfRemindersTests
{
    private const int Days = 365;

    private static readonly int[] OfficeRule = [-3, 0, 1, 7, 14, 30];

    private static readonly int[] MonthlyRule = [-7, -1, 3, 10];

    private static readonly DateOnly First = new(2026, 3, 5);

    private readonly Random _random = new(20260305);
    private readonly List<SimulatedLoan> _loans = [];
    private readonly Dictionary<string, List<(DateOnly From, bool IsOn)>> _words = [];
    private readonly HashSet<DateOnly> _holidays =
    [
        .. Enumerable.Range(19, 6).Select(day => new DateOnly(2026, 3, day)),
        new(2026, 5, 1),
        new(2026, 5, 14),
        new(2026, 6, 1),
        new(2026, 8, 17),
        new(2026, 12, 24),
        new(2026, 12, 25),
    ];

    [Test]
    public async Task What_a_year_sends_is_what_a_few_lines_of_arithmetic_say()
    {
        await using var scene = await ReminderScene.Open();
        await SetUp(scene);
        var expected = new List<string>();
        for (var day = First; day < First.AddDays(Days); day = day.AddDays(1))
        {
            scene.GoTo($"{day:yyyy-MM-dd}T09:00");
            await Happen(scene, day);
            // Now and then the service is down for the day.
            if (_random.Next(15) == 0)
            {
                continue;
            }

            await scene.Plan();
            expected.AddRange(Expected(day));
            await scene.Deliver();
        }

        var sent = await Sent(scene);

        Assert.That(expected, Has.Count.GreaterThan(300));
        Assert.That(sent, Is.EquivalentTo(expected));
    }

    // What is said on a day, item by item, and to whom, with what is unpaid.
    private IEnumerable<string> Expected(DateOnly day)
    {
        if (!Works(day))
        {
            return [];
        }

        var said =
            from loan in _loans
            where IsOn(loan.BorrowerId, day) && !loan.Disputed
            from due in loan.Unpaid
            let late = due.On < day
            where !late || due.On == loan.Unpaid[0].On
            let offset = loan.Rule.Where(offset => due.On.AddDays(offset) <= day).DefaultIfEmpty(int.MinValue).Max()
            where offset > int.MinValue && late == offset > 0 && day <= FirstWorking(due.On.AddDays(offset)).AddDays(7)
            where !loan.Said.TryGetValue(due.On, out var before) || before < offset
            select (loan, due, offset, Amount: late ? loan.Unpaid.Where(d => d.On < day).Sum(d => d.Left) : due.Left);
        return
        [
            .. said.ToList()
                .Select(each =>
                {
                    each.loan.Said[each.due.On] = each.offset;
                    return $"{day:yyyy-MM-dd} {each.loan.BorrowerId} {each.loan.Id} {each.due.On:yyyy-MM-dd}"
                        + $" {each.offset} {each.Amount}";
                }),
        ];
    }

    private bool Works(DateOnly day) => day.DayOfWeek != DayOfWeek.Sunday && !_holidays.Contains(day);

    private DateOnly FirstWorking(DateOnly day) => Works(day) ? day : FirstWorking(day.AddDays(1));

    private bool IsOn(string borrowerId, DateOnly day) =>
        !_words.TryGetValue(borrowerId, out var words) || words.Last(word => word.From <= day).IsOn;

    private async Task SetUp(ReminderScene scene)
    {
        var holidays = _holidays.Select(day => new { date = day, name = "Libur" });
        (await scene.Office.Admin.Put($"/offices/{scene.Office.Id}/holidays", holidays)).Ok();
        var weekly = await Product(scene, "MINGGUAN", "week", 1);
        var monthly = await Product(scene, "BULANAN", "month", 1);
        var tenDays = await Product(scene, "SEPULUH", "day", 10);
        var rules = new object[]
        {
            new { productId = (string?)null, offsets = OfficeRule },
            new { productId = (string?)monthly, offsets = MonthlyRule },
        };
        await scene.Settings(rules, new[] { "whatsApp" });
        for (var no = 0; no < 30; no++)
        {
            var (product, count) = (no % 3) switch
            {
                0 => (weekly, 20 + no),
                1 => (monthly, 6 + (no / 3)),
                _ => (tenDays, 12 + no),
            };
            // Some have two loans.
            var borrowerId = no % 10 == 9 ? _loans[^1].BorrowerId : await scene.Office.NewBorrower();
            var id = await scene.LoanOf(borrowerId, product, count);
            _loans.Add(
                new SimulatedLoan(id, borrowerId, product == monthly ? MonthlyRule : OfficeRule)
                {
                    Rows = await Rows(scene, id),
                    Habit = no % 5,
                }
            );
        }
    }

    private static async Task<string> Product(ReminderScene scene, string code, string unit, int every)
    {
        var product = JsonSerializer.SerializeToNode(TestOffice.Product(code))!;
        (product["unit"], product["every"], product["maxActiveLoans"]) = (unit, every, 2);
        return (await scene.Office.Admin.Post("/products", product)).Id();
    }

    private static async Task<List<(DateOnly, long)>> Rows(ReminderScene scene, string loanId) =>
        [
            .. (await scene.Office.Officer.Get($"/loans/{loanId}/schedule")).Ok()["rows"]!
                .AsArray()
                .Select(row =>
                    (DateOnly.Parse(row!.Text("dueOn"), CultureInfo.InvariantCulture), row!.Number("amount"))
                ),
        ];

    private async Task Happen(ReminderScene scene, DateOnly day)
    {
        foreach (var loan in _loans.Where(loan => loan.Unpaid.Count > 0))
        {
            if (Payment(loan, day) is > 0 and var amount)
            {
                (await scene.Office.Pay(loan.Id, amount, $"{day:yyyy-MM-dd}")).Ok();
                loan.Paid += amount;
            }

            if (_random.Next(200) == 0)
            {
                await Dispute(scene, loan);
            }

            if (_random.Next(200) == 0)
            {
                await Say(scene, loan.BorrowerId, day);
            }
        }
    }

    // By habit: on the day; some days late; ahead; in part; and hardly ever.
    private long Payment(SimulatedLoan loan, DateOnly day)
    {
        var next = loan.Unpaid[0];
        return loan.Habit switch
        {
            0 => loan.Unpaid.Where(due => due.On <= day).Sum(due => due.Left),
            1 => day >= next.On.AddDays(2 + _random.Next(9)) ? next.Left : 0,
            2 => day >= next.On.AddDays(-2) ? next.Left : 0,
            3 => _random.Next(6) == 0 && next.On <= day ? Math.Max(1, next.Left / 2) : 0,
            _ => _random.Next(60) == 0 ? loan.Unpaid.Where(due => due.On <= day).Sum(due => due.Left) : 0,
        };
    }

    private static async Task Dispute(ReminderScene scene, SimulatedLoan loan)
    {
        if (loan.DisputeId is { } id)
        {
            (await scene.Office.Cashier.Post($"/disputes/{id}/resolution", new { resolution = "Sudah jelas" })).Ok();
            loan.DisputeId = null;
        }
        else
        {
            var dispute = new { reason = "Merasa sudah membayar" };
            loan.DisputeId = (await scene.Office.Officer.Post($"/loans/{loan.Id}/disputes", dispute)).Id();
        }
    }

    private async Task Say(ReminderScene scene, string borrowerId, DateOnly day)
    {
        var word = new { purpose = "reminders", given = !IsOn(borrowerId, day) };
        (await scene.Office.Officer.Post($"/borrowers/{borrowerId}/consents", word)).Ok();
        _words.TryAdd(borrowerId, []);
        _words[borrowerId].Add((day, word.given));
    }

    // The amounts stand in the text, in the order of the items.
    private static async Task<List<string>> Sent(ReminderScene scene)
    {
        var (sent, people) = (new List<string>(), new List<string>());
        string? cursor = null;
        do
        {
            var page = (
                await scene.Office.Auditor.Get("/messages?limit=200" + (cursor is null ? "" : $"&cursor={cursor}"))
            ).Ok();
            foreach (var message in page["items"]!.AsArray().OfType<JsonNode>())
            {
                Assert.That(message.Text("status"), Is.EqualTo("sent"), message.ToJsonString());
                people.Add($"{message["day"]} {message["borrowerId"]}");
                sent.AddRange(ItemsOf(message));
            }

            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);
        Assert.That(people, Is.Unique, "One message a day.");
        return sent;
    }

    private static IEnumerable<string> ItemsOf(JsonNode message)
    {
        var amounts = message
            .Text("body")
            .Split("Rp")[1..]
            .Select(text => string.Concat(text.TakeWhile(c => char.IsDigit(c) || c == '.')).TrimEnd('.'))
            .Select(text => text.Replace(".", "", StringComparison.Ordinal));
        return message["items"]!
            .AsArray()
            .Zip(
                amounts,
                (item, amount) =>
                    $"{message["day"]} {message["borrowerId"]} {item!["loanId"]} {item["dueOn"]} {item["offset"]} {amount}"
            );
    }

    private sealed record SimulatedLoan(string Id, string BorrowerId, int[] Rule)
    {
        public required List<(DateOnly On, long Amount)> Rows { get; init; }
        public required int Habit { get; init; }
        public Dictionary<DateOnly, int> Said { get; } = [];
        public long Paid { get; set; }
        public string? DisputeId { get; set; }
        public bool Disputed => DisputeId is not null;

        /// <summary>What is unpaid, a line for each day on which something falls due.</summary>
        public List<(DateOnly On, long Left)> Unpaid
        {
            get
            {
                var paid = Paid;
                var unpaid = new List<(DateOnly On, long Left)>();
                foreach (var day in Rows.GroupBy(row => row.On, row => row.Amount))
                {
                    var used = Math.Min(paid, day.Sum());
                    paid -= used;
                    if (day.Sum() > used)
                    {
                        unpaid.Add((day.Key, day.Sum() - used));
                    }
                }

                return unpaid;
            }
        }
    }
}
