using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>What concerns a whole office: its months, a grace for all, its holidays.</summary>
public sealed class OfficeWideTests
{
    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_month_is_closed_by_one_and_opened_again_by_two(Screen screen)
    {
        var own = await OwnOffice.Open();
        await using (var cashier = await own.SignedIn("cashier", screen))
        {
            await cashier.Go("/periods");
            await cashier.LooksRight();
            await cashier.Follow("Tutup Januari 2026");
            await cashier.Sees("Belum pernah dihitung");
            await cashier.LooksRight();
            await cashier.Press("Ya, tutup Januari 2026");
            await cashier.Arrives("/periods/2026-01");
            await cashier.Sees("Neraca saldo saat ditutup");
            await cashier.LooksRight();
            await Downloads(cashier, "/periods/2026-01?handler=Report&kind=closing.trialBalance");

            await cashier.Follow("Minta dibuka kembali");
            await cashier.Sees("memerlukan dua orang");
            await cashier.LooksRight();
            await cashier.Fill("reason", "Kuitansi tercecer");
            await cashier.Press("Kirim permintaan");
            await cashier.Sees("Anda sendiri yang meminta");
            await cashier.LooksRight();
        }

        await using var approver = await own.SignedIn("approver", screen);
        await approver.Go("/periods");
        await approver.LooksRight();
        await approver.Follow("Lihat permintaan");
        await approver.Sees("Kuitansi tercecer");
        await approver.Page.GetByLabel("Setujui").CheckAsync();
        await approver.LooksRight();
        await approver.Fill("note", "Sudah ditimbang");
        await approver.Press("Simpan keputusan");
        await approver.Arrives("/periods/2026-01");
        await approver.Sees("Dibuka kembali oleh approver");

        var months = (await own.Office.Cashier.Get("/periods")).Ok();
        Assert.That((string?)months["nextToClose"], Is.EqualTo("2026-01"));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task An_approver_sees_whom_a_grace_concerns_before_granting_it(Screen screen)
    {
        var own = await OwnOffice.Open();
        var loan = await own.Office.NewActive();
        var before = await NextDue(own, loan);
        await using var approver = await own.SignedIn("approver", screen);

        await approver.Go("/graces/office");
        await approver.LooksRight();
        await approver.Press("Lihat siapa yang terkena");
        await approver.LooksRight();
        await approver.Fill("reason", "Banjir");
        await approver.Press("Lihat siapa yang terkena");
        await approver.Sees("Ya, beri kelonggaran untuk 1 pinjaman");
        await approver.LooksRight();
        Assert.That(await NextDue(own, loan), Is.EqualTo(before));
        await approver.Press("Ya, beri kelonggaran untuk 1 pinjaman");
        await approver.Sees("Kelonggaran diberikan untuk 1 pinjaman");

        Assert.That(await NextDue(own, loan), Is.EqualTo(before.AddDays(7)));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_administrator_sees_what_a_holiday_moves_before_it_is_kept(Screen screen)
    {
        var own = await OwnOffice.Open();
        var loan = await own.Office.NewActive();
        var due = await NextDue(own, loan);
        await using var admin = await Person.SignedIn("admin", screen);

        await admin.Go($"/settings/holidays?officeId={own.Office.Id}");
        await admin.LooksRight();
        await admin.Fill("lines", "2026-08-17 Hari Kemerdekaan\nbesok libur");
        await admin.Press("Lihat perubahannya");
        await admin.Sees("Baris 2 tidak terbaca");
        await admin.LooksRight();
        await admin.Fill("lines", $"2026-08-17 Hari Kemerdekaan\n{due:d-M-yyyy}\tLibur setempat");
        await admin.Press("Lihat perubahannya");
        await admin.Sees("1 angsuran dari 1 pinjaman bergeser");
        await admin.Sees("Siti Aminah");
        await admin.LooksRight();
        Assert.That(await NextDue(own, loan), Is.EqualTo(due));
        await admin.Press("Ya, simpan kalender");
        await admin.Sees("Kalender tersimpan");

        Assert.That(await NextDue(own, loan), Is.EqualTo(due.AddDays(1)));
        var holidays = (await own.Office.Admin.Get($"/offices/{own.Office.Id}")).Ok()["holidays"]!.AsArray();
        Assert.That(
            holidays.Select(day => (string?)day!["name"]),
            Is.EqualTo(new[] { "Libur setempat", "Hari Kemerdekaan" })
        );
    }

    // The first instalment that is still to come.
    private static async Task<DateOnly> NextDue(OwnOffice own, string loan)
    {
        var rows = (await own.Office.Officer.Get($"/loans/{loan}/schedule")).Ok()["rows"]!.AsArray();
        return rows.Select(row => DateOnly.Parse((string)row!["dueOn"]!, null))
            .First(due => due > new DateOnly(2026, 3, 4));
    }

    private static async Task Downloads(Person person, string path)
    {
        var answer = await person.Page.APIRequest.GetAsync(BrowserOffice.Address + path);
        Assert.That(answer.Ok, Is.True);
        Assert.That(await answer.TextAsync(), Does.StartWith("{"));
    }
}
