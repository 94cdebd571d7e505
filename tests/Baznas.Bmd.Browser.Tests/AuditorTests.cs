using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

public sealed partial class AuditorTests
{
    private static readonly string[] Reports =
    [
        "/reports/portfolio",
        "/reports/arrears",
        "/reports/collections",
        "/reports/expected-payments",
        "/reports/disbursements?from=2026-01-01",
        "/reports/rescheduled-loans?from=2026-01-01",
        "/reports/written-off-loans?from=2026-01-01",
        "/reports/funds?from=2026-01-01",
        "/reports/cash-forecast",
        "/reports/trial-balance",
        "/reports/journal?from=2026-01-01",
        "/reports/general-ledger?from=2026-01-01",
        "/reports/financial-position",
        "/reports/changes-in-funds?from=2026-01-01",
        "/reports/changes-in-managed-assets?from=2026-01-01",
        "/reports/cash-flows?from=2026-01-01",
    ];

    private static TestOffice Office => BrowserOffice.Office;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_auditor_goes_from_a_figure_down_to_the_late_loan(Screen screen)
    {
        var loan = await Office.NewActive();
        var number = (string)(await Office.Auditor.Get($"/loans/{loan}")).Ok()["number"]!;
        await using var auditor = await Person.SignedIn("auditor", screen);

        await auditor.Arrives("/dashboard");
        await auditor.LooksRight();
        await auditor.Page.Locator("main .figure a.value").First.ClickAsync();
        await auditor.Arrives("/reports/portfolio");
        await auditor.LooksRight();
        await auditor.Follow("Dalam perhatian khusus");
        await auditor.Arrives("/reports/arrears");
        await auditor.Sees(number);
        await auditor.LooksRight();

        Assert.That(
            await auditor
                .Page.Locator("main")
                .GetByRole(AriaRole.Link, new() { Name = number })
                .GetAttributeAsync("href"),
            Is.EqualTo($"/loans/{loan}")
        );
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task From_a_balance_an_auditor_reaches_the_posting_behind_it_and_who_booked_it(Screen screen)
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 123_000, "2026-03-03")).Ok();
        var entry = (await Office.Auditor.Get($"/transactions/{await Office.LastTransaction(loan)}")).Ok();
        await using var auditor = await Person.SignedIn("auditor", screen);

        await auditor.Go("/reports");
        await auditor.LooksRight();
        await auditor.Follow("Neraca saldo");
        await auditor.Arrives("/reports/trial-balance");
        await auditor.Sees("Seimbang");
        await auditor.Page.Locator("main a", new() { HasText = "Piutang qardh" }).First.ClickAsync();
        await auditor.Arrives("/reports/general-ledger");
        await auditor.Follow((string)entry["number"]!);
        await auditor.Arrives($"/transactions/{(string)entry["id"]!}");
        await auditor.Sees("seratus dua puluh tiga ribu rupiah");
        await auditor.Sees("cashier.MJK");
        await auditor.LooksRight();
        await auditor.Page.Locator("main details.event summary").ClickAsync();
        await auditor.Sees("Rp123.000");
        await auditor.Sees("Sidik sebelumnya");
        await auditor.LooksRight();
    }

    [Test]
    public async Task An_entry_that_was_taken_back_says_so_and_leads_to_the_other()
    {
        var loan = await Office.NewActive();
        var paid = (string)(await Office.Pay(loan, 50_000)).Ok()["transactionId"]!;
        var reversal = (await Office.Cashier.Reverse(loan, paid)).Ok();
        await using var auditor = await Person.SignedIn("auditor");

        await auditor.Go($"/transactions/{paid}");
        await auditor.Sees("sudah dibatalkan oleh");
        await auditor.Sees("Salah catat");
        await auditor.LooksRight();
        await auditor.Page.Locator("main .notice a").ClickAsync();

        await auditor.Arrives($"/transactions/{(string)reversal["transactionId"]!}");
        await auditor.Sees("Transaksi ini membatalkan");
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    public async Task Every_report_can_be_read_narrowed_and_taken_along_and_offers_nothing_that_changes_the_books(
        Screen screen
    )
    {
        await Office.NewWrittenOff();
        await using var auditor = await Person.SignedIn("auditor", screen);

        foreach (var report in Reports)
        {
            await auditor.Go(report);
            await auditor.LooksRight();
            Assert.That(await auditor.Page.Locator("main form[method=post]").CountAsync(), Is.Zero, report);
            await auditor.Press("Terapkan");
            await auditor.Sees("Unduh CSV");
            foreach (
                var (format, type) in new[]
                {
                    ("csv", "text/csv"),
                    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                    ("pdf", "application/pdf"),
                }
            )
            {
                var link = auditor.Page.Locator($"main a[download][href*='format={format}']");
                var address = await link.GetAttributeAsync("href");
                var file = await auditor.Page.APIRequest.GetAsync(BrowserOffice.Address + address);
                Assert.That(file.Headers["content-type"], Does.StartWith(type), report);
            }
        }
    }

    [Test]
    public async Task A_date_that_can_not_be_read_or_a_period_that_ends_before_it_begins_is_said_at_its_field()
    {
        await using var auditor = await Person.SignedIn("auditor", Screen.Phone);

        await auditor.Go("/reports/journal?from=2026-13-45");
        await auditor.Sees("tidak terbaca");
        await auditor.LooksRight();
        await auditor.Go("/reports/journal?from=2026-02-20&to=2026-02-01");
        await auditor.LooksRight();

        Assert.That(await auditor.Page.Locator("main [aria-invalid]").GetAttributeAsync("name"), Is.EqualTo("to"));
    }

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_auditor_reads_who_did_what_and_has_the_books_verified(Screen screen)
    {
        await Office.NewBorrower();
        await using var auditor = await Person.SignedIn("auditor", screen);

        await auditor.Go("/audit");
        await auditor.LooksRight();
        await auditor.Choose("action", "borrower.registered");
        await auditor.Press("Terapkan");
        await auditor.Page.WaitForURLAsync(AskedForAction());
        await auditor.Sees("Mitra didaftarkan");
        await auditor.Page.Locator("main details.event summary").First.ClickAsync();
        await auditor.Sees("Siti Aminah");
        await auditor.LooksRight();
        await auditor.Go("/audit");
        await auditor.Follow("Pemeriksaan buku");
        await auditor.LooksRight();
        await auditor.Press("Periksa sekarang");
        await auditor.Sees("Semua cocok");
        await auditor.Sees("Sidik terakhir");
        await auditor.LooksRight();
    }

    [Test]
    public async Task A_manager_sees_how_the_programme_stands_and_a_loan_on_one_sheet()
    {
        var loan = await Office.NewActive();
        await using var approver = await Person.SignedIn("approver", Screen.Phone);

        await approver.Go("/dashboard");
        await approver.Sees("Sisa pokok, 12 bulan terakhir");
        await approver.Page.Locator("main details summary").First.ClickAsync();
        await approver.LooksRight();
        await approver.Go($"/reports/loan-card/{loan}");
        await approver.Sees("Jadwal angsuran");

        await approver.LooksRight();
    }

    [GeneratedRegex(@"/audit\?.*action=borrower\.registered")]
    private static partial Regex AskedForAction();
}
