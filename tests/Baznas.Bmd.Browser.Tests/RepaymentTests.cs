using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>A cashier takes a payment, from the search at the desk to the printed receipt.</summary>
public sealed class RepaymentTests
{
    private static TestOffice Office => BrowserOffice.Office;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_cashier_takes_a_repayment_and_sees_it_in_words_before_it_is_booked(Screen screen)
    {
        var loan = await Office.NewActive();
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go($"/loans/{loan}/repay");
        await cashier.LooksRight();
        await cashier.Fill("amount", "1.250.000.000.000.000");
        await cashier.Page.Keyboard.PressAsync("Enter");
        await cashier.Sees("paling banyak Rp1.000.000.000.000");
        await cashier.LooksRight();
        await cashier.Fill("amount", "250000");
        await cashier.Page.Keyboard.PressAsync("Enter");
        await cashier.Sees("dua ratus lima puluh ribu rupiah");
        Assert.That(await Repaid(loan), Is.Zero);
        await cashier.LooksRight();
        await cashier.Press("Ya, catat pembayaran");
        await cashier.Sees("Kuitansi angsuran");
        await cashier.Sees("Ke-3, jatuh tempo 30 Januari 2026");
        await cashier.Sees("Sisa pokok sesudahnya Rp750.000");
        await cashier.LooksRight();

        Assert.That(await Repaid(loan), Is.EqualTo(250_000));
        Assert.That(await cashier.Page.Locator("[data-print-now]").CountAsync(), Is.EqualTo(1));
        await cashier.Follow("pakai kertas struk 58 mm");
        await cashier.Sees("pakai kertas A5");
        await cashier.LooksRight();
        Assert.That(
            await cashier.Page.Locator("[data-print-now]").CountAsync(),
            Is.Zero,
            "It prints by itself only once."
        );
        await cashier.Follow("Pembayaran berikutnya");
        await cashier.Arrives("/till");
    }

    [Test]
    public async Task Going_back_from_a_receipt_or_loading_the_confirmation_again_asks_anew_and_books_nothing()
    {
        var loan = await Office.NewActive();
        await using var cashier = await Person.SignedIn("cashier", Screen.Phone);

        await cashier.Go($"/loans/{loan}/repay");
        await cashier.Fill("amount", "100000");
        await cashier.Press("Periksa");
        await cashier.Sees("seratus ribu rupiah");
        await cashier.Page.ReloadAsync();
        Assert.That(await cashier.Page.Locator("[name=amount]").InputValueAsync(), Is.EqualTo("700.000"));
        await cashier.Fill("amount", "100000");
        await cashier.Press("Periksa");
        await cashier.Press("Ya, catat pembayaran");
        await cashier.Sees("Kuitansi angsuran");
        await cashier.Page.GoBackAsync();
        Assert.That(await cashier.Page.Locator("[name=amount]").InputValueAsync(), Is.EqualTo("600.000"));

        Assert.That(await Repaid(loan), Is.EqualTo(100_000));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_cashier_searches_a_number_and_comes_straight_to_all_that_is_due(Screen screen)
    {
        var loan = await Office.NewActive();
        var number = (await Office.Cashier.Get($"/loans/{loan}")).Ok().Text("number");
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Arrives("/till");
        await cashier.LooksRight();
        await cashier.Page.Locator("#seek").FillAsync(number);
        await cashier.Page.Keyboard.PressAsync("Enter");
        await cashier.Arrives($"/loans/{loan}/repay");
        // Seven Fridays from 16 January to 27 February.
        await cashier.Sees("belum terbayar sejak 16 Januari 2026");
        Assert.That(await cashier.Page.Locator("[name=amount]").InputValueAsync(), Is.EqualTo("700.000"));
        await cashier.Page.Locator("[name=amount]").PressAsync("Enter");
        await cashier.Sees("tujuh ratus ribu rupiah");
        await cashier.Press("Ya, catat pembayaran");
        await cashier.Sees("Sisa pokok sesudahnya Rp300.000");

        Assert.That(await Repaid(loan), Is.EqualTo(700_000));
    }

    [Test]
    public async Task A_search_that_several_fit_lists_them_each_with_its_button()
    {
        await Office.NewActive();
        await Office.NewActive();
        await using var cashier = await Person.SignedIn("cashier");

        await cashier.Go("/till?q=Siti");
        await cashier.Sees("pinjaman ditemukan");
        await cashier.LooksRight();
        await cashier.Follow("Terima angsuran Siti Aminah");
        await cashier.Sees("Sisa pokok");
        await cashier.Go("/till?q=Tidak+Ada");
        await cashier.Sees("Tidak ada pinjaman berjalan untuk \"Tidak Ada\"");
        await cashier.LooksRight();
        await cashier.Go("/till/due");
        await cashier.LooksRight();
    }

    [Test]
    public async Task Infak_that_was_asked_for_has_a_receipt_of_its_own()
    {
        var loan = await Office.NewActive();
        await using var cashier = await Person.SignedIn("cashier", Screen.Phone);

        await cashier.Go($"/loans/{loan}/repay");
        await cashier.Fill("amount", "100000");
        await cashier.Page.GetByText("Pilihan lain").ClickAsync();
        await cashier.Fill("infak", "7500");
        await cashier.Press("Periksa");
        await cashier.Sees("tujuh ribu lima ratus rupiah");
        await cashier.Press("Ya, catat pembayaran");
        await cashier.Sees("Infak sukarela Rp7.500 punya kuitansi sendiri");
        await cashier.Page.GetByText("Buka kuitansi").ClickAsync();
        await cashier.Sees("Kuitansi infak");
        await cashier.Sees("tujuh ribu lima ratus rupiah");
        await cashier.LooksRight();
    }

    [Test]
    public async Task A_field_officer_is_offered_cash_only()
    {
        var loan = await Office.NewActive();
        await using var officer = await Person.SignedIn("officer", Screen.Phone);

        await officer.Go($"/loans/{loan}/repay");

        Assert.That(
            await officer.Page.Locator("select[name=account] option").AllInnerTextsAsync(),
            Is.EqualTo(new[] { "Tunai" })
        );
    }

    [Test]
    public async Task A_loan_on_which_nothing_can_be_paid_says_why_instead_of_a_form()
    {
        var signed = await Office.NewSigned();
        await using var cashier = await Person.SignedIn("cashier");

        await cashier.Go($"/loans/{signed}/repay");
        await cashier.Sees("belum dicairkan");
        await cashier.LooksRight();

        Assert.That(await cashier.Page.Locator("[name=amount]").CountAsync(), Is.Zero);
    }

    private static async Task<long> Repaid(string loan) =>
        (await Office.Cashier.Get($"/loans/{loan}")).Ok()["repaid"]!.GetValue<long>();
}
