using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

public sealed class FundsTests
{
    private static int _fund;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_cashier_takes_money_into_a_fund_and_carries_some_to_the_bank(Screen screen)
    {
        var (fund, name) = await NewFund(0);
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go("/funds");
        await cashier.LooksRight();
        await cashier.Follow(name);
        await cashier.Sees("Belum ada uang masuk");
        await cashier.LooksRight();
        await cashier.Follow("Terima dana");
        await cashier.LooksRight();
        await cashier.Fill("amount", "2500000");
        await cashier.Fill("source", "Hamba Allah");
        await cashier.Choose("account", "cash");
        await cashier.Press("Periksa");
        await cashier.Sees("dua juta lima ratus ribu rupiah");
        await cashier.LooksRight();
        Assert.That(await Money(fund), Is.EqualTo((0, 0)));
        await cashier.Press("Ya, catat penerimaan");
        await cashier.Arrives($"/funds/{fund}");
        await cashier.Sees("+Rp2.500.000");

        await cashier.Follow("Pindahkan");
        await cashier.Fill("amount", "3000000");
        await cashier.Press("Periksa");
        await cashier.Sees("tidak cukup");
        await cashier.LooksRight();
        await cashier.Fill("amount", "1000000");
        await cashier.Press("Periksa");
        await cashier.Sees("satu juta rupiah");
        await cashier.Press("Ya, pindahkan");
        await cashier.Arrives($"/funds/{fund}");
        await cashier.LooksRight();

        Assert.That(await Money(fund), Is.EqualTo((1_500_000, 1_000_000)));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_cashier_counts_cash_explains_the_difference_and_prints_the_record(Screen screen)
    {
        var (fund, name) = await NewFund(350_000);
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go($"/funds/{fund}/count");
        await cashier.LooksRight();
        await cashier.Fill("denominations[0].pieces", "3");
        await cashier.Fill("denominations[2].pieces", "2");
        if (screen == Screen.PhoneWithoutScripts)
        {
            await cashier.Press("Jumlahkan");
        }

        await cashier.Sees("Rp340.000");
        await cashier.Sees("Kurang Rp10.000");
        await cashier.Press("Periksa");
        await cashier.Sees("Jelaskan mengapa");
        await cashier.LooksRight();
        await cashier.Fill("explanation", "Belum diketahui");
        await cashier.Press("Periksa");
        await cashier.Sees("tiga ratus empat puluh ribu rupiah");
        await cashier.LooksRight();
        Assert.That(await Money(fund), Is.EqualTo((350_000, 0)));
        await cashier.Press("Ya, simpan opname");
        await cashier.Sees("Berita acara opname kas");
        await cashier.Sees("Dicatat oleh cashier.MJK");
        await cashier.LooksRight();

        Assert.That(await Money(fund), Is.EqualTo((340_000, 0)));
        await cashier.Go($"/cash-counts?fundId={fund}");
        await cashier.Sees(name);
        await cashier.Sees("-Rp10.000");
        await cashier.LooksRight();
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_cashier_takes_a_mistaken_receipt_back_with_a_reason(Screen screen)
    {
        var (fund, _) = await NewFund(70_000);
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go($"/funds/{fund}");
        await cashier.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Batalkan" }).ClickAsync();
        await cashier.Sees("tujuh puluh ribu rupiah");
        await cashier.Press("Periksa");
        await cashier.LooksRight();
        await cashier.Fill("reason", "Tercatat pada dana yang keliru");
        await cashier.Press("Periksa");
        await cashier.Sees("tidak berlaku lagi mulai 2 Januari 2026");
        await cashier.LooksRight();
        Assert.That(await Money(fund), Is.EqualTo((70_000, 0)));
        await cashier.Press("Ya, batalkan transaksi");
        await cashier.Page.WaitForURLAsync(url => !url.EndsWith("/reverse", StringComparison.Ordinal));

        Assert.That(await Money(fund), Is.EqualTo((0, 0)));
        await cashier.Go($"/funds/{fund}");
        await cashier.Sees("Dibatalkan");
        await cashier.LooksRight();
    }

    [Test]
    public async Task An_auditor_sees_funds_and_is_offered_nothing_that_moves_money()
    {
        var (fund, _) = await NewFund(5_000);
        await using var auditor = await Person.SignedIn("auditor");

        foreach (var page in new[] { "/funds", $"/funds/{fund}", "/cash-counts", "/periods" })
        {
            await auditor.Go(page);
            await auditor.LooksRight();
            foreach (var offer in new[] { "Terima dana", "Pindahkan", "Batalkan", "Hitung kas", "Tutup Januari" })
            {
                await Assertions.Expect(auditor.Page.Locator("main")).Not.ToContainTextAsync(offer);
            }
        }
    }

    private static async Task<(string Id, string Name)> NewFund(long capital)
    {
        var name = $"DANA{Interlocked.Increment(ref _fund)}";
        return (await BrowserOffice.Office.NewFund(name, "infakTerikat", capital), name);
    }

    private static async Task<(long Cash, long Bank)> Money(string fund)
    {
        var view = (await BrowserOffice.Office.Cashier.Get($"/funds/{fund}")).Ok();
        return (view["cash"]!.GetValue<long>(), view["bank"]!.GetValue<long>());
    }
}
