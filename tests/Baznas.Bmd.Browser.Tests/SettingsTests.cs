using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

public sealed class SettingsTests
{
    private static int _no;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task An_administrator_adds_a_user_who_can_sign_in(Screen screen)
    {
        var name = $"baru{Interlocked.Increment(ref _no)}";
        await using var admin = await Person.SignedIn("admin", screen);
        await admin.Go("/settings");
        await admin.LooksRight();
        await admin.Follow("Pengguna");
        await admin.Arrives("/settings/users");
        await admin.LooksRight();
        await admin.Follow("Tambah pengguna");
        await admin.LooksRight();
        await admin.Page.GetByLabel("Auditor").CheckAsync();
        await admin.Fill("displayName", "Petugas Baru");
        await admin.Fill("userName", name);
        await admin.Fill("password", "pendek");
        await admin.Press("Tambah pengguna");
        await admin.Sees("Kata sandi terdiri dari 8");
        await admin.LooksRight();
        await admin.Fill("password", "sandi-pertama-1");
        await admin.Press("Tambah pengguna");
        await admin.Sees("Kata sandi pertama: sandi-pertama-1");
        await admin.Sees(name);
        await admin.LooksRight();
        await admin.Page.ReloadAsync();
        Assert.That(await admin.Page.Locator("main").InnerTextAsync(), Does.Not.Contain("sandi-pertama-1"));

        await BrowserOffice.Host.SignedIn(name, "sandi-pertama-1");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_product_is_made_and_revised_and_its_first_version_stays_readable(Screen screen)
    {
        var code = $"BRU-{Interlocked.Increment(ref _no)}";
        await using var admin = await Person.SignedIn("admin", screen);
        await admin.Go("/settings/products");
        await admin.LooksRight();
        await admin.Follow("Buat produk");
        await admin.Arrives("/settings/products/new");
        await admin.LooksRight();
        await admin.Fill("name", "Modal Pasar");
        await admin.Fill("code", code);
        await admin.Fill("maxPrincipal", "4.000.000");
        await admin.Press("Tawarkan produk");
        await admin.Sees("Jenjang persetujuan harus mencakup pokok tertinggi");
        await admin.LooksRight();
        await admin.Fill("approvals[1].upTo", "4.000.000");
        await admin.Fill("approvals[1].count", "2");
        await admin.Press("Tawarkan produk");
        await admin.Sees("Produk Modal Pasar sudah bisa dipakai");
        await admin.Sees("Sampai Rp4.000.000: 2 penyetuju");
        await admin.LooksRight();
        await admin.Follow("Ubah produk");
        await admin.Sees("pinjaman yang berjalan tetap memakai versinya sendiri");
        await admin.LooksRight();
        await admin.Fill("maxInstallments", "40");
        await admin.Press("Simpan sebagai versi 2");
        await admin.Sees("Versi 2 berlaku untuk pengajuan baru");
        await admin.Sees("10–40 kali");
        await admin.Sees("10–50 kali");
        await admin.LooksRight();
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task An_office_and_a_fund_are_opened(Screen screen)
    {
        var code = $"KTR{Interlocked.Increment(ref _no)}";
        await using var admin = await Person.SignedIn("admin", screen);
        await admin.Go("/settings/offices");
        await admin.LooksRight();
        await admin.Follow("Buka kantor baru");
        await admin.LooksRight();
        await admin.Fill("name", $"BMD {code}");
        await admin.Fill("code", code);
        await admin.Fill("phone", "0321-123456789");
        await admin.Press("Buka kantor");
        await admin.Sees($"Kantor BMD {code} sudah dibuka");
        await admin.Sees("0321 1234 56789");
        await admin.LooksRight();
        await admin.Go("/settings/funds");
        await admin.LooksRight();
        await admin
            .Page.Locator("select[name=officeId]")
            .SelectOptionAsync(new SelectOptionValue { Label = $"BMD {code}" });
        await admin.Choose("kind", "zakat");
        await admin.Fill("name", $"Zakat {code}");
        await admin.Fill("code", "ZAKAT");
        await admin.Press("Tambah sumber dana");
        await admin.Sees($"Sumber dana Zakat {code} sudah dibuat");
        await admin.LooksRight();
    }

    [TestCase("/settings")]
    [TestCase("/settings/offices")]
    [TestCase("/settings/users")]
    [TestCase("/settings/users/new")]
    [TestCase("/settings/products")]
    [TestCase("/settings/products/new")]
    [TestCase("/settings/funds")]
    [TestCase("/setup")]
    public async Task The_settings_are_for_administrators_alone(string path)
    {
        await using var cashier = await Person.SignedIn("cashier");

        Assert.That((await cashier.Page.GotoAsync(path))!.Status, Is.EqualTo(403));
    }
}
