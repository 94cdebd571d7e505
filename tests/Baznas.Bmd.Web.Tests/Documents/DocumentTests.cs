using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Documents;

/// <summary>What stands on each paper, and that it stands there however late it is printed again.</summary>
public sealed class DocumentTests : OfficeFixture
{
    private static readonly string[] WordsOfPrice =
    [
        "infak",
        "sedekah",
        "biaya",
        "administrasi",
        "denda",
        "bunga",
        "margin",
        "imbalan",
        "jasa",
    ];

    protected override IReadOnlyDictionary<string, string?> HostSettings =>
        new Dictionary<string, string?> { ["Bmd:PublicAddress"] = "https://bmd.example.org/" };

    [Test]
    public async Task An_akad_names_parties_amount_schedule_witnesses_and_the_place_of_the_stamp_and_no_price()
    {
        var loan = await Office.NewSigned();

        var akad = await Print($"/documents/akad/{loan}");

        Assert.Multiple(() =>
        {
            Assert.That(akad.Pages[0].Words, Does.Contain("BMD MJK").And.Contain("Siti Aminah"));
            Assert.That(akad.Text, Does.Contain("Rp1.000.000 (satu juta rupiah)").And.Contain("Modal warung"));
            Assert.That(akad.Text, Does.Match("Nomor MJK-AQ-2026-[0-9]{6}").And.Contain("Kamis, 8 Januari 2026"));
            Assert.That(akad.Pages[0].Words, Does.Contain("Meterai"), "Who signs, signs beneath the words.");
            Assert.That(akad.Pages, Has.Count.EqualTo(2));
            Assert.That(akad.Text, Does.Contain("Budi").And.Contain("Sari").And.Contain("Saksi 2"));
            Assert.That(akad.Text, Does.Contain("Meterai").And.Contain("Rp10.000"));
            Assert.That(akad.Text, Does.Contain("Lampiran").IgnoreCase.And.Contain("Kamis, 15 Januari 2026 Rp100.000"));
            Assert.That(akad.Text, Does.Contain("approver.MJK"), "Who granted it stands for the office.");
            Assert.That(akad.Text, Does.Contain("3576").And.Not.Match("[0-9]{16}"), "The NIK is masked.");
            foreach (var word in WordsOfPrice)
            {
                Assert.That(akad.Text, Does.Not.Contain(word).IgnoreCase, "The fund is one of infak.");
            }
        });
    }

    [Test]
    public async Task The_schedule_of_an_akad_stays_when_the_money_comes_later_and_days_off_change()
    {
        var other = await TestOffice.Open(Host, "AKD");
        var loan = await other.NewSigned();
        var signed = await PrintedPaper.Of(other.Officer, $"/documents/akad/{loan}");

        var holidays = new[] { new { date = "2026-01-22", name = "Haul" } };
        (await other.Admin.Put($"/offices/{other.Id}/holidays", holidays)).Ok();
        (await other.Cashier.Disburse(loan)).Ok();

        Assert.That(
            (await PrintedPaper.Of(other.Officer, $"/documents/akad/{loan}")).Content,
            Is.EqualTo(signed.Content)
        );
    }

    [Test]
    public async Task An_akad_in_tranches_says_when_which_part_is_meant_to_come()
    {
        var loan = await Office.NewSignedIn(TrancheSteps.Two);

        var akad = await Print($"/documents/akad/{loan}");

        Assert.That(akad.Text, Does.Contain("dalam 2 tahap").And.Contain("tahap 2 sebesar Rp400.000"));
    }

    [TestCase("a5", 148)]
    [TestCase("roll58", 58)]
    [TestCase("a4", 210)]
    public async Task A_receipt_says_what_was_paid_and_what_is_left_and_says_it_again(string paper, double millimetres)
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 150_000)).Ok();
        var path = await Receipt(loan, 100_000, "2026-02-03");
        var printed = await Print($"{path}?paper={paper}");

        (await Office.Pay(loan, 200_000, "2026-02-01")).Ok();
        await Office.NewReschedule(loan);

        Assert.Multiple(async () =>
        {
            Assert.That(printed.Text, Does.Contain("KUITANSI ANGSURAN").And.Contain("3 Februari 2026"));
            Assert.That(printed.Text, Does.Contain("Rp100.000 Seratus ribu rupiah"));
            Assert.That(printed.Text, Does.Match("[Kk]e-2, (jatuh tempo )?23 Jan 2026 Rp50.000").And.Contain("e-3, "));
            Assert.That(printed.Text, Does.Contain("Sisa yang belum dibayar: Rp750.000"));
            Assert.That(printed.Text, Does.Not.Contain("Meterai"));
            Assert.That(printed.Pages, Has.Count.EqualTo(1));
            Assert.That(printed.Pages[0].Millimetres, Is.EqualTo(millimetres).Within(0.5));
            Assert.That((await Print($"{path}?paper={paper}")).Content, Is.EqualTo(printed.Content));
        });
    }

    [Test]
    public async Task A_roll_keeps_to_the_48_mm_that_printers_reach()
    {
        var borrower = await Office.NewBorrower();
        var loan = await Office.NewLoanOf(borrower);
        var paid = LoanSteps.Repayment(1_050_000).With(new { excess = "deposit", reference = new string('7', 60) });
        var id = (await Office.Cashier.Repay(loan, paid)).Ok().Text("transactionId");

        foreach (var kind in new[] { "repaymentReceipt", "depositReceipt" })
        {
            var printed = (await Print($"/documents/{kind}/{id}?paper=roll58")).Pages.Single().Printed;
            Assert.That(printed.From, Is.GreaterThanOrEqualTo(4.9));
            Assert.That(printed.To, Is.LessThanOrEqualTo(53.1));
        }
    }

    [Test]
    public async Task What_was_taken_back_is_printed_so()
    {
        var loan = await Office.NewActive();
        var path = await Receipt(loan, 100_000);
        var before = await Print(path);
        (await Office.Cashier.Reverse(loan, path.Split('/')[^1])).Ok();

        var after = await Print(path);

        Assert.Multiple(() =>
        {
            Assert.That(before.Text, Does.Not.Contain("DIBATALKAN"));
            Assert.That(after.Text, Does.Contain("DIBATALKAN").And.Contain("Salah catat"));
            Assert.That(after.Code, Is.EqualTo(before.Code), "It is the same paper.");
        });
    }

    [Test]
    public async Task What_is_held_and_what_is_given_have_papers_of_their_own()
    {
        var loan = await Office.NewActive();
        var paid = LoanSteps.Repayment(1_050_000).With(new { excess = "deposit", infak = 5_000 });
        var answer = (await Office.Cashier.Repay(loan, paid)).Ok();
        var id = answer.Text("transactionId");
        var receipt = (await Office.Cashier.Get($"/transactions/{id}/receipt")).Ok();

        var payment = await Print($"/documents/repaymentReceipt/{id}");
        var deposit = await Print($"/documents/depositReceipt/{id}");
        var infak = await Print($"/documents/infakReceipt/{receipt["infak"]![0]!.Text("transactionId")}");

        Assert.Multiple(() =>
        {
            Assert.That(
                payment.Text,
                Does.Contain("Rp1.050.000").And.Contain("Dititipkan Rp50.000").And.Contain("LUNAS")
            );
            Assert.That(payment.Text, Does.Contain("Angsuran ke-1 sampai ke-10 Rp1.000.000"));
            Assert.That(payment.Text, Does.Not.Contain("infak").IgnoreCase);
            Assert.That(
                deposit.Text,
                Does.Contain($"{answer.Text("receiptNumber")}-TT").And.Contain("Rp50.000 Lima puluh")
            );
            Assert.That(infak.Text, Does.Contain(answer.Text("infakReceiptNumber")).And.Contain("sukarela"));
            Assert.That(infak.Text, Does.Not.Contain("pinjaman MJK").IgnoreCase, "A gift is no part of a debt.");
        });
    }

    [Test]
    public async Task What_was_held_is_used_or_given_back_on_papers_of_their_own()
    {
        var borrower = await Office.NewDepositor(250_000);
        var loan = await Office.NewLoanOf(borrower, disbursedOn: "2026-02-06");
        var refunded = (await Office.Refund(borrower, 50_000)).Ok().Text("transactionId");
        var applied = (await Office.ApplyDeposit(borrower, loan, "2026-02-20")).Ok().Text("transactionId");

        var use = await Print($"/documents/depositUseReceipt/{applied}");
        var refund = await Print($"/documents/refundReceipt/{refunded}");

        Assert.Multiple(() =>
        {
            Assert.That(use.Text, Does.Contain("BUKTI PEMAKAIAN TITIPAN").And.Contain("Rp200.000"));
            Assert.That(use.Text, Does.Contain("Angsuran ke-1").And.Contain("Sisa yang belum dibayar: Rp800.000"));
            Assert.That(use.Text, Does.Not.Contain("Penyetor"), "No money was handed over.");
            Assert.That(refund.Text, Does.Contain("BUKTI PENGEMBALIAN TITIPAN").And.Contain("Rp50.000"));
            Assert.That(refund.Text, Does.Contain("Dibayarkan kepada").And.Contain("dikembalikan kepada mitra"));
            Assert.That(refund.Text, Does.Not.Contain("Sisa yang belum dibayar"));
        });
    }

    [Test]
    public async Task What_comes_back_of_a_debt_off_the_books_has_a_receipt_that_says_what_is_left()
    {
        var loan = await Office.NewWrittenOff();
        var recovered = (await Office.Cashier.Recover(loan)).Ok().Text("transactionId");

        var recovery = await Print($"/documents/recoveryReceipt/{recovered}");

        Assert.That(
            recovery.Text,
            Does.Contain("KUITANSI PENERIMAAN KEMBALI")
                .And.Contain("Rp100.000")
                .And.Contain("Sisa yang belum dibayar: Rp600.000")
        );
    }

    [Test]
    public async Task A_receipt_of_more_than_five_million_has_a_place_for_a_stamp()
    {
        var movements = (await Office.Cashier.Get($"/funds/{Office.FundId}/movements")).Ok()["items"]!.AsArray();
        var capital = movements
            .Select(one => one!)
            .First(one => one.Text("kind") == "fundReceipt")
            .Text("transactionId");

        var receipt = await Print($"/documents/fundReceipt/{capital}");

        Assert.That(
            receipt.Text,
            Does.Contain("BAZNAS RI").And.Contain("Seratus juta rupiah").And.Contain("Meterai Rp10.000")
        );
    }

    [Test]
    public async Task A_decision_is_told_without_what_approvers_noted_for_each_other()
    {
        var loan = await Office.NewApproved();
        var granted = (await Office.Officer.Get($"/loans/{loan}")).Ok().Text("applicationId");
        var refused = await Office.NewSurveyed();
        var note = "Tetangga bilang malas";
        (await Office.Approver.Decide(refused, LoanSteps.Decision("reject").With(new { note }))).Ok();

        var yes = await Print($"/documents/decisionLetter/{granted}");
        var no = await Print($"/documents/decisionLetter/{refused}");

        Assert.Multiple(() =>
        {
            Assert.That(yes.Text, Does.Contain("DISETUJUI").And.Contain("Rp1.000.000").And.Contain("10 kali"));
            Assert.That(yes.Text, Does.Match("Nomor MJK-MT-2026-[0-9]{6}-SK1").And.Contain("7 Januari 2026"));
            Assert.That(no.Text, Does.Contain("BELUM DAPAT DISETUJUI").And.Not.Contain(note));
        });
        (await Office.Officer.Get($"/documents/decisionLetter/{await Office.NewSurveyed()}")).Refused(
            HttpStatusCode.NotFound,
            "document.not_found"
        );
    }

    [Test]
    public async Task A_new_schedule_makes_a_new_card_and_an_addendum_and_ends_the_old_card()
    {
        var (loan, reschedule) = await Office.NewRescheduled();

        var old = await Print($"/documents/instalmentCard/{loan}?version=1");
        var card = await Print($"/documents/instalmentCard/{loan}");
        var addendum = await Print($"/documents/addendum/{reschedule}");

        Assert.Multiple(() =>
        {
            Assert.That(old.Text, Does.Contain("DIBATALKAN").And.Contain("-KA2").And.Contain("16 Jan 2026"));
            Assert.That(card.Text, Does.Not.Contain("DIBATALKAN").And.Contain("2 Mar 2026"));
            Assert.That(card.Text, Does.Contain("Rp700.000").And.Contain("Dibayar sebelumnya Rp300.000"));
            Assert.That(addendum.Text, Does.Match("MJK-AQ-2026-[0-9]{6}-ADD1").And.Contain("7 kali angsuran"));
            Assert.That(addendum.Text, Does.Contain("Rp700.000 (tujuh ratus ribu rupiah)").And.Contain("Meterai"));
            Assert.That(
                addendum.Text,
                Does.Not.Contain("Sakit dua pekan"),
                "Why is between the borrower and the staff."
            );
        });
        (await Office.Approver.ReverseReschedule(reschedule)).Ok();
        Assert.That((await Print($"/documents/addendum/{reschedule}")).Text, Does.Contain("DIBATALKAN"));
    }

    [Test]
    public async Task However_long_the_schedule_the_code_stands_on_the_sheet_that_is_signed()
    {
        var loan = await Office.NewActive();
        for (var installments = 5; installments <= 14; installments++)
        {
            var reschedule = await Office.NewReschedule(loan, new { installments });

            var addendum = await Print($"/documents/addendum/{reschedule}");

            Assert.That(
                addendum.Pages[^1].Words,
                Does.Contain("PIHAK PERTAMA").And.Contain("Saksi 1").And.Contain("Kode"),
                $"{installments} instalments"
            );
            (await Office.Approver.ReverseReschedule(reschedule)).Ok();
        }
    }

    [Test]
    public async Task A_statement_can_be_made_again_as_it_was()
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 300_000)).Ok();
        var path = (await Documents(loan)).Single(one => one.Text("kind") == "statement").Text("path");
        var first = await Print(path);

        (await Office.Pay(loan, 100_000, "2026-01-20")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(path, Does.EndWith("?asOf=2026-03-04&entries=2"));
            Assert.That(first.Text, Does.Contain("-RK20260304-2").And.Contain("Rp700.000 Tujuh ratus ribu rupiah"));
            Assert.That((await Print(path)).Content, Is.EqualTo(first.Content));
            Assert.That((await Print($"/documents/statement/{loan}")).Text, Does.Contain("Rp600.000 Enam ratus ribu"));
        });
    }

    [TestCase("?asOf=2026-03-05")]
    [TestCase("?entries=0")]
    [TestCase("?entries=3")]
    [TestCase("?asOf=2026-01-01")]
    public async Task There_is_no_statement_of_what_is_not_known(string which)
    {
        var loan = await Office.NewActive();

        (await Office.Auditor.Get($"/documents/statement/{loan}{which}")).Refused(
            HttpStatusCode.NotFound,
            "document.not_found"
        );
    }

    [Test]
    public async Task Paid_off_is_certified_until_the_last_payment_is_taken_back()
    {
        var loan = await Office.NewActive();
        (await Office.Auditor.Get($"/documents/settlementLetter/{loan}")).Refused(
            HttpStatusCode.NotFound,
            "document.not_found"
        );
        (await Office.Pay(loan, 400_000)).Ok();
        var last = (await Office.Pay(loan, 600_000, "2026-02-20")).Ok();

        var letter = await Print($"/documents/settlementLetter/{loan}");

        Assert.That(
            letter.Text,
            Does.Contain($"{last.Text("receiptNumber")}-SL").And.Contain("LUNAS").And.Contain("20 Februari 2026")
        );
        Assert.That(letter.Text, Does.Contain("Rp1.000.000 Satu juta rupiah"));
        (await Office.Cashier.Reverse(loan, last.Text("transactionId"))).Ok();
        Assert.That(await KindsOf(loan), Does.Not.Contain("settlementLetter"));
    }

    [Test]
    public async Task What_was_written_off_is_paid_once_all_of_it_was_recovered()
    {
        var loan = await Office.NewWrittenOff();
        Assert.That(await KindsOf(loan), Does.Not.Contain("settlementLetter"));
        (await Office.Cashier.Recover(loan, WriteOffSteps.Recovery(700_000))).Ok();

        Assert.That((await Print($"/documents/settlementLetter/{loan}")).Text, Does.Contain("Rp1.000.000"));
    }

    [Test]
    public async Task Letters_say_truly_whether_a_debt_is_forgiven_or_only_off_the_books()
    {
        var writtenOff = await LetterOf(await Office.NewWrittenOff(), "writeOffLetter");
        var forgiven = await LetterOf(await Office.NewWrittenOff("forgiveness"), "forgivenessLetter");

        Assert.Multiple(() =>
        {
            Assert.That(
                writtenOff.Text,
                Does.Contain("UTANG INI MASIH ADA").And.Contain("-HB").And.Contain("Rp700.000")
            );
            Assert.That(writtenOff.Text, Does.Not.Contain("DIBEBASKAN"));
            Assert.That(
                forgiven.Text,
                Does.Contain("UTANG INI DIBEBASKAN").And.Contain("-IB").And.Contain("Rp700.000")
            );
            Assert.That(
                forgiven.Text,
                Does.Not.Contain("MASIH ADA").And.Contain("approver.MJK").And.Contain("approver2.MJK")
            );
            Assert.That(writtenOff.Text + forgiven.Text, Does.Not.Contain("Usaha tutup"), "Why is told to nobody.");
        });
    }

    [Test]
    public async Task Every_paper_of_a_loan_has_number_date_pages_and_its_own_letters_and_is_the_same_twice()
    {
        var loan = await Office.NewActive(3_000_000, 50);
        (await Office.Pay(loan, 300_000)).Ok();
        await Office.NewReschedule(loan);
        await Office.WriteOff(loan, WriteOffSteps.WriteOff(effectiveOn: "2026-02-25"));

        var documents = await Documents(loan);

        Assert.That(documents, Has.Count.EqualTo(9));
        foreach (var document in documents)
        {
            var printed = await Print(document.Text("path"));
            var again = await Print(document.Text("path"));
            Assert.Multiple(() =>
            {
                Assert.That(again.Content, Is.EqualTo(printed.Content), document.Text("kind"));
                Assert.That(printed.Text, Does.Contain(document.Text("number")));
                Assert.That(
                    printed.Pages.Select(
                        (page, i) => page.Words.Contains($"Halaman {i + 1} dari {printed.Pages.Count}")
                    ),
                    Has.All.True
                );
                Assert.That(printed.Fonts, Has.All.Contain("NotoSans"));
                Assert.That(printed.Qr, Does.StartWith($"https://bmd.example.org/check/{document.Text("number")}/"));
                Assert.That(
                    printed.Message.Content.Headers.ContentDisposition!.ToString(),
                    Is.EqualTo($"inline; filename={document.Text("number")}.pdf")
                );
            });
        }
    }

    private async Task<PrintedPaper> LetterOf(string loan, string kind) =>
        await Print((await Documents(loan)).Single(one => one.Text("kind") == kind).Text("path"));

    private async Task<IReadOnlyList<JsonNode>> Documents(string loan) =>
        [.. (await Office.Auditor.Get($"/loans/{loan}/documents")).Ok()["items"]!.AsArray().Select(one => one!)];

    private async Task<IEnumerable<string>> KindsOf(string loan) =>
        (await Documents(loan)).Select(one => one.Text("kind"));

    private async Task<string> Receipt(string loan, long amount, string paidOn = "2026-02-02") =>
        $"/documents/repaymentReceipt/{(await Office.Pay(loan, amount, paidOn)).Ok().Text("transactionId")}";

    private Task<PrintedPaper> Print(string path) => PrintedPaper.Of(Office.Auditor, path);
}
