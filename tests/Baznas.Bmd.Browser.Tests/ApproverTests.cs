using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>An approver's work, from what waits to what is decided.</summary>
public sealed class ApproverTests
{
    private static TestOffice Office => BrowserOffice.Office;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_approver_finds_what_waits_reads_the_file_and_grants_less_than_was_asked(Screen screen)
    {
        var application = await Office.NewSurveyed(2_000_000);
        await using var approver = await Person.SignedIn("approver", screen);

        await approver.Arrives("/approvals");
        await approver.LooksRight();
        await approver.Page.Locator($"main a[href='/applications/{application}/decide']").ClickAsync();
        await approver.Arrives($"/applications/{application}/decide");
        await approver.Sees("80 dari 100");
        await approver.Sees("Ini pinjaman pertamanya");
        await approver.LooksRight();
        await approver.Fill("principal", "1500000");
        if (screen != Screen.PhoneWithoutScripts)
        {
            await approver.Sees("Rp1.500.000 dalam 10 kali angsuran");
        }

        await approver.Fill("note", "Usahanya layak");
        await approver.Press("Simpan keputusan");
        await approver.Sees("siap untuk akad");
        await approver.LooksRight();

        var decided = await Read($"/applications/{application}");
        var loan = await Read($"/loans/{decided["loanId"]}");
        Assert.That((long)loan["principal"]!, Is.EqualTo(1_500_000));
    }

    [Test]
    public async Task A_principal_is_never_raised_and_what_was_typed_stays()
    {
        var application = await Office.NewSurveyed(1_000_000);
        await using var approver = await Person.SignedIn("approver");

        await approver.Go($"/applications/{application}/decide");
        await approver.Fill("principal", "1000001");
        await approver.Sees("tidak boleh dinaikkan di atas Rp1.000.000");
        await approver.Fill("note", "Usahanya maju");
        await approver.Press("Simpan keputusan");
        await approver.Sees("Usahanya maju");
        await approver.LooksRight();

        Assert.That((string?)(await Read($"/applications/{application}"))["status"], Is.EqualTo("surveyed"));
    }

    [Test]
    public async Task A_large_loan_needs_two_and_the_first_sees_that_it_waits_for_another()
    {
        var application = await Office.NewSurveyed(4_000_000);
        await using var first = await Person.SignedIn("approver");
        await using var second = await Person.SignedIn("approver2");

        await first.Go($"/applications/{application}/decide");
        await first.Sees("Perlu 2 penyetuju");
        await first.Fill("note", "Usahanya layak");
        await first.Press("Simpan keputusan");
        await first.Arrives("/approvals");
        await first.Sees("menunggu penyetuju lain");
        await first.Sees("Menunggu orang lain");
        await second.Go($"/applications/{application}/decide");
        await second.Sees("Sudah setuju: approver.MJK");
        await second.Fill("note", "Setuju");
        await second.Press("Simpan keputusan");
        await second.Sees("siap untuk akad");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_new_schedule_is_asked_for_beside_the_old_one_and_decided_by_another(Screen screen)
    {
        var loan = await Office.NewActive();
        await using var officer = await Person.SignedIn("officer", screen);
        await using var approver = await Person.SignedIn("approver", screen);

        await officer.Go($"/loans/{loan}");
        await officer.LooksRight();
        await officer.Follow("Ajukan jadwal baru");
        await officer.LooksRight();
        await officer.Choose("cause", "unable");
        await officer.Fill("reason", "Sakit dua pekan");
        await officer.Fill("installments", "20");
        await officer.Press("Lihat jadwal barunya");
        await officer.Sees("Rp50.000");
        await officer.LooksRight();
        await officer.Press("Ya, ajukan");
        await officer.Sees("menunggu keputusan");
        await officer.LooksRight();
        var path = new Uri(officer.Page.Url).AbsolutePath;

        await approver.Go(path);
        await approver.LooksRight();
        await approver.Fill("note", "Keadaannya benar");
        await approver.Press("Simpan keputusan");
        await approver.Sees("Jadwal baru disetujui");

        Assert.That((bool)(await Read($"/loans/{loan}"))["restructured"]!, Is.True);
    }

    [Test]
    public async Task A_new_schedule_over_the_dates_that_remain_forgets_the_count_that_was_proposed()
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 800_000)).Ok();
        await using var approver = await Person.SignedIn("approver");

        await approver.Go($"/loans/{loan}/reschedule");
        await approver.Choose("cause", "other");
        await approver.Fill("reason", "Membayar lebih awal");
        await approver.Page.Locator("[name=keepDates]").CheckAsync();
        await approver.Press("Lihat jadwal barunya");
        await approver.Sees("20 Mar 2026");
        await approver.Press("Ya, ajukan");
        await approver.Sees("orang lain yang memutuskan");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_debt_is_forgiven_by_two_who_see_the_amount_in_words(Screen screen)
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 300_000)).Ok();
        await using var officer = await Person.SignedIn("officer", screen);
        await using var first = await Person.SignedIn("approver", screen);
        await using var second = await Person.SignedIn("approver2", screen);

        await officer.Go($"/loans/{loan}/write-off");
        await officer.LooksRight();
        await officer.Page.Locator("[name=kind][value=forgiveness]").CheckAsync();
        await officer.Choose("cause", "unable");
        await officer.Fill("reason", "Usaha tutup");
        await officer.Fill("evidence", "Surat kelurahan");
        await officer.Press("Periksa");
        await officer.Sees("tujuh ratus ribu rupiah");
        await officer.LooksRight();
        await officer.Press("Ya, ajukan");
        await officer.Sees("Belum ada yang berpendapat");
        var path = new Uri(officer.Page.Url).AbsolutePath;

        await Agree(first, path);
        await first.Sees("Anda sudah berpendapat");
        Assert.That((string?)(await Read($"/loans/{loan}"))["status"], Is.EqualTo("active"));
        await Agree(second, path);
        await second.Sees("dicatat di buku");
        await second.LooksRight();
        await second.Go($"/loans/{loan}");
        await second.Sees("sudah dibebaskan");
        await second.LooksRight();

        Assert.That((string?)(await Read($"/loans/{loan}"))["status"], Is.EqualTo("forgiven"));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_grace_shows_the_new_dates_before_it_is_granted(Screen screen)
    {
        var loan = await Office.NewActive();
        await using var approver = await Person.SignedIn("approver", screen);

        await approver.Go($"/loans/{loan}");
        await approver.Follow("Beri kelonggaran");
        await approver.LooksRight();
        await approver.Choose("cause", "illness");
        await approver.Fill("reason", "Dirawat di rumah sakit");
        await approver.Press("Lihat tanggal barunya");
        await approver.Sees("27 Mar 2026");
        await approver.LooksRight();
        await approver.Press("Ya, beri kelonggaran");
        await approver.Sees("Kelonggaran diberikan; 3 angsuran bergeser");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_tranche_is_let_go_when_its_time_has_come(Screen screen)
    {
        var product = await Office.NewProduct($"QH-{screen}".ToUpperInvariant(), new { trancheApproval = "each" });
        var application = await Office.NewSurveyedWith(
            new
            {
                productId = product,
                tranches = new[]
                {
                    new
                    {
                        no = 1,
                        amount = 600_000,
                        plannedOn = "2026-01-09",
                    },
                    new
                    {
                        no = 2,
                        amount = 400_000,
                        plannedOn = "2026-01-28",
                    },
                },
            }
        );
        var loan = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loan)).Ok();
        await using var approver = await Person.SignedIn("approver", screen);

        await approver.Page.Locator($"main a[href='/loans/{loan}/tranches/2']").ClickAsync();
        await approver.Sees("empat ratus ribu rupiah");
        await approver.LooksRight();
        await approver.Page.Locator("[name=decision][value=approve]").CheckAsync();
        await approver.Fill("note", "Usahanya berjalan");
        await approver.Press("Simpan keputusan");
        await approver.Sees("siap dicairkan");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_loan_tells_its_story_and_offers_each_only_what_they_may_do(Screen screen)
    {
        var (loan, _) = await Office.NewRescheduled();
        var mistake = (await Office.Pay(loan, 50_000, "2026-03-02")).Ok().Text("transactionId");
        (await Office.Cashier.Reverse(loan, mistake)).Ok();
        await using var cashier = await Person.SignedIn("cashier", screen);
        await using var auditor = await Person.SignedIn("auditor", screen);

        await cashier.Go($"/loans/{loan}");
        await cashier.Sees("Rp700.000");
        await cashier.Sees("Dijadwal ulang");
        await cashier.Sees("Dibatalkan karena: Salah catat");
        await cashier.LooksRight();
        await Shows(cashier, "Terima angsuran", 1);
        await Shows(cashier, "Beri kelonggaran", 0);
        Assert.That(await cashier.Page.Locator($"main a[href$='{mistake}/reverse']").CountAsync(), Is.Zero);

        await auditor.Go($"/loans/{loan}?asOf=2026-01-20");
        await auditor.Sees("20 Januari 2026");
        await auditor.Sees("Rp1.000.000");
        await auditor.LooksRight();
        await Shows(auditor, "Terima angsuran", 0);
        await auditor.Go($"/loans/{loan}/schedule");
        await auditor.Sees("satu juta rupiah");
        await auditor.LooksRight();
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task The_search_leads_to_the_loan_whose_number_was_typed_and_else_lists_what_fits(Screen screen)
    {
        var loan = await Office.NewActive();
        var number = (string)(await Read($"/loans/{loan}"))["number"]!;
        await using var officer = await Person.SignedIn("officer", screen);

        await officer.Go("/search");
        await officer.LooksRight();
        await officer.Page.Locator("main [name=q]").FillAsync("aminah");
        await officer.Press("Cari");
        await officer.Sees("Siti Aminah");
        await officer.LooksRight();
        await officer.Page.Locator("main [name=q]").FillAsync("tidakadaorangnya");
        await officer.Press("Cari");
        await officer.Sees("Tidak ada yang cocok");
        await officer.Page.Locator("header [name=q]").FillAsync(number);
        await officer.Page.Keyboard.PressAsync("Enter");
        await officer.Arrives($"/loans/{loan}");
    }

    private static async Task Agree(Person who, string path)
    {
        await who.Go(path);
        await who.LooksRight();
        await who.Fill("note", "Buktinya cukup");
        await who.Press("Periksa");
        await who.Sees("tujuh ratus ribu rupiah");
        await who.LooksRight();
        await who.Press("Ya, simpan keputusan");
        await who.Arrives(path);
    }

    private static Task Shows(Person who, string link, int times) =>
        Assertions
            .Expect(who.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = link, Exact = true }))
            .ToHaveCountAsync(times);

    private static async Task<JsonNode> Read(string path) => (await Office.Auditor.Get(path)).Ok();
}
