using System.Text.Json;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Jobs;

public sealed class PlanRemindersTests
{
    [Test]
    public async Task What_falls_due_soon_today_and_late_is_reminded_of_once_each()
    {
        await using var scene = await ReminderScene.Open();
        var nothingPaid = await scene.Loan(0);
        var halfOfTheSeventh = await scene.Loan(650_000);
        var punctual = await scene.Loan(700_000);
        var paidAhead = await scene.Loan(800_000);
        var paidOff = await scene.Loan(1_000_000);

        foreach (var day in new[] { "2026-03-03", "2026-03-06", "2026-03-07", "2026-03-10" })
        {
            scene.GoTo($"{day}T09:00");
            await scene.Plan();
            await scene.Deliver();
        }

        Assert.Multiple(async () =>
        {
            Assert.That(
                await scene.Reminders(nothingPaid),
                Is.EqualTo(new[] { "-3 2026-03-06", "0 2026-03-06", "-3 2026-03-13" }),
                "What is late for more than a month and a week is the officer's."
            );
            Assert.That(
                await scene.Reminders(halfOfTheSeventh),
                Is.EqualTo(new[] { "+1 2026-02-27", "-3 2026-03-06", "+7 2026-02-27", "0 2026-03-06", "-3 2026-03-13" })
            );
            Assert.That(
                await scene.Reminders(punctual),
                Is.EqualTo(new[] { "-3 2026-03-06", "0 2026-03-06", "+1 2026-03-06", "-3 2026-03-13" })
            );
            Assert.That(await scene.Reminders(paidAhead), Is.EqualTo(new[] { "-3 2026-03-13" }));
            Assert.That(await scene.Reminders(paidOff), Is.Empty);
        });
    }

    [Test]
    public async Task A_reminder_names_the_person_the_unpaid_amounts_the_days_and_the_office_and_nothing_else()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(650_000);

        await scene.Plan();

        var message = await scene.Newest(loanId);
        Assert.Multiple(() =>
        {
            Assert.That(
                (string?)message["body"],
                Is.EqualTo(
                    "Yth. Bapak/Ibu Siti Aminah, kami mengingatkan: menurut catatan kami Rp50.000 belum kami terima sejak"
                        + " 27 Februari 2026; angsuran Rp100.000 jatuh tempo 6 Maret 2026. Pembayaran dapat dilakukan di"
                        + " kantor BMD MJK atau melalui petugas lapangan kami dengan tanda terima. Bila sudah membayar,"
                        + " abaikan pesan ini. Bila ada kesulitan, silakan hubungi kami di kantor kami; kita cari jalan"
                        + " keluarnya bersama. Bila tidak ingin menerima pengingat, balas BERHENTI. Terima kasih. BMD MJK"
                )
            );
            Assert.That((string?)message["recipient"], Is.EqualTo("+6281234567890"));
            Assert.That((string?)message["channel"], Is.EqualTo("whatsApp"));
            Assert.That((string?)message["day"], Is.EqualTo("2026-03-04"));
        });
    }

    [Test]
    public async Task A_reminder_is_in_the_language_that_the_person_chose_when_they_registered()
    {
        await using var scene = await ReminderScene.Open();
        var borrower = JsonSerializer.SerializeToNode(scene.Office.Borrower())!;
        borrower["language"] = "xx";
        var unknown = await scene.Office.Officer.Post("/borrowers", borrower);
        borrower["language"] = "en";
        var registered = (await scene.Office.Officer.Post("/borrowers", borrower)).Ok();
        var loanId = await scene.LoanOf(registered.Text("id"), scene.Office.ProductId, 10);

        await scene.Plan();

        Assert.Multiple(async () =>
        {
            Assert.That(unknown.Body!["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(["language"]));
            Assert.That((string?)registered["language"], Is.EqualTo("en"));
            Assert.That(await scene.Body(loanId), Does.StartWith("Dear Siti Aminah"));
        });
    }

    [Test]
    public async Task All_loans_of_a_person_are_in_one_message_each_with_its_number()
    {
        await using var scene = await ReminderScene.Open();
        var first = await scene.Loan(650_000);
        var second = await scene.SecondLoan(await scene.BorrowerOf(first));

        var planned = await scene.Plan();
        var body = await scene.Body(first);

        Assert.Multiple(async () =>
        {
            Assert.That(planned, Is.EqualTo(1));
            Assert.That((await scene.Newest(first)).Text("id"), Is.EqualTo((await scene.Newest(second)).Text("id")));
            Assert.That(
                body,
                Does.Contain("pinjaman MJK-2026-000001: menurut catatan kami Rp50.000 belum")
                    .And.Contain("pinjaman MJK-2026-000001: angsuran Rp100.000 jatuh")
                    .And.Contain("pinjaman MJK-2026-000002: angsuran Rp120.000 jatuh tempo 6 Maret 2026")
            );
        });
    }

    [Test]
    public async Task What_is_late_is_said_with_all_that_is_late()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(450_000);

        await scene.Plan();

        Assert.That(await scene.Reminders(loanId), Is.EqualTo(new[] { "+14 2026-02-13", "-3 2026-03-06" }));
        Assert.That(await scene.Body(loanId), Does.Contain("Rp250.000 belum kami terima sejak 13 Februari 2026"));
    }

    [Test]
    public async Task What_still_waits_is_taken_along_by_the_message_that_takes_its_place()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(500_000);
        scene.GoTo("2026-03-05T09:00");
        await scene.Plan();

        scene.GoTo("2026-03-06T09:00");
        await scene.Plan();

        var (newer, older) = ((await scene.Messages())[0]!, (await scene.Messages())[1]!);
        Assert.Multiple(async () =>
        {
            Assert.That(
                await scene.Reminders(loanId),
                Is.EqualTo(new[] { "+7 2026-02-20", "-3 2026-03-06", "+14 2026-02-20", "0 2026-03-06" })
            );
            Assert.That((string?)newer["status"], Is.EqualTo("planned"));
            Assert.That($"{older["status"]} {older["reason"]}", Is.EqualTo("cancelled superseded"));
        });
    }

    [Test]
    public async Task What_waits_is_left_to_wait_while_there_is_nothing_new()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(700_000);
        scene.GoTo("2026-03-03T09:00");
        await scene.Plan();

        scene.GoTo("2026-03-04T09:00");

        Assert.That(await scene.Plan(), Is.Zero);
        Assert.That(await scene.Status(loanId), Is.EqualTo("planned"));
    }

    [Test]
    public async Task Only_who_has_a_phone_and_said_yes_last_is_reminded()
    {
        await using var scene = await ReminderScene.Open();
        var withoutPhone = await scene.Loan(0);
        var saidNo = await scene.Loan(0);
        var saidYesAgain = await scene.Loan(0);
        await scene.Phone(withoutPhone, null);
        await scene.Consent(saidNo, isGiven: false);
        await scene.Consent(saidYesAgain, isGiven: false);
        await scene.Consent(saidYesAgain, isGiven: true);

        await scene.Plan();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.Reminders(withoutPhone), Is.Empty);
            Assert.That(await scene.Reminders(saidNo), Is.Empty);
            Assert.That(await scene.Reminders(saidYesAgain), Is.EqualTo(new[] { "-3 2026-03-06" }));
        });
    }

    [TestCase("2026-03-04T07:59", 0)]
    [TestCase("2026-03-04T08:00", 1)]
    [TestCase("2026-03-04T16:59", 1)]
    [TestCase("2026-03-04T17:00", 0)]
    [TestCase("2026-03-08T09:00", 0, Description = "A Sunday.")]
    public async Task Nobody_is_reminded_outside_office_hours(string local, int expected)
    {
        await using var scene = await ReminderScene.Open();
        await scene.Loan(0);

        scene.GoTo(local);

        Assert.That(await scene.Plan(), Is.EqualTo(expected));
    }

    [Test]
    public async Task The_hours_are_those_of_the_office()
    {
        await using var scene = await ReminderScene.Open();
        await scene.Loan(0);
        await scene.TimeZone("Asia/Jayapura");

        scene.GoTo("2026-03-04T06:30");
        var inTheMorning = await scene.Plan();
        scene.GoTo("2026-03-06T15:30");
        var inTheEvening = await scene.Plan();

        Assert.That((inTheMorning, inTheEvening), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_reminder_that_a_day_off_held_up_goes_out_on_the_next_working_day()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(800_000);
        var holidays = new[] { new { date = "2026-03-10", name = "Libur setempat" } };
        (await scene.Office.Admin.Put($"/offices/{scene.Office.Id}/holidays", holidays)).Ok();

        scene.GoTo("2026-03-10T09:00");
        var onTheHoliday = await scene.Plan();
        scene.GoTo("2026-03-11T09:00");
        await scene.Plan();

        Assert.That(onTheHoliday, Is.Zero);
        Assert.That(await scene.Reminders(loanId), Is.EqualTo(new[] { "-3 2026-03-13" }));
    }

    [Test]
    public async Task A_second_run_writes_nothing_and_leaves_no_event()
    {
        await using var scene = await ReminderScene.Open();
        await scene.Loan(0);

        var first = await scene.Plan();
        var second = await scene.Plan();

        Assert.Multiple(async () =>
        {
            Assert.That((first, second), Is.EqualTo((1, 0)));
            Assert.That(await scene.Messages(), Has.Count.EqualTo(1));
            Assert.That(await scene.Events("reminder.planned"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_payment_booked_late_counts_from_the_day_it_was_made()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(0);
        (await scene.Office.Pay(loanId, 200_000, "2026-01-20")).Ok();

        await scene.Plan();

        Assert.That(await scene.Reminders(loanId), Is.EqualTo(new[] { "+30 2026-01-30", "-3 2026-03-06" }));
    }

    [Test]
    public async Task A_person_is_written_to_once_a_day_and_of_the_next_late_instalment_the_day_after_the_payment()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(200_000);
        await scene.Plan();
        await scene.Deliver();
        (await scene.Office.Pay(loanId, 200_000, "2026-03-04")).Ok();

        var again = await scene.Plan();
        scene.GoTo("2026-03-05T09:00");
        await scene.Plan();

        Assert.That(again, Is.Zero);
        Assert.That(
            await scene.Reminders(loanId),
            Is.EqualTo(new[] { "+30 2026-01-30", "-3 2026-03-06", "+14 2026-02-13" })
        );
    }

    [Test]
    public async Task Two_nodes_at_once_remind_of_everything_once()
    {
        await using var scene = await ReminderScene.Open();
        for (var loan = 0; loan < 4; loan++)
        {
            await scene.Loan(0);
        }

        await using var second = new BmdHost(scene.Host);
        var counts = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(run => Task.Run(() => scene.Plan(run % 2 == 0 ? scene.Host : second)))
        );

        Assert.Multiple(async () =>
        {
            Assert.That(counts.Sum(), Is.EqualTo(4));
            Assert.That(counts.Count(count => count > 0), Is.EqualTo(1));
            Assert.That(await scene.Messages(), Has.Count.EqualTo(4));
        });
    }

    [Test]
    public async Task Messages_are_listed_by_page_and_status_to_who_may_see_them()
    {
        await using var scene = await ReminderScene.Open();
        await scene.Loan(0);
        await scene.Loan(0);
        var other = await TestOffice.Open(scene.Host, "KDR");
        await scene.Plan();

        var first = (await scene.Office.Officer.Get("/messages?limit=1")).Ok();
        var rest = (await scene.Office.Officer.Get($"/messages?limit=1&cursor={first["nextCursor"]}")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(first["items"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(rest["items"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(rest["nextCursor"], Is.Null);
            Assert.That(await scene.Messages("&status=planned"), Has.Count.EqualTo(2));
            Assert.That(await scene.Messages("&status=sent"), Is.Empty);
            Assert.That((await other.Officer.Get("/messages")).Ok()["items"]!.AsArray(), Is.Empty);
            Assert.That((await scene.Office.Admin.Get("/messages")).Ok()["items"]!.AsArray(), Has.Count.EqualTo(2));
            (await scene.Office.Cashier.Get("/messages")).Refused(System.Net.HttpStatusCode.Forbidden, "access.denied");
        });
    }
}
