namespace Baznas.Bmd.Browser.Tests;

public sealed class RepaymentTests
{
    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_cashier_takes_a_repayment_and_sees_it_in_words_before_it_is_booked(Screen screen)
    {
        var loan = await BrowserOffice.Office.NewActive();
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
        await cashier.Arrives($"/loans/{loan}");

        Assert.That(await Repaid(loan), Is.EqualTo(250_000));
    }

    private static async Task<long> Repaid(string loan) =>
        (await BrowserOffice.Office.Cashier.Get($"/loans/{loan}")).Ok()["repaid"]!.GetValue<long>();
}
