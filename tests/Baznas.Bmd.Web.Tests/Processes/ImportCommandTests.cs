using Baznas.Bmd.Web.Tests.Import;

namespace Baznas.Bmd.Web.Tests.Processes;

public sealed class ImportCommandTests
{
    private Installation _installation = null!;
    private ImportFolder _folder = null!;

    [SetUp]
    public void Install() => (_installation, _folder) = (new Installation(), ImportFolder.Small().LongAgo());

    [TearDown]
    public void Remove()
    {
        _installation.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task It_checks_imports_and_finds_nothing_new()
    {
        var checkedOnly = await _installation.Succeed("import", _folder.Path, "--dry-run");
        var stored = await _installation.Succeed("import", _folder.Path);
        var again = await _installation.Succeed("import", _folder.Path);
        var verified = await _installation.Succeed("verify");

        Assert.Multiple(() =>
        {
            Assert.That(checkedOnly, Does.StartWith("Semua benar. Yang akan disimpan: 1 kantor, "));
            Assert.That(stored, Does.StartWith("Memproses 10 dari 10…"));
            Assert.That(stored, Does.Contain("3 mitra, 2 pinjaman, 2 penerimaan dana, 3 pembayaran."));
            Assert.That(again.Trim(), Is.EqualTo("Tidak ada yang baru: semua isi folder sudah tersimpan."));
            Assert.That(verified, Does.StartWith("Verified: "));
        });
    }

    [TestCase(
        "id_ID.UTF-8",
        "loans.csv:3: installments: Produk ini mengizinkan 3 sampai 12 angsuran.",
        "Ada 2 kesalahan."
    )]
    [TestCase(
        "en_US.UTF-8",
        "loans.csv:3: installments: This product allows 3 to 12 instalments.",
        "2 things are wrong."
    )]
    [TestCase("C.UTF-8", "loans.csv:3: installments: Produk ini mengizinkan 3 sampai 12 angsuran.", "Ada 2 kesalahan.")]
    public async Task What_is_wrong_is_listed_on_the_error_output_in_the_operators_language(
        string language,
        string second,
        string last
    )
    {
        _folder.Replace("loans.csv", "L2,B2,QH-BLN,INFAK,1200000,6", "L2,B2,QH-BLN,INFAK,1200000,13");
        _folder.Replace("borrowers.csv", "B1,3576995810880001", "B1,3576");

        var (code, output, errors) = await _installation.Run(language, "import", _folder.Path);

        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
            Assert.That(lines, Has.Length.EqualTo(3), errors);
            Assert.That(lines[0], Does.StartWith("borrowers.csv:2: nik: "));
            Assert.That(lines[1], Is.EqualTo(second));
            Assert.That(lines[2], Does.StartWith(last));
        });
    }

    [Test]
    public async Task A_folder_that_is_not_there_is_said_to_be_so()
    {
        var (code, _, errors) = await _installation.Run("en_US.UTF-8", "import", "/nowhere/at/all");

        Assert.That((code, errors.Trim()), Is.EqualTo((1, "There is no folder /nowhere/at/all.")));
    }
}
