using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Browser.Tests;

public sealed class FieldOfficerTests
{
    private static TestOffice Office => BrowserOffice.Office;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_officer_brings_somebody_from_registration_to_a_survey(Screen screen)
    {
        await using var officer = await Person.SignedIn("officer", screen);
        // Nobody's name and birth date twice: whoever looks registered is asked about.
        var year = 90 + (int)screen;
        var nik = $"3576025203{year}{Random.Shared.Next(1000, 10000)}";

        await officer.Go("/borrowers/new");
        await officer.LooksRight();
        await officer.Fill("nik", nik);
        await officer.Fill("fullName", "Kartika Wulandari");
        if (screen == Screen.PhoneWithoutScripts)
        {
            await officer.Fill("birthDate", $"19{year}-03-12");
            await officer.Page.GetByLabel("Perempuan").CheckAsync();
        }
        else
        {
            await officer.Sees($"Menurut NIK: Perempuan, 12 Maret 19{year}");
        }

        await officer.Fill("phone", $"0813{nik[^7..]}");
        await officer.Choose("villageCode", "");
        await officer.Fill("business.name", "Warung Bu Kartika");
        await officer.Fill("business.sector", "kuliner");
        await officer.Page.Locator("[name=consents][value=processing]").CheckAsync();
        await officer.Press("Daftarkan");
        await officer.Sees("Kartika Wulandari terdaftar dengan nomor");
        await officer.Sees("3576••••••••");
        await officer.LooksRight();

        await officer.Follow("Buat pengajuan");
        await officer.Sees("Jadwal angsuran");
        await officer.LooksRight();
        await officer.Choose("productId", Office.ProductId);
        await officer.Choose("fundId", Office.FundId);
        await officer.Fill("principal", "1000000");
        await officer.Fill("installments", "10");
        if (screen == Screen.PhoneWithoutScripts)
        {
            await officer.Press("Lihat jadwal");
        }

        await officer.Sees("Rp100.000");
        await officer.Sees("10 kali, dari 11 Maret 2026");
        await officer.Fill("purpose", "Tambah modal warung");
        await officer.Press("Simpan pengajuan");
        await officer.Sees("Periksa, lalu kirim");
        await officer.LooksRight();
        await officer.Press("Kirim pengajuan");
        await officer.Sees("Berikutnya: survei");
        await officer.Follow("Isi survei");
        await officer.LooksRight();
        await officer.Page.Locator("[name='findings.rumah'][value=sewa]").CheckAsync();
        await officer.Page.Locator("[name='findings.catatanUsaha'][value=true]").CheckAsync();
        await officer.Fill("score", "85");
        await officer.Press("Simpan survei");
        await officer.Sees("Wajib diisi");
        await officer.Fill("notes", "Warung ramai");
        await officer.Press("Simpan survei");
        await officer.Sees("menunggu keputusan");
        await officer.Sees("Sewa");
        await officer.LooksRight();

        var id = new Uri(officer.Page.Url).Segments[^1];
        var survey = (await Office.Officer.Get($"/applications/{id}")).Ok()["survey"]!;
        Assert.That(survey.Number("score"), Is.EqualTo(85));
        Assert.That(survey["findings"]!.ToJsonString(), Is.EqualTo("""{"rumah":"sewa","catatanUsaha":true}"""));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task Somebody_who_looks_registered_is_shown_before_they_are_registered_again(Screen screen)
    {
        await using var officer = await Person.SignedIn("officer", screen);
        var name = $"Munawaroh {Guid.NewGuid():N}"[..20];
        var known = Office.Borrower().With(new { fullName = name, birthDate = "1971-08-17" });
        (await Office.Officer.Post("/borrowers", known)).Ok();

        await officer.Go("/borrowers/new");
        await officer.Fill("nik", TestOffice.NewNik());
        await officer.Fill("birthDate", "1971-08-17");
        await officer.Page.GetByLabel("Perempuan").CheckAsync();
        await officer.Page.Locator("[name=consents][value=processing]").CheckAsync();
        await officer.Fill("fullName", name.ToUpperInvariant());
        if (screen == Screen.Phone)
        {
            await officer.Sees("nama mirip, tanggal lahir sama");
            await officer.LooksRight();
        }

        await officer.Press("Daftarkan");
        await officer.Sees("Ada mitra yang mirip");
        await officer.Sees("nama mirip, tanggal lahir sama");
        await officer.LooksRight();
        await officer.Press("Orang lain, daftarkan");
        await officer.Sees("terdaftar dengan nomor");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_officer_reads_the_akad_aloud_and_records_that_it_was_signed(Screen screen)
    {
        var loan = await Office.NewApproved();
        await using var officer = await Person.SignedIn("officer", screen);

        await officer.Go($"/loans/{loan}/akad");
        await officer.Sees("Satu juta rupiah");
        await officer.Sees("Yang dikembalikan tepat Rp1.000.000");
        await officer.LooksRight();
        await officer.Fill("place", "");
        await officer.Page.GetByLabel("Saksi 1").FillAsync("Budi Santoso");
        await officer.Page.GetByLabel("Saksi 2").FillAsync("Sari Dewi");
        await officer.Press("Simpan akad");
        await officer.Sees("Wajib diisi");
        await officer.LooksRight();
        await officer.Fill("place", "Balai Kelurahan");
        await officer.Press("Simpan akad");
        await officer.Arrives($"/loans/{loan}");
        await officer.Go($"/loans/{loan}/akad");
        await officer.Sees("sudah ditandatangani");

        Assert.That((await Office.Officer.Get($"/loans/{loan}")).Ok().Text("status"), Is.EqualTo("signed"));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task The_day_shows_who_is_late_who_waits_and_what_lies_with_others(Screen screen)
    {
        await Office.NewActive();
        await Office.NewSubmitted();
        await Office.NewSurveyed();
        await using var officer = await Person.SignedIn("officer", screen);

        await officer.Go("/");
        await officer.Arrives("/today");
        await officer.Sees("Rabu, 4 Maret 2026");
        await officer.Sees("Terlambat 47 hari");
        await officer.Sees("Isi survei");
        await officer.Sees("Menunggu keputusan");
        await officer.LooksRight();
        await officer.Follow("Isi survei Siti Aminah");
        await officer.Sees("Survei kelayakan");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_officer_founds_a_group_and_says_who_belongs_to_it(Screen screen)
    {
        var mark = $"K{Random.Shared.Next(1_000_000)}";
        var borrower = (
            await Office.Officer.Post("/borrowers", Office.Borrower().With(new { fullName = $"Anggota {mark}" }))
        ).Id();
        await using var officer = await Person.SignedIn("officer", screen);

        await officer.Go("/groups");
        await officer.LooksRight();
        await officer.Follow("Buat kelompok");
        await officer.Fill("name", $"Melati {mark}");
        await officer.Fill("code", mark);
        await officer.Page.Locator("main [name=q]").FillAsync($"Anggota {mark}");
        await officer.Press("Cari");
        await officer.Page.Locator($"[name=chairId][value='{borrower}']").CheckAsync();
        await officer.LooksRight();
        await officer.Press("Buat kelompok");
        await officer.Sees("Sekarang pilih anggotanya");
        await officer.Page.Locator("main [name=q]").FillAsync($"Anggota {mark}");
        await officer.Press("Cari");
        await officer.Page.Locator($"[name=borrowerIds][value='{borrower}']").CheckAsync();
        await officer.LooksRight();
        await officer.Press("Simpan anggota");
        await officer.Sees("Anggota kelompok tersimpan: 1 orang");
        await officer.Sees($"ketua: Anggota {mark}");
        await officer.LooksRight();

        await officer.Follow("Ubah anggota");
        await officer.Page.Locator($"[name=borrowerIds][value='{borrower}']").UncheckAsync();
        await officer.Press("Simpan anggota");
        await officer.Sees("Kelompok ini belum punya anggota");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task An_officer_mends_an_application_that_was_sent_back_and_may_take_it_back(Screen screen)
    {
        var id = await Office.NewSurveyed();
        (await Office.Approver.Decide(id, LoanSteps.Decision("return"))).Ok();
        await using var officer = await Person.SignedIn("officer", screen);

        await officer.Go($"/applications/{id}");
        await officer.Sees("Sudah ditimbang");
        await officer.LooksRight();
        await officer.Follow("Ubah pengajuan");
        await officer.Sees("Dikembalikan penyetuju");
        await officer.LooksRight();
        await officer.Fill("principal", "900000");
        await officer.Press("Simpan");
        await officer.Sees("Sembilan ratus ribu rupiah");
        await officer.Press("Kirim pengajuan");
        await officer.Sees("Pengajuan terkirim");
        await officer.Follow("Tarik pengajuan");
        await officer.LooksRight();
        await officer.Press("Tarik pengajuan");
        await officer.Sees("Wajib diisi");
        await officer.Fill("reason", "Mendapat modal dari keluarga");
        await officer.Press("Tarik pengajuan");
        await officer.Sees("Pengajuan ini sudah ditarik");
        await officer.Sees("Mendapat modal dari keluarga");
        await officer.LooksRight();
    }

    [Test]
    public async Task A_whole_NIK_is_shown_only_to_who_says_what_for()
    {
        var nik = TestOffice.NewNik();
        var borrower = (await Office.Officer.Post("/borrowers", Office.Borrower().With(new { nik }))).Id();
        await using var officer = await Person.SignedIn("officer", Screen.Phone);

        await officer.Go($"/borrowers/{borrower}");
        Assert.That(await officer.Page.ContentAsync(), Does.Not.Contain(nik));
        await officer.Follow("Lihat lengkap");
        await officer.LooksRight();
        Assert.That(await officer.Page.ContentAsync(), Does.Not.Contain(nik));
        await officer.Fill("purpose", "Mencocokkan dengan KTP");
        await officer.Press("Lihat");
        await officer.Sees(nik);
        await officer.LooksRight();

        await using var admin = await Person.SignedIn("admin");
        await admin.Go($"/borrowers/{borrower}");
        await admin.Sees("3576••••••••");
        Assert.That(await admin.Page.GetByText("Lihat lengkap").CountAsync(), Is.Zero);
        Assert.That(await admin.Page.GetByText("Buat pengajuan").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Lists_are_searched_on_any_screen()
    {
        await Office.NewSurveyed();
        foreach (var screen in (Screen[])[Screen.Phone, Screen.Desk])
        {
            await using var officer = await Person.SignedIn("officer", screen);
            await officer.Go("/borrowers?q=Siti");
            await officer.Sees("Siti Aminah");
            await officer.LooksRight();
            await officer.Go("/borrowers?q=tidak-ada");
            await officer.Sees("Tidak ada mitra yang cocok");
            await officer.LooksRight();
            await officer.Go("/applications?status=surveyed&mine=true");
            await officer.Sees("Siti Aminah");
            await officer.LooksRight();
            await officer.Go("/applications/new?q=Siti");
            await officer.Sees("Siti Aminah");
            await officer.LooksRight();
        }
    }
}
