using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.Audit;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;
using Baznas.Bmd.Web.Tests.Support;
using CsCheck;

namespace Baznas.Bmd.Web.Tests.Audit.Packs;

/// <summary>The auditor's pack: what is in it, that it is the same twice, and that the check finds what was changed.</summary>
[SetCulture("en")]
[SetUICulture("en")]
public sealed class AuditPackTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bmd-packs-").FullName;
    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private AuditPack _pack = null!;

    private object Asked =>
        new
        {
            officeId = _office.Id,
            from = "2026-01-01",
            to = "2026-03-04",
            sampleSeed = "benih 17",
            sampleSize = 2,
            backdatedDays = 20,
        };

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        var audited = await AuditedOffice.Open(_host);
        _office = audited.Office;
        var count = new
        {
            countedOn = "2026-02-20",
            counted = 1_000,
            explanation = "Uji hitung",
        };
        await _office.Cashier.Post($"/funds/{_office.FundId}/cash-counts", count);
        _pack = await AuditPack.Of(_office.Auditor, Asked);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void It_holds_everything_for_programs_and_for_people_and_says_so_in_a_manifest()
    {
        string[] tables =
        [
            "journal",
            "general-ledger",
            "trial-balance",
            "loans",
            "portfolio",
            "deposits",
            "subledgers",
            "cash-counts",
            "reversals",
            "backdated",
            "number-gaps",
            "approvals",
            "users",
            "user-changes",
            "permissions",
            "sample",
            "verification",
            "events",
        ];
        var listed = _pack.Manifest["files"]!.AsArray().ToDictionary(file => (string)file!["name"]!);

        Assert.Multiple(() =>
        {
            Assert.That(
                _pack.Files.Keys,
                Is.SupersetOf(tables.SelectMany(name => new[] { $"{name}.csv", $"{name}.xlsx" }).Append("README.txt"))
            );
            Assert.That(listed.Keys.Append("manifest.json"), Is.EquivalentTo(_pack.Files.Keys));
            foreach (var (name, content) in _pack.Files.Where(file => file.Key != "manifest.json"))
            {
                var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
                Assert.That((string?)listed[name]!["sha256"], Is.EqualTo(sha256), name);
                // A CSV without a row would say that the test's office is too quiet.
                Assert.That(content, Is.Not.Empty, name);
            }

            Assert.That(_pack.Table("verification").Select(row => row["outcome"]), Is.All.EqualTo("holds"));
            Assert.That(
                _pack.Files.Keys,
                Has.Some.Matches<string>(name =>
                    name.StartsWith("samples/", StringComparison.Ordinal) && name.Contains("/akad-")
                )
            );
            Assert.That(_pack.Table("reversals"), Has.Count.EqualTo(1));
            Assert.That(_pack.Table("approvals").Select(row => row["voice"]), Does.Contain("approve"));
            Assert.That(
                _pack.Table("users").Select(row => row["userName"]),
                Does.Contain("admin").And.Contain("cashier.MJK")
            );
            Assert.That(_pack.Table("deposits"), Has.Count.EqualTo(1));
            Assert.That(_pack.Table("cash-counts"), Has.Count.EqualTo(1));
            Assert.That(_pack.Table("backdated"), Is.Not.Empty);
            Assert.That(
                _pack.Files.Keys.Count(name => name.EndsWith("/loan-card.pdf", StringComparison.Ordinal)),
                Is.EqualTo(2)
            );
        });
    }

    [Test]
    public void No_nik_is_whole_in_any_of_its_texts()
    {
        var texts = _pack.Files.Where(file => Path.GetExtension(file.Key) is ".csv" or ".txt" or ".json").ToList();
        Assert.That(texts, Has.Count.GreaterThan(15));
        Assert.That(texts.Select(file => Encoding.UTF8.GetString(file.Value)), Has.None.Contains("357699120190"));
    }

    [Test]
    public async Task The_same_pack_twice_is_the_same_bytes_though_each_making_is_an_event()
    {
        var before = await Made();

        var again = await AuditPack.Of(_office.Auditor, Asked);
        var events = await Made();

        Assert.That(again.Bytes, Is.EqualTo(_pack.Bytes));
        Assert.That(events, Has.Count.EqualTo(before.Count + 1));
        Assert.That((string?)events[0]!["user"]!["userName"], Is.EqualTo("auditor.MJK"));
        Assert.That(
            (string?)events[0]!["after"]!["archiveSha256"],
            Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(_pack.Bytes)))
        );
    }

    [Test]
    public void The_sample_is_what_the_seed_draws_by_hand()
    {
        var drawn = _pack
            .Table("loans")
            .Select(row => row["loan"])
            .OrderBy(
                number => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"benih 17|{number}"))),
                StringComparer.Ordinal
            )
            .Take(2);

        Assert.That(
            _pack.Table("sample").Where(row => row["kind"] == "loan").Select(row => row["number"]),
            Is.EqualTo(drawn)
        );
    }

    [Test]
    public void The_chain_is_computed_again_from_the_pack_alone()
    {
        var previous = (string)_pack.Manifest["events"]!["previousHash"]!;
        var lines = Encoding.UTF8.GetString(_pack.Files["events.txt"]).TrimEnd('\n').Split('\n');
        foreach (var line in lines)
        {
            var parts = line.Split('\t', 2);
            Assert.That(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts[1]))),
                Is.EqualTo(parts[0])
            );
            Assert.That((string?)JsonNode.Parse(parts[1])![11], Is.EqualTo(previous));
            previous = parts[0];
        }

        Assert.That(lines, Has.Length.GreaterThan(20));
        Assert.That(previous, Is.EqualTo((string?)_pack.Manifest["books"]!["hash"]));
    }

    [Test]
    public void The_check_finds_a_whole_pack_whole_also_unpacked_and_a_kept_head_in_it()
    {
        var path = AuditPack.Save(_folder, _pack.Bytes);
        var unpacked = Path.Combine(_folder, "unpacked");
        System.IO.Compression.ZipFile.ExtractToDirectory(path, unpacked);
        var (sequence, hash) = ((long)_pack.Manifest["books"]!["sequence"]!, (string)_pack.Manifest["books"]!["hash"]!);

        Assert.Multiple(() =>
        {
            Assert.That(Faults(path), Is.Empty);
            Assert.That(Faults(unpacked), Is.Empty);
            Assert.That(Faults(path, new KeptHead(sequence, hash[..16])), Is.Empty);
            Assert.That(
                Faults(path, new KeptHead(sequence, new string('0', 64))),
                Is.EqualTo(new[] { "check_pack.kept_head" })
            );
        });
        File.Delete(Path.Combine(unpacked, "loans.csv"));
        File.WriteAllText(Path.Combine(unpacked, "catatan.txt"), "x");
        Assert.That(Faults(unpacked), Is.EqualTo(new[] { "check_pack.file_extra", "check_pack.file_missing" }));
    }

    [Test]
    public void Any_changed_byte_is_found_and_the_file_it_is_in_is_named()
    {
        var path = AuditPack.Save(_folder, _pack.Bytes);
        Gen.Select(Gen.Int[0, _pack.Bytes.Length - 1], Gen.Int[1, 255])
            .Sample(
                change =>
                {
                    var (at, by) = change;
                    Flip(path, at, by);
                    try
                    {
                        return PackChecker.Check(path, null).Faults.Count > 0;
                    }
                    finally
                    {
                        Flip(path, at, by);
                    }
                },
                iter: 60,
                threads: 1
            );
        foreach (var (name, content) in _pack.Files.Where(file => file.Value.Length > 0))
        {
            // Before a name an archive tells how long it is, and before a file's own there is nothing else.
            byte[] header = [(byte)name.Length, 0, 0, 0, .. Encoding.UTF8.GetBytes(name)];
            var at = _pack.Bytes.AsSpan().IndexOf(header) + header.Length;
            Assert.That(_pack.Bytes.AsSpan(at, content.Length).SequenceEqual(content), name);
            Flip(path, at + content.Length / 2, 1);
            var faults = PackChecker.Check(path, null).Faults;
            Flip(path, at + content.Length / 2, 1);
            Assert.That(
                faults.Any(fault => fault.Code == "check_pack.no_manifest" || fault.Arguments.Contains(name)),
                Is.True,
                name
            );
        }

        Assert.That(Faults(path), Is.Empty);
    }

    [TestCase("journal.csv", "100000", "100001", "entry_unbalanced")]
    [TestCase("events.txt", "cashier.MJK", "cashier.XYZ", "event_hash")]
    [TestCase("trial-balance.csv", "1000000", "1000001", "trial_balance")]
    [TestCase("loans.csv", "900000", "900001", "loan")]
    [TestCase("sample.csv", ",2,", ",2,X", "sample")]
    [TestCase("portfolio.csv", "total,outstanding,1,", "total,outstanding,2,", "portfolio")]
    public void A_file_forged_together_with_the_manifest_is_found_by_what_it_says(
        string file,
        string from,
        string to,
        string fault
    )
    {
        var files = _pack.Files.ToDictionary();
        var text = Encoding.UTF8.GetString(files[file]);
        Assert.That(text, Does.Contain(from));
        var at = text.IndexOf(from, StringComparison.Ordinal);
        files[file] = Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]);
        var manifest = _pack.Manifest;
        foreach (var listed in manifest["files"]!.AsArray().Where(listed => (string?)listed!["name"] == file))
        {
            listed!["size"] = files[file].Length;
            listed["sha256"] = Convert.ToHexStringLower(SHA256.HashData(files[file]));
        }

        files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        var folder = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }

        Assert.That(Faults(folder), Does.Contain($"check_pack.{fault}").Or.Contain("check_pack.unreadable"));
    }

    [Test]
    public async Task What_can_not_be_made_is_refused_in_words()
    {
        var other = await TestOffice.Open(_host, "LAIN");
        await Refused(new { from = "2026-02-02", to = "2026-02-01" }, HttpStatusCode.BadRequest, "request.invalid");
        await Refused(new { sampleSize = 201 }, HttpStatusCode.BadRequest, "request.invalid");
        await Refused(new { backdatedDays = -1 }, HttpStatusCode.BadRequest, "request.invalid");
        await Refused(new { sampleSeed = "a\nb" }, HttpStatusCode.BadRequest, "request.invalid");
        await Refused(new { to = "2026-03-05" }, HttpStatusCode.Conflict, "date.in_future");
        await Refused(new { officeId = other.Id }, HttpStatusCode.NotFound, "office.not_found");
        (await _office.Cashier.Post("/audit/packs", Asked)).Refused(HttpStatusCode.Forbidden, "access.denied");
    }

    [Test]
    public async Task An_auditor_makes_one_on_the_page_and_sees_which_were_made()
    {
        var page = await PageClient.SignedIn(_host, "auditor.MJK", TestOffice.Password);

        var file = await page.Send("/audit/packs", ("from", "2026-02-01"), ("to", "2026-02-28"), ("sampleSize", "0"));
        var wrong = await page.Send("/audit/packs", ("from", "2026-02-28"), ("to", "2026-02-01"));
        var list = await page.Get("/audit/packs");
        var trail = await page.Get("/audit?edge=api");
        var export = await page.Get("/audit/file?edge=api&format=csv");

        Assert.Multiple(() =>
        {
            Assert.That(file.Message.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/zip"), file.Html);
            Assert.That(
                file.Message.Content.Headers.ContentDisposition?.FileName,
                Is.EqualTo("BMD-MJK-audit-2026-02-01-2026-02-28.zip")
            );
            Assert.That(wrong.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(list.Html, Does.Contain("1 Februari 2026"));
            Assert.That(trail.Html, Does.Contain("href=\"/audit/file?edge=api&amp;format=csv\""));
            Assert.That(
                export.Html,
                Does.StartWith("\ufeffsequence,at,user,edge").Or.StartWith("sequence,at,user,edge")
            );
        });
    }

    [Test]
    public async Task Rows_deleted_by_hand_show_as_gaps_and_without_a_document()
    {
        TestDatabase.NeedsFile();
        using var database = new Tampering(_host, _office.Id);
        try
        {
            var gone = database.Ask(
                "SELECT MAX([Number]) FROM [JournalEntry] WHERE [Kind] = 'fundReceipt' AND [OfficeId] = @office"
            );
            var receipt = database.Ask($"SELECT [ReceiptNumber] FROM [JournalEntry] WHERE [Number] = '{gone}'");
            database.Do(
                $"""
                DELETE FROM [Posting] WHERE [EntryId] = (SELECT [Id] FROM [JournalEntry] WHERE [Number] = '{gone}');
                DELETE FROM [JournalEntry] WHERE [Number] = '{gone}';
                DELETE FROM [DocumentNumber] WHERE [Series] = 'loan' AND [Sequence] = 1 AND [OfficeId] = @office
                """
            );

            var pack = await AuditPack.Of(_office.Auditor, Asked);

            var gaps = pack.Table("number-gaps")
                .Where(row => row["section"] == "gap")
                .Select(row => (row["number"], row["fault"]));
            Assert.That(
                gaps,
                Is.EquivalentTo(
                    new[] { (gone, "withoutDocument"), (receipt, "withoutDocument"), ("MJK-2026-000001", "missing") }
                )
            );
            Assert.That(pack.Table("verification").Select(row => row["outcome"]), Does.Contain("broken"));
            // It is a true picture of broken books; what was deleted is told by the events.
            Assert.That(
                PackChecker.Check(AuditPack.Save(_folder, pack.Bytes), null).Faults.Select(fault => fault.ToString()),
                Does.Contain($"JOURNAL: {gone} is in the audit trail and not in the journal.")
            );
        }
        finally
        {
            database.Undo();
        }
    }

    private static IEnumerable<string> Faults(string path, KeptHead? kept = null) =>
        PackChecker.Check(path, kept).Faults.Select(fault => fault.Code);

    private static void Flip(string path, int at, int by)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = at;
        var was = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(was ^ by));
    }

    private async Task Refused(object changes, HttpStatusCode status, string code) =>
        (await _office.Auditor.Post("/audit/packs", Asked.With(changes))).Refused(status, code);

    private async Task<JsonArray> Made() =>
        (await _office.Auditor.Get("/audit/events?action=auditPack.made")).Ok()["items"]!.AsArray();
}
