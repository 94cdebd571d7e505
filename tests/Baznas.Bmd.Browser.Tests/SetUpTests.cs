using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>An empty service, each time anew.</summary>
public sealed class SetUpTests
{
    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_empty_service_leads_its_administrator_from_the_first_office_to_the_first_working_day(
        Screen screen
    )
    {
        await using var host = new BmdHost();
        host.UseKestrel(0);
        host.StartServer();
        var address = host.ClientOptions.BaseAddress.ToString().TrimEnd('/');
        await using var admin = await Person.Anybody(screen, address: address);
        await admin.Go("/sign-in");
        await admin.Fill("userName", "admin");
        await admin.Fill("password", BmdHost.AdminPassword);
        await admin.Press("Masuk");
        await admin.Arrives("/setup");
        await admin.Sees("Buka kantor Anda");
        await admin.LooksRight();
        await admin.Fill("name", "BMD Uji");
        await admin.Fill("code", "uji");
        await admin.Press("Buka kantor dan lanjut");
        await admin.Sees("Isi 2–8 huruf kapital");
        await admin.LooksRight();
        await admin.Fill("code", "UJI");
        await admin.Press("Buka kantor dan lanjut");
        await admin.Sees("Dari mana dananya?");
        await admin.LooksRight();

        // Left and gone on with.
        await admin.Go("/settings");
        await admin.Sees("Langkah awal belum selesai");
        await admin.LooksRight();
        await admin.Follow("Lanjutkan langkah awal");
        await admin.Choose("kind", "infakTidakTerikat");
        await admin.Fill("name", "Infak umum");
        await admin.Fill("code", "INFAK");
        await admin.Press("Buat dan lanjut");
        await admin.Sees("Apa yang dipinjamkan?");
        await admin.LooksRight();
        await admin.Press("Tawarkan dan lanjut");
        await admin.Sees("Siapa yang bekerja?");
        await admin.LooksRight();
        // The role that is missing is chosen already.
        foreach (var name in (string[])["petugas", "manajer", "kasir"])
        {
            await admin.Fill("displayName", name);
            await admin.Fill("userName", name);
            await admin.Fill("password", $"sandi-{name}");
            await admin.Press("Tambah pengguna");
            await admin.Sees($"Kata sandi pertama: sandi-{name}");
        }

        await admin.Sees("Siap. Apa sekarang?");
        await admin.Sees("Kasir mencatat saldo awal");
        await admin.LooksRight();
        await admin.Follow("Ke Pengaturan");
        await admin.Arrives("/settings");

        var officer = await host.SignedIn("petugas", "sandi-petugas");
        Assert.That((await officer.Get("/offices")).Ok()["items"]!.AsArray(), Has.Count.EqualTo(1));
        var me = (await (await host.SignedIn("kasir", "sandi-kasir")).Get("/me")).Ok();
        Assert.That(me["roles"]!.ToJsonString(), Is.EqualTo("""["cashier"]"""));
    }
}
