using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>What a cashier does beside taking payments: paying out, taking back, recovering, deposits.</summary>
public sealed class CashierTests
{
    private static TestOffice Office => BrowserOffice.Office;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_cashier_pays_a_signed_loan_out_and_has_the_slip_signed(Screen screen)
    {
        var loan = await Office.NewSigned();
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Arrives("/till");
        await cashier.Sees("Siap dicairkan");
        await cashier.Page.Locator($"a[href='/loans/{loan}/disburse']").ClickAsync();
        await cashier.Sees("Satu juta rupiah");
        await cashier.Sees("Jadwal yang akan berlaku");
        await cashier.Sees("11 Maret 2026");
        await cashier.LooksRight();
        await cashier.Press("Periksa");
        await cashier.Sees("Tidak ada potongan apa pun");
        await cashier.LooksRight();
        await cashier.Press("Ya, cairkan");
        await cashier.Sees("Bukti pencairan");
        await cashier.Sees("Dibayarkan kepada");
        await cashier.LooksRight();

        Assert.That((await Office.Loan(loan)).Text("status"), Is.EqualTo("active"));
    }

    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task A_cashier_has_a_report_come_each_week_and_stops_it_again(Screen screen)
    {
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go("/reports/schedules/new");
        await cashier.Page.FillAsync("[name=name]", "Tunggakan untuk rapat");
        await cashier.Page.SelectOptionAsync("[name=report]", "arrears");
        await cashier.Page.SelectOptionAsync("[name='parameters.period']", "nextWeek");
        await cashier.Page.CheckAsync("[name=frequency][value=weekly]");
        await cashier.Page.SelectOptionAsync("[name=weekday]", "fri");
        await cashier.Press("Simpan");
        await cashier.Sees("tidak bisa tentang hari-hari itu");
        await cashier.LooksRight();
        await cashier.Page.SelectOptionAsync("[name='parameters.period']", "yesterday");
        await cashier.Press("Simpan");
        await cashier.Sees("setiap Jumat mulai pukul 06:00");
        await cashier.Press("Hentikan");
        await cashier.Sees("Tunggakan untuk rapat dihentikan.");
        await cashier.Sees("Jadwal sebelumnya");
        await cashier.LooksRight();
    }

    [Test]
    public async Task A_loan_that_is_not_signed_or_whose_fund_is_empty_says_so_before_any_form()
    {
        var unsigned = await Office.NewApproved();
        var fund = await Office.NewFund("KOSONG", "infakTidakTerikat");
        var unfunded = await NewSignedFrom(fund);
        await using var cashier = await Person.SignedIn("cashier", Screen.Phone);

        await cashier.Go($"/loans/{unsigned}/disburse");
        await cashier.Sees("Catat akad");
        await cashier.LooksRight();
        await cashier.Go($"/loans/{unfunded}/disburse");
        await cashier.Sees("belum punya Rp1.000.000");
        await cashier.LooksRight();

        Assert.That(await cashier.Page.Locator("[name=account]").CountAsync(), Is.Zero);
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_mistaken_payment_is_taken_back_with_a_reason_and_its_receipt_says_so(Screen screen)
    {
        var loan = await Office.NewActive();
        var payment = (await Office.Pay(loan, 250_000)).Ok().Text("transactionId");
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go($"/transactions/{payment}/receipt");
        await cashier.Follow("Salah catat? Batalkan transaksi ini");
        await cashier.LooksRight();
        await cashier.Press("Periksa");
        await cashier.LooksRight();
        await cashier.Fill("reason", "Salah pinjaman");
        await cashier.Press("Periksa");
        await cashier.Sees("satu juta rupiah");
        await cashier.LooksRight();
        await cashier.Press("Ya, batalkan transaksi");
        await cashier.Arrives($"/loans/{loan}");
        Assert.That((await Office.Loan(loan)).Number("outstanding"), Is.EqualTo(1_000_000));

        await cashier.Go($"/transactions/{payment}/receipt");
        await cashier.Sees("DIBATALKAN");
        await cashier.Sees("Salah pinjaman");
        await cashier.LooksRight();
        await cashier.Go($"/loans/{loan}/transactions/{payment}/reverse");
        await cashier.Sees("sudah dibatalkan sebelumnya");
        await cashier.LooksRight();
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task Money_on_a_loan_that_was_written_off_is_taken_as_a_recovery(Screen screen)
    {
        var loan = await Office.NewWrittenOff();
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go($"/loans/{loan}/repay");
        await cashier.Follow("Penerimaan kembali");
        await cashier.Sees("Rp700.000");
        await cashier.LooksRight();
        await cashier.Fill("amount", "800000");
        await cashier.Press("Periksa");
        await cashier.Sees("Rp700.000");
        await cashier.LooksRight();
        await cashier.Fill("amount", "50000");
        await cashier.Press("Periksa");
        await cashier.Sees("lima puluh ribu rupiah");
        await cashier.Press("Ya, catat pembayaran");
        await cashier.Sees("Kuitansi penerimaan kembali");
        await cashier.Sees("Masih terutang Rp650.000");
        await cashier.LooksRight();
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task A_deposit_is_used_for_an_instalment_and_the_rest_given_back(Screen screen)
    {
        var borrower = await Office.NewDepositor(150_000);
        var loan = await Office.NewLoanOf(borrower, disbursedOn: "2026-02-20");
        await using var cashier = await Person.SignedIn("cashier", screen);

        await cashier.Go($"/borrowers/{borrower}/deposit");
        await cashier.Sees("seratus lima puluh ribu rupiah");
        await cashier.Sees("Disimpan sejak 2 Februari 2026");
        await cashier.LooksRight();
        await cashier.Page.GetByText("Pakai titipan dengan sendirinya").ClickAsync();
        await cashier.Press("Simpan");
        await cashier.Sees("titipan dipakai pada hari jatuh tempo");
        await cashier.Follow("Pakai untuk angsuran");
        Assert.That(await cashier.Page.Locator("[name=amount]").InputValueAsync(), Is.EqualTo("100.000"));
        await cashier.LooksRight();
        await cashier.Press("Periksa");
        await cashier.Sees("seratus ribu rupiah");
        await cashier.LooksRight();
        await cashier.Press("Ya, pakai titipan");
        await cashier.Sees("Bukti pemakaian titipan");
        await cashier.Sees("Sisa pokok sesudahnya Rp900.000");

        await cashier.Go($"/borrowers/{borrower}/deposit/refund");
        await cashier.LooksRight();
        await cashier.Press("Periksa");
        await cashier.Sees("lima puluh ribu rupiah");
        await cashier.Press("Ya, kembalikan");
        await cashier.Sees("Bukti pengembalian titipan");
        await cashier.LooksRight();
        Assert.That(await Office.Held(borrower), Is.Zero);
        Assert.That((await Office.Loan(loan)).Number("repaid"), Is.EqualTo(100_000));
    }

    private static async Task<string> NewSignedFrom(string fundId)
    {
        var application = await Office.NewSurveyedWith(new { fundId });
        var loan = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        return loan;
    }
}
