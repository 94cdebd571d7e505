using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;
using static Baznas.Bmd.Web.Tests.Support.GroupSteps;

namespace Baznas.Bmd.Web.Tests.Groups;

/// <summary>What a group pays at a meeting is booked loan by loan, all of it or nothing, and who paid for whom stays known.</summary>
public sealed class GroupRepaymentTests : OfficeFixture
{
    private string _first = "";
    private string _second = "";
    private string _groupId = "";

    [SetUp]
    public async Task TwoMembersWithALoanEach()
    {
        _first = await Office.NewActive();
        _second = await Office.NewActive(2_000_000, 10);
        _groupId = await Office.NewGroup(Books, _first, _second);
    }

    [Test]
    public async Task Every_member_s_payment_is_a_repayment_of_its_own_with_its_own_receipt()
    {
        var answer = await Office.Cashier.Meet(_groupId, Meeting(Item(_first, 150_000), Item(_second, 200_000)));

        var receipt = answer.Ok();
        var items = receipt["items"]!.AsArray();
        var meeting = (await Meetings())[0]!;
        Assert.Multiple(async () =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(receipt.Number("total"), Is.EqualTo(350_000));
            Assert.That(items.Select(item => item!.Text("loanId")), Is.EqualTo(new[] { _first, _second }));
            Assert.That(items.Select(item => item!.Number("outstanding")), Is.EqualTo(new[] { 850_000, 1_800_000 }));
            Assert.That(
                items.Select(item => item!.Text("receiptNumber")),
                Is.Unique.And.All.StartsWith("MJK-KW-2026-")
            );
            Assert.That(
                items[0]!["allocations"]!.ToJsonString(),
                Is.EqualTo("""[{"no":1,"amount":100000},{"no":2,"amount":50000}]""")
            );
            Assert.That(await Outstanding(_first), Is.EqualTo(850_000));
            Assert.That(meeting.Text("id"), Is.EqualTo(receipt.Text("meetingId")));
            Assert.That(meeting.Text("heldOn"), Is.EqualTo("2026-02-02"));
            Assert.That(meeting.Number("total"), Is.EqualTo(350_000));
            Assert.That(
                meeting["items"]!.AsArray().Select(item => item!.Text("transactionId")),
                Is.EqualTo(items.Select(item => item!.Text("transactionId")))
            );
        });
    }

    [Test]
    public async Task A_meeting_books_what_the_same_payments_book_one_by_one()
    {
        var alone = await Office.NewActive();
        var one = new
        {
            amount = 150_000,
            paidOn = "2026-02-02",
            account = "bank",
            method = "qris",
            reference = "R-1",
            infak = 5_000,
        };
        var byItself = (await Office.Cashier.Repay(alone, one)).Ok();

        var together = (
            await Office.Cashier.Meet(
                _groupId,
                new
                {
                    paidOn = "2026-02-02",
                    account = "bank",
                    method = "qris",
                    reference = "R-1",
                    items = new[] { Item(_first, 150_000).With(new { infak = 5_000 }) },
                }
            )
        ).Ok()["items"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That(together.Number("outstanding"), Is.EqualTo(byItself.Number("outstanding")));
            Assert.That(together.Number("deposited"), Is.EqualTo(byItself.Number("deposited")));
            Assert.That(together["allocations"]!.ToJsonString(), Is.EqualTo(byItself["allocations"]!.ToJsonString()));
            Assert.That(together.Text("infakReceiptNumber"), Does.StartWith("MJK-IN-2026-"));
            Assert.That(
                Entry(together.Text("transactionId")),
                Is.EqualTo(Entry(byItself.Text("transactionId"))).And.Contain("qris").And.Contain("R-1")
            );
        });
    }

    [Test]
    public async Task A_member_who_pays_for_another_is_recorded_and_the_loan_may_come_twice()
    {
        var helper = await Office.BorrowerOf(_second);

        var receipt = (
            await Office.Cashier.Meet(
                _groupId,
                Meeting(Item(_first, 60_000), Item(_first, 40_000).With(new { paidByBorrowerId = helper }))
            )
        ).Ok();

        var items = (await Meetings())[0]!["items"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(
                receipt["items"]!.AsArray().Select(item => item!.Number("outstanding")),
                Is.EqualTo(new[] { 940_000, 900_000 }),
                "The second payment follows the first."
            );
            Assert.That(
                receipt["items"]![1]!["allocations"]!.ToJsonString(),
                Is.EqualTo("""[{"no":1,"amount":40000}]""")
            );
            Assert.That(items.Select(item => (string?)item!["paidByBorrowerId"]), Is.EqualTo(new[] { null, helper }));
        });
    }

    [Test]
    public async Task Two_payments_that_together_are_more_than_is_owed_are_refused()
    {
        var helper = await Office.BorrowerOf(_second);

        await RefusesAll(
            Office.Cashier,
            Meeting(Item(_first, 600_000), Item(_first, 400_001).With(new { paidByBorrowerId = helper })),
            (Refusal.Conflict("loan.overpaid"), "items[1].amount")
        );
    }

    [Test]
    public async Task What_one_member_pays_too_much_is_held_when_they_ask()
    {
        var receipt = (
            await Office.Cashier.Meet(
                _groupId,
                Meeting(Item(_first, 1_050_000).With(new { excess = "deposit" }), Item(_second))
            )
        ).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(receipt["items"]![0]!.Number("deposited"), Is.EqualTo(50_000));
            Assert.That(receipt.Number("total"), Is.EqualTo(1_150_000));
            Assert.That((await Meetings())[0]!["items"]![0]!.Number("amount"), Is.EqualTo(1_050_000));
        });
    }

    [Test]
    public async Task One_payment_that_can_t_be_taken_undoes_all_and_says_which()
    {
        var stranger = await Office.NewActive();
        var waiting = await Office.NewSigned();
        var withWaiting = await Office.NewGroup(Books, waiting);
        var other = await TestOffice.Open(Host, "SBY");
        var theirs = await other.NewActive();
        (object Item, (HttpStatusCode, string) Refusal, string Field)[] cases =
        [
            (Item(_second, 2_000_001), Refusal.Conflict("loan.overpaid"), "amount"),
            (Item(_second, 0), Refusal.Invalid(), "amount"),
            (Item(_second, -1), Refusal.Invalid(), "amount"),
            (Item(_second).With(new { infak = 0 }), Refusal.Invalid(), "infak"),
            (Item(stranger), Refusal.Conflict("group.not_a_member"), "loanId"),
            (Item(theirs), Refusal.NotFound("loan.not_found"), "loanId"),
            (Item("tidak-ada"), Refusal.NotFound("loan.not_found"), "loanId"),
            (
                Item(_second).With(new { paidByBorrowerId = await Office.BorrowerOf(stranger) }),
                Refusal.Conflict("group.not_a_member"),
                "paidByBorrowerId"
            ),
            (
                Item(_second).With(new { paidByBorrowerId = await other.BorrowerOf(theirs) }),
                Refusal.NotFound("borrower.not_found"),
                "paidByBorrowerId"
            ),
        ];

        foreach (var (item, refusal, field) in cases)
        {
            await RefusesAll(Office.Cashier, Meeting(Item(_first), item), (refusal, $"items[1].{field}"));
        }

        _groupId = withWaiting;
        await RefusesAll(
            Office.Cashier,
            Meeting(Item(waiting)),
            (Refusal.Conflict("loan.wrong_status"), "items[0].loanId")
        );
    }

    [TestCase("2026-03-05", "date.in_future", "paidOn")]
    [TestCase("2026-01-08", "date.before_disbursement", "items[0].loanId")]
    public async Task A_meeting_on_a_day_that_can_t_be_is_refused(string day, string code, string field) =>
        await RefusesAll(Office.Cashier, Meeting(day, [Item(_first)]), (Refusal.Conflict(code), field));

    [Test]
    public async Task A_meeting_in_a_closed_month_is_refused()
    {
        var office = await TestOffice.Open(Host, "TTP");
        var loan = await office.NewActive();
        var groupId = await office.NewGroup(Books, loan);
        (await office.Cashier.Post("/periods/2026-01/closing", null)).Ok();

        var problem = await Refuses(
            office.Cashier,
            who => who.Meet(groupId, Meeting("2026-01-20", [Item(loan)])),
            Refusal.Conflict("period.closed")
        );

        Assert.That(problem["errors"]!["paidOn"], Is.Not.Null);
    }

    [Test]
    public async Task Nobody_is_a_member_from_the_day_on_that_they_left_but_stays_one_before()
    {
        var staying = await Office.BorrowerOf(_first);
        (await Office.Officer.Put($"/groups/{_groupId}/members", new[] { staying })).Ok();

        await RefusesAll(
            Office.Cashier,
            Meeting("2026-03-04", [Item(_first), Item(_second)]),
            (Refusal.Conflict("group.not_a_member"), "items[1].loanId")
        );
        (await Office.Cashier.Meet(_groupId, Meeting("2026-03-03", [Item(_first), Item(_second)]))).Ok();
        var group = (await Office.Officer.Get($"/groups/{_groupId}")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(group["members"]!.AsArray().Single()!["leftOn"], Is.Null);
            Assert.That(group["members"]!.AsArray().Single()!.Text("borrowerId"), Is.EqualTo(staying));
            var former = group["formerMembers"]!.AsArray().Single()!;
            Assert.That(former.Text("borrowerId"), Is.EqualTo(await Office.BorrowerOf(_second)));
            Assert.That((former.Text("joinedOn"), former.Text("leftOn")), Is.EqualTo(("2026-01-02", "2026-03-04")));
        });
    }

    [Test]
    public async Task Nobody_is_a_member_before_they_joined()
    {
        Books.Change($"UPDATE [GroupMember] SET [JoinedOn] = '2026-02-03' WHERE [GroupId] = '{_groupId}'");

        await RefusesAll(
            Office.Cashier,
            Meeting(Item(_first)),
            (Refusal.Conflict("group.not_a_member"), "items[0].loanId")
        );
        (await Office.Cashier.Meet(_groupId, Meeting("2026-02-03", [Item(_first)]))).Ok();
    }

    [Test]
    public async Task A_field_officer_takes_a_group_s_cash_and_nothing_else()
    {
        await RefusesAll(
            Office.Officer,
            Meeting(Item(_first)).With(new { account = "bank" }),
            (Refusal.Forbidden("repayment.cash_only"), "account")
        );
        (await Office.Officer.Meet(_groupId, Meeting(Item(_first)))).Ok();
    }

    [Test]
    public async Task A_list_that_is_empty_too_long_or_names_a_payment_twice_is_refused()
    {
        var many = Enumerable.Range(0, 201).Select(n => Item($"pinjaman-{n}", 1)).ToArray();
        await RefusesAll(Office.Cashier, Meeting([]), (Refusal.Invalid(), "items"));
        await RefusesAll(Office.Cashier, Meeting(many), (Refusal.Invalid(), "items"));
        await RefusesAll(Office.Cashier, Meeting(Item(_first), Item(_first, 5)), (Refusal.Invalid(), "items"));
    }

    [Test]
    public async Task The_same_key_books_a_meeting_once_and_without_one_nothing_is_booked()
    {
        var key = Guid.NewGuid().ToString();
        var first = await Office.Cashier.Meet(_groupId, Meeting(Item(_first)), key);
        var again = await Office.Cashier.Meet(_groupId, Meeting(Item(_first)), key);

        Assert.Multiple(async () =>
        {
            Assert.That(again.Body!.ToJsonString(), Is.EqualTo(first.Ok().ToJsonString()));
            Assert.That(again.Message.Headers.Contains("Idempotent-Replayed"));
            Assert.That(await Outstanding(_first), Is.EqualTo(900_000));
            Assert.That(await Meetings(), Has.Count.EqualTo(1));
        });
        (await Office.Cashier.Post($"/groups/{_groupId}/repayments", Meeting(Item(_first)), null)).Refused(
            HttpStatusCode.BadRequest,
            "idempotency_key.missing"
        );
    }

    [Test]
    public async Task A_payment_taken_back_shows_in_its_meeting_and_leaves_the_others()
    {
        var receipt = (await Office.Cashier.Meet(_groupId, Meeting(Item(_first), Item(_second, 200_000)))).Ok();
        var wrong = receipt["items"]![1]!.Text("transactionId");

        (await Office.Cashier.Reverse(_second, wrong)).Ok();

        var meeting = (await Meetings())[0]!;
        Assert.Multiple(async () =>
        {
            Assert.That(meeting.Number("total"), Is.EqualTo(300_000));
            Assert.That(meeting.Number("reversed"), Is.EqualTo(200_000));
            Assert.That(
                meeting["items"]!.AsArray().Select(item => (bool)item!["reversed"]!),
                Is.EqualTo(new[] { false, true })
            );
            Assert.That(await Outstanding(_first), Is.EqualTo(900_000));
            Assert.That(await Outstanding(_second), Is.EqualTo(2_000_000));
        });
    }

    [Test]
    public async Task Meetings_come_newest_first_page_by_page_and_to_their_office_alone()
    {
        foreach (var day in new[] { "2026-02-02", "2026-02-09", "2026-02-16" })
        {
            (await Office.Cashier.Meet(_groupId, Meeting(day, [Item(_first, 1_000)]))).Ok();
        }

        var page = (await Office.Auditor.Get($"/groups/{_groupId}/meetings?limit=2")).Ok();
        var rest = (await Office.Auditor.Get($"/groups/{_groupId}/meetings?limit=2&cursor={page["nextCursor"]}")).Ok();
        var other = await TestOffice.Open(Host, "KDR");

        Assert.That(
            page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(meeting => meeting!.Text("heldOn")),
            Is.EqualTo(new[] { "2026-02-16", "2026-02-09", "2026-02-02" })
        );
        Assert.That(rest["nextCursor"], Is.Null);
        (await other.Auditor.Get($"/groups/{_groupId}/meetings")).Refused(HttpStatusCode.NotFound, "group.not_found");
        await Refuses(
            other.Cashier,
            who => who.Meet(_groupId, Meeting(Item(_first))),
            Refusal.NotFound("group.not_found")
        );
    }

    private async Task RefusesAll(
        ApiClient who,
        object meeting,
        ((HttpStatusCode, string) Refusal, string Field) expected
    )
    {
        var problem = await Refuses(who, each => each.Meet(_groupId, meeting), expected.Refusal);
        Assert.That(problem["errors"]?.AsObject().Select(error => error.Key), Is.EqualTo(new[] { expected.Field }));
    }

    private async Task<JsonArray> Meetings() =>
        (await Office.Auditor.Get($"/groups/{_groupId}/meetings")).Ok()["items"]!.AsArray();

    private async Task<long> Outstanding(string loanId) =>
        (await Office.Officer.Get($"/loans/{loanId}")).Ok().Number("outstanding");

    // What is booked but for whose it is: kind, way, paper, and the postings.
    private string Entry(string id)
    {
        var entry = Books.Query(
            $"SELECT [Kind], [EffectiveOn], [Method], [Reference] FROM [JournalEntry] WHERE [Id] = '{id}'"
        );
        var lines = Books.Query(
            $"SELECT [FundId], [Account], [Amount] FROM [Posting] WHERE [EntryId] = '{id}' ORDER BY [Line]"
        );
        return string.Join('|', entry.Concat(lines).SelectMany(row => row.Values));
    }
}
