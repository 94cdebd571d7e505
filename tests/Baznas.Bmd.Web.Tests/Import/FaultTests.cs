using System.Text;
using Baznas.Bmd.Web.Features.Import;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Import;

/// <summary>Whatever a folder can hold that is wrong, its place is named exactly, and nothing is stored.</summary>
[SetCulture("id-ID")]
[SetUICulture("id-ID")]
public sealed class FaultTests
{
    private const string Amount = "Isi jumlah rupiah bulat di atas 0, paling banyak Rp1.000.000.000.000.";
    private const string Digits = "Tulis rupiah bulat dengan angka saja, tanpa titik, koma, atau huruf.";
    private const string NoDate = "Tulis tanggal yang benar sebagai yyyy-MM-dd, misalnya 2026-03-04.";
    private const string Required = "Wajib diisi.";
    private const string CashOrBank = "Isi salah satu dari: cash, bank.";

    private BmdHost _host = null!;
    private string _nothing = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        // A refused import leaves nothing, so that all cases can share one empty service; each asserts that it does.
        _host = new BmdHost();
        _nothing = await Heads.Of(_host);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    private static IEnumerable<TestCaseData> Rows()
    {
        yield return Case(
            "A row with nothing in it but commas",
            folder => folder.Append("repayments.csv", ",,,,"),
            $"repayments.csv:5: account: {Required}",
            $"repayments.csv:5: amount: {Required}",
            "repayments.csv:5: loanNo: Wajib diisi, paling panjang 40 huruf.",
            $"repayments.csv:5: paidOn: {Required}"
        );
        yield return Case(
            "Amounts that are no whole rupiah above zero",
            folder =>
                folder.Append(
                    "repayments.csv",
                    "L1,2026-01-26,1000.50,cash,",
                    "L1,2026-01-26,1.000,cash,",
                    "L1,2026-01-26,\"1,000\",cash,",
                    "L1,2026-01-26,-1000,cash,",
                    "L1,2026-01-26,0,cash,",
                    "L1,2026-01-26,99999999999999999999999,cash,",
                    "L1,2026-01-26,1000000000001,cash,",
                    "L1,2026-01-26,Rp1000,cash,",
                    "L1,2026-01-26,1e3,cash,",
                    "L1,2026-01-26,١٠٠٠,cash,",
                    "L1,2026-01-26,,cash,"
                ),
            $"repayments.csv:5: amount: {Digits}",
            $"repayments.csv:6: amount: {Digits}",
            $"repayments.csv:7: amount: {Digits}",
            $"repayments.csv:8: amount: {Amount}",
            $"repayments.csv:9: amount: {Amount}",
            $"repayments.csv:10: amount: {Amount}",
            $"repayments.csv:11: amount: {Amount}",
            $"repayments.csv:12: amount: {Digits}",
            $"repayments.csv:13: amount: {Digits}",
            $"repayments.csv:14: amount: {Digits}",
            $"repayments.csv:15: amount: {Required}"
        );
        yield return Case(
            "Dates that are none, or not yet",
            folder =>
                folder.Append(
                    "repayments.csv",
                    "L1,26-01-2026,1000,cash,",
                    "L1,2026-02-30,1000,cash,",
                    "L1,2026-03-05,1000,cash,",
                    "L1,0001-01-01,1000,cash,",
                    "L1,2026-1-5,1000,cash,",
                    "L1,2026-01-04,1000,cash,"
                ),
            $"repayments.csv:5: paidOn: {NoDate}",
            $"repayments.csv:6: paidOn: {NoDate}",
            "repayments.csv:7: paidOn: Tanggal 5 Maret 2026 belum terjadi; hari ini 4 Maret 2026.",
            "repayments.csv:8: paidOn: Isi tanggal antara tahun 1900 dan 2200.",
            $"repayments.csv:9: paidOn: {NoDate}",
            "repayments.csv:10: paidOn: Tanggal 4 Januari 2026 mendahului pencairan 5 Januari 2026."
        );
        yield return Case(
            "Names of nothing",
            folder =>
            {
                folder.Append("fund-receipts.csv", "WAKAF,2026-01-02,1000,bank,X,");
                folder.Append(
                    "loans.csv",
                    "L3,B8,QH-MGG,INFAK,500000,10,2026-02-02,bank,Modal",
                    "L4,B3,QH-XXX,WAKAF,500000,10,2026-02-02,bank,Modal"
                );
                folder.Append("repayments.csv", "L8,2026-02-09,50000,cash,", "L1,2026-02-09,50000,giro,");
            },
            "fund-receipts.csv:4: fundCode: Kode ini tidak ada di office.json.",
            "loans.csv:4: borrowerNo: Mitra ini tidak ada di borrowers.csv.",
            "loans.csv:5: fundCode: Kode ini tidak ada di office.json.",
            "loans.csv:5: productCode: Kode ini tidak ada di office.json.",
            "repayments.csv:5: loanNo: Pinjaman ini tidak ada di loans.csv.",
            $"repayments.csv:6: account: {CashOrBank}"
        );
        yield return Case(
            "Numbers and NIKs given twice",
            folder =>
            {
                folder.Append(
                    "borrowers.csv",
                    "B1,3576991201900004,Wati,f,1990-01-12,,,,,,,,,no",
                    "B5,3576991201900002,Wati,f,1990-01-12,,,,,,,,,no"
                );
                folder.Append("loans.csv", "L1,B3,QH-MGG,INFAK,500000,10,2026-02-02,bank,Modal");
            },
            "borrowers.csv:5: borrowerNo: Sudah disebut di baris 2.",
            "borrowers.csv:6: nik: Sudah disebut di baris 3.",
            "loans.csv:4: loanNo: Sudah disebut di baris 2."
        );
        yield return Case(
            "What a borrower's row can hold",
            folder =>
                folder.Append(
                    "borrowers.csv",
                    "B4,357699120190004,Wati,f,1990-01-12,,,,,,,,,no",
                    "B5,35769912019000X5,Wati,f,1990-01-12,,,,,,,,,no",
                    "B6,3576991201900006,,x,1990-13-12,bukan telepon,35.76,,kaya,k 1,,kuliner,-5,mungkin",
                    $"B7,3576991201900007,{new string('a', 201)},f,2030-01-01,,,{new string('b', 501)},,,,,1.000,",
                    $"{new string('9', 41)},3576991201900008,Wati,f,1990-01-12,,,,,,,,,no"
                ),
            "borrowers.csv:5: nik: NIK terdiri dari 16 angka.",
            "borrowers.csv:6: nik: NIK terdiri dari 16 angka.",
            "borrowers.csv:7: asnaf: Isi salah satu dari: fakir, miskin, amil, mualaf, riqab, gharimin, fisabilillah, ibnuSabil.",
            $"borrowers.csv:7: birthDate: {NoDate}",
            "borrowers.csv:7: businessName: Wajib diisi, paling panjang 200 huruf.",
            "borrowers.csv:7: fullName: Wajib diisi, paling panjang 200 huruf.",
            "borrowers.csv:7: groupCode: Isi 1–20 huruf kapital, angka, garis bawah, atau tanda hubung.",
            "borrowers.csv:7: monthlyIncome: Isi jumlah rupiah bulat mulai 0, paling banyak Rp1.000.000.000.000.",
            "borrowers.csv:7: phone: Isi nomor telepon seperti 0812…, 62812… atau +62812….",
            "borrowers.csv:7: reminders: Isi salah satu dari: no, yes.",
            "borrowers.csv:7: sex: Isi salah satu dari: f, m.",
            "borrowers.csv:7: villageCode: Isi kode desa Kemendagri, misalnya 35.76.01.1003.",
            "borrowers.csv:8: address: Paling panjang 500 huruf.",
            "borrowers.csv:8: birthDate: Tanggal 1 Januari 2030 belum terjadi; hari ini 4 Maret 2026.",
            "borrowers.csv:8: fullName: Wajib diisi, paling panjang 200 huruf.",
            $"borrowers.csv:8: monthlyIncome: {Digits}",
            $"borrowers.csv:8: reminders: {Required}",
            "borrowers.csv:9: borrowerNo: Wajib diisi, paling panjang 40 huruf."
        );
        yield return Case(
            "What a product does not allow",
            folder =>
                folder.Append(
                    "loans.csv",
                    "L3,B3,QH-MGG,ZAKAT,500000,10,2026-02-02,bank,Modal",
                    "L4,B3,QH-BLN,ZAKAT,500000,3,2026-02-02,bank,Modal",
                    "L5,B1,QH-BLN,ZAKAT,500000,3,2026-02-02,bank,Modal",
                    "L6,B3,QH-MGG,INFAK,499999,51,2026-02-02,bank,Modal",
                    "L7,B3,QH-MGG,INFAK,3000001,10,2026-02-02,bank,",
                    "L8,B3,QH-MGG,INFAK,500000,sepuluh,2026-02-02,bank,Modal",
                    "L9,B3,QH-MGG,INFAK,500000,10,2026-03-05,bank,Modal"
                ),
            "loans.csv:4: fundCode: Produk ini tidak boleh dibiayai dari dana zakat.",
            "loans.csv:5: fundCode: Pinjaman dari dana zakat memerlukan asnaf mitra. Lengkapi data mitra terlebih dahulu.",
            "loans.csv:7: installments: Produk ini mengizinkan 10 sampai 50 angsuran.",
            "loans.csv:7: principal: Produk ini mengizinkan pokok Rp500.000 sampai Rp3.000.000.",
            "loans.csv:8: principal: Produk ini mengizinkan pokok Rp500.000 sampai Rp3.000.000.",
            "loans.csv:8: purpose: Wajib diisi, paling panjang 1000 huruf.",
            "loans.csv:9: installments: Tulis bilangan bulat dengan angka saja.",
            "loans.csv:10: disbursedOn: Tanggal 5 Maret 2026 belum terjadi; hari ini 4 Maret 2026."
        );
        yield return Case(
            "A schedule that can't be built",
            folder =>
            {
                folder.Replace(
                    "office.json",
                    "\"roundingMultiple\": 1000,\n   \"roundingMode\": \"spread\"",
                    "\"roundingMultiple\": 100000,\n   \"roundingMode\": \"spread\""
                );
                folder.Append("loans.csv", "L3,B3,QH-MGG,INFAK,500000,10,2026-02-02,bank,Modal");
            },
            "loans.csv:4: installments: Pembulatan terlalu kasar: ada angsuran yang menjadi nol atau kurang."
        );
        yield return Case(
            "More repaid than disbursed: the row at which it happens by date, and none after it",
            folder =>
                folder.Append(
                    "repayments.csv",
                    "L1,2026-03-02,1000,cash,terlambat",
                    "L1,2026-02-09,300000,cash,",
                    "L1,2026-02-02,500000,cash,",
                    "L1,2026-02-16,1,cash,",
                    "L2,2026-02-07,1000001,bank,"
                ),
            "repayments.csv:8: amount: Pembayaran ini melebihi sisa pokok pinjaman L1, Rp0.",
            "repayments.csv:9: amount: Pembayaran ini melebihi sisa pokok pinjaman L2, Rp1.000.000."
        );
        yield return Case(
            "A fund with too little on a day",
            folder =>
                folder.Append(
                    "loans.csv",
                    "L3,B3,QH-BLN,INFAK,5000000,10,2026-02-02,bank,Modal",
                    "L4,B1,QH-BLN,INFAK,5000000,10,2026-02-03,bank,Modal",
                    "L5,B1,QH-BLN,INFAK,500000,10,2026-02-04,cash,Modal"
                ),
            "loans.csv:5: principal: Saldo dana INFAK di bank tidak cukup: kurang Rp2.200.000 pada akhir 3 Februari 2026.",
            "loans.csv:6: principal: Saldo dana INFAK di kas tidak cukup: kurang Rp300.000 pada akhir 4 Februari 2026."
        );
        yield return Case(
            "A bad row makes no noise about the rows that depend on it",
            folder =>
            {
                folder.Replace("fund-receipts.csv", "INFAK,2026-01-02,10000000,bank", "INFAK,2026-01-02,10juta,bank");
                folder.Replace("borrowers.csv", "B1,3576995810880001", "B1,357699581088000");
                folder.Replace("loans.csv", "L2,B2,QH-BLN,INFAK,1200000", "L2,B2,QH-BLN,INFAK,1.200.000");
            },
            "borrowers.csv:2: nik: NIK terdiri dari 16 angka.",
            $"fund-receipts.csv:2: amount: {Digits}",
            $"loans.csv:3: principal: {Digits}"
        );
        yield return Case(
            "Texts that are too long",
            folder =>
            {
                folder.Append(
                    "fund-receipts.csv",
                    $"INFAK,2026-01-02,1000,bank,{new string('s', 201)},{new string('r', 201)}"
                );
                folder.Append("loans.csv", $"L3,B3,QH-MGG,INFAK,500000,10,2026-02-02,bank,{new string('p', 1001)}");
                folder.Append("repayments.csv", $"L1,2026-02-09,50000,cash,{new string('r', 201)}");
            },
            "fund-receipts.csv:4: reference: Paling panjang 200 huruf.",
            "fund-receipts.csv:4: source: Wajib diisi, paling panjang 200 huruf.",
            "loans.csv:4: purpose: Wajib diisi, paling panjang 1000 huruf.",
            "repayments.csv:5: reference: Paling panjang 200 huruf."
        );
    }

    private static IEnumerable<TestCaseData> Files()
    {
        yield return Case(
            "Columns missing, unknown and doubled",
            folder =>
            {
                folder.Replace(
                    "repayments.csv",
                    "loanNo,paidOn,amount,account,reference",
                    "loanNo,paidOn,jumlah,account,account"
                );
                folder.Replace("loans.csv", "loanNo,borrowerNo", "loanNo,pemilik");
            },
            "loans.csv:1: borrowerNo: Kolom ini tidak ada.",
            "loans.csv:1: pemilik: Kolom ini tidak dikenal.",
            "repayments.csv:1: account: Kolom ini ada lebih dari sekali.",
            "repayments.csv:1: amount: Kolom ini tidak ada.",
            "repayments.csv:1: jumlah: Kolom ini tidak dikenal.",
            "repayments.csv:1: reference: Kolom ini tidak ada."
        );
        yield return Case(
            "A file that is missing, one that is empty, one without a header",
            folder =>
            {
                File.Delete(folder.At("fund-receipts.csv"));
                File.WriteAllText(folder.At("borrowers.csv"), "");
                folder.Write("repayments.csv", "L1,2026-01-12,100000,cash,K-1");
            },
            "borrowers.csv:1: Baris pertama harus berisi nama kolom.",
            "fund-receipts.csv:1: Berkas ini tidak ada atau tidak dapat dibaca.",
            "repayments.csv:1: Baris pertama harus berisi nama kolom."
        );
        yield return Case(
            "Lines with too few and too many fields, counted past blank lines and broken ones",
            folder =>
            {
                folder.Append("loans.csv", "L3,B3,QH-MGG,INFAK,500000,10,2026-02-02,bank,\"Modal\nkue\"", "", "L4,B3");
                folder.Append(
                    "repayments.csv",
                    "L1,2026-02-09,50000,cash,a,b",
                    "L1,2026-02-09,50000,cash,\"tidak selesai"
                );
            },
            "loans.csv:7: Baris ini seharusnya berisi 9 isian, tetapi ada 2.",
            "repayments.csv:5: Baris ini seharusnya berisi 5 isian, tetapi ada 6.",
            "repayments.csv:6: Tanda kutip di baris ini tidak berpasangan."
        );
        yield return Case(
            "A file in another encoding",
            folder =>
            {
                var lines = folder.Lines("borrowers.csv");
                lines[2] = lines[2].Replace("Budi", "Bud\u00e9", StringComparison.Ordinal);
                File.WriteAllLines(folder.At("borrowers.csv"), lines, Encoding.Latin1);
            },
            "borrowers.csv:3: Baris ini bukan UTF-8. Simpan berkas sebagai CSV UTF-8."
        );
        yield return Case(
            "An office file that is no JSON",
            folder => folder.Replace("office.json", "\"code\": \"MJK\",", "\"code\": \"MJK\""),
            "office.json:3: Berkas ini bukan JSON yang benar."
        );
        yield return Case(
            "An office file with a name that nobody knows",
            folder => folder.Replace("office.json", "\"regionCode\"", "\"wilayah\""),
            "office.json:4: wilayah: Isian ini tidak dikenal."
        );
        yield return Case(
            "An office file with a value of another kind",
            folder => folder.Replace("office.json", "\"kind\": \"zakat\"", "\"kind\": \"wakaf\""),
            "office.json:225: funds[1].kind: Nilai ini tidak dapat dibaca."
        );
        yield return Case(
            "An office file that says something twice",
            folder => folder.Replace("office.json", "   \"kind\": \"zakat\"", "   \"name\": \"Zakat\""),
            "office.json:225: funds[1].name: Isian ini ada lebih dari sekali."
        );
        yield return Case(
            "An office file that lacks something",
            folder => folder.Replace("office.json", "dan miskin\",\n   \"kind\": \"zakat\"", "dan miskin\""),
            "office.json:225: funds[1].kind: Wajib diisi."
        );
        yield return Case(
            "An office file that breaks the rules of offices, funds and products",
            folder =>
            {
                folder.Replace("office.json", "\"code\": \"MJK\"", "\"code\": \"mjk!\"");
                folder.Replace("office.json", "\"code\": \"ZAKAT\"", "\"code\": \"INFAK\"");
                folder.Replace("office.json", "\"maxPrincipal\": 3000000", "\"maxPrincipal\": 3");
                folder.Replace("office.json", "\"2025-01-27\"", "\"2025-01-01\"");
            },
            "office.json:2: code: Isi 2–8 huruf kapital atau angka.",
            "office.json:10: holidays: Setiap tanggal hanya boleh disebut sekali.",
            "office.json:223: funds[1].code: Kode INFAK disebut lebih dari sekali.",
            "office.json:233: products[0].maxPrincipal: Nilai tertinggi tidak boleh di bawah nilai terendah."
        );
    }

    [TestCaseSource(nameof(Rows))]
    [TestCaseSource(nameof(Files))]
    public async Task Each_fault_is_listed_with_its_place_and_nothing_is_stored(Change change, string[] expected)
    {
        using var folder = ImportFolder.Small();
        change.Make(folder);

        var result = await folder.Import(_host);

        Assert.That(result.Error, Is.InstanceOf<FolderRefused>());
        Assert.That(((FolderRefused)result.Error!).Faults.Select(fault => fault.ToString()), Is.EqualTo(expected));
        Assert.That(await Heads.Of(_host), Is.EqualTo(_nothing));
        Assert.That((await (await _host.Admin()).Get("/offices")).Ok()["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task What_differs_from_what_is_stored_is_listed_and_neither_side_is_believed()
    {
        await using var host = new BmdHost();
        using var folder = ImportFolder.Small();
        await folder.Import(host);
        var before = await Heads.Of(host);
        folder.Replace("office.json", "\"sun\"", "\"fri\"");
        folder.Replace("office.json", "\"kind\": \"zakat\"", "\"kind\": \"csr\"");
        folder.Replace("office.json", "\"maxInstallments\": 50", "\"maxInstallments\": 60");
        folder.Replace("office.json", "\"2025-01-27\"", "\"2025-01-26\"");
        folder.Replace("borrowers.csv", "B1,3576995810880001", "B1,3576995810880007");
        folder.Replace("borrowers.csv", "B3,3576991201900003", "B7,3576991201900003");
        folder.Replace("loans.csv", "INFAK,1000000,10,2026-01-05,bank", "ZAKAT,1100000,11,2026-01-06,cash");
        folder.Replace("loans.csv", "L2,B2,QH-BLN", "L2,B1,QH-BLN");

        var result = await folder.Import(host);

        Assert.That(
            ((FolderRefused)result.Error!).Faults.Select(fault => fault.ToString()),
            Is.EqualTo([
                "borrowers.csv:2: nik: Mitra dengan nomor ini sudah terdaftar dengan NIK lain.",
                "borrowers.csv:4: nik: NIK ini sudah terdaftar untuk mitra B3.",
                "loans.csv:2: account: Yang sudah tersimpan berbeda: bank.",
                "loans.csv:2: disbursedOn: Yang sudah tersimpan berbeda: 2026-01-05.",
                "loans.csv:2: fundCode: Yang sudah tersimpan berbeda: INFAK.",
                "loans.csv:2: installments: Yang sudah tersimpan berbeda: 10.",
                "loans.csv:2: principal: Yang sudah tersimpan berbeda: Rp1.000.000.",
                "loans.csv:3: borrowerNo: Pinjaman ini sudah tersimpan atas nama mitra lain.",
                "office.json:6: restDays: Yang sudah tersimpan berbeda: sun.",
                "office.json:16: holidays[1].date: Kantor ini sudah ada dan hari libur ini belum tercatat di kalendernya.",
                "office.json:225: funds[1].kind: Yang sudah tersimpan berbeda: zakat.",
                "office.json:235: products[0].maxInstallments: Yang sudah tersimpan berbeda: 50.",
            ])
        );
        Assert.That(await Heads.Of(host), Is.EqualTo(before));
    }

    [Test]
    public async Task A_person_registered_at_another_office_is_not_taken_over()
    {
        await using var host = new BmdHost();
        using var folder = ImportFolder.Small();
        await folder.Import(host);
        using var other = ImportFolder.Small();
        other.Replace("office.json", "\"MJK\"", "\"SBY\"");

        var result = await other.Import(host);

        Assert.That(
            ((FolderRefused)result.Error!).Faults.Select(fault => fault.ToString()),
            Is.EqualTo([
                "borrowers.csv:2: nik: NIK ini sudah terdaftar.",
                "borrowers.csv:3: nik: NIK ini sudah terdaftar.",
                "borrowers.csv:4: nik: NIK ini sudah terdaftar.",
            ])
        );
    }

    private static TestCaseData Case(string name, Action<ImportFolder> make, params string[] expected) =>
        new TestCaseData(new Change(name, make), expected).SetArgDisplayNames(name);

    /// <summary>What a case does to a sound folder.</summary>
    public sealed record Change(string Name, Action<ImportFolder> Make)
    {
        public override string ToString() => Name;
    }
}
