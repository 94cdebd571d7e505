using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>At the end of a month its reports are laid on the desk, once, and never change again.</summary>
public sealed class MonthEndPacksTests
{
    private static readonly string[] Reports =
    [
        "portfolio-2026-02-28",
        "arrears-2026-02-28",
        "collections-2026-02-01-2026-02-28",
        "funds-2026-02-01-2026-02-28",
        "trial-balance-2026-02-28",
        "journal-2026-02-01-2026-02-28",
        "financial-position-2026-02-28",
        "changes-in-funds-2026-02-01-2026-02-28",
        "changes-in-managed-assets-2026-02-01-2026-02-28",
        "cash-flows-2026-02-01-2026-02-28",
    ];

    [Test]
    public async Task Each_month_that_has_ended_has_one_pack_of_all_its_reports_with_a_manifest()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loanId = await office.NewActive();
        (await office.Pay(loanId, 150_000)).Ok();
        var chain = await Head(office);

        await Run(host);
        await Run(host);
        var packs = await List(office.Auditor);
        var pack = (await office.Auditor.Get($"/reports/packs/{packs[0]!["id"]}")).Ok();
        var files = pack["files"]!.AsArray();
        var manifest = JsonNode.Parse(await Content(office, packs[0]!, "files/manifest.json"))!;

        Assert.Multiple(async () =>
        {
            Assert.That(packs.Select(each => (string)each!["period"]!), Is.EqualTo(new[] { "2026-02", "2026-01" }));
            Assert.That(
                files.Select(file => (string)file!["name"]!),
                Is.EqualTo(Reports.SelectMany(name => new[] { $"{name}.xlsx", $"{name}.pdf" }).Append("manifest.json"))
            );
            // January's pack came first, and left one event.
            Assert.That((long)manifest["auditChain"]!["length"]!, Is.EqualTo(chain + 1));
            foreach (var listed in manifest["files"]!.AsArray())
            {
                var content = await Content(office, packs[0]!, $"files/{listed!["name"]}");
                Assert.That((string)listed["sha256"]!, Is.EqualTo(Digest(content)), (string)listed["name"]!);
                Assert.That((int)listed["size"]!, Is.EqualTo(content.Length));
            }
        });
    }

    [Test]
    public async Task A_pack_is_one_archive_too_always_the_same()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await Run(host);
        var pack = (await List(office.Auditor))[0]!;

        var archive = await Content(office, pack, "archive");
        var answer = await office.Auditor.Get($"/reports/packs/{pack["id"]}/archive");
        using var zip = new ZipArchive(new MemoryStream(archive));

        Assert.Multiple(async () =>
        {
            Assert.That(Digest(archive), Is.EqualTo((string)pack["archiveSha256"]!));
            Assert.That(await Content(office, pack, "archive"), Is.EqualTo(archive));
            Assert.That(answer.Message.Content.Headers.ContentDisposition!.FileName, Is.EqualTo("BMD-MJK-2026-02.zip"));
            Assert.That(
                answer.Message.Headers.GetValues("Repr-Digest"),
                Is.EqualTo(new[] { $"sha-256=:{Convert.ToBase64String(SHA256.HashData(archive))}:" })
            );
            foreach (var entry in zip.Entries)
            {
                using var content = new MemoryStream();
                await entry.Open().CopyToAsync(content);
                Assert.That(content.ToArray(), Is.EqualTo(await Content(office, pack, $"files/{entry.Name}")));
            }
        });
    }

    [Test]
    public async Task Its_reports_say_what_the_books_said_and_carry_the_head_of_the_audit_trail()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await office.NewActive();
        await Run(host);
        var pack = (await List(office.Auditor))[0]!;
        var balance = (await office.Auditor.Get("/reports/trial-balance?asOf=2026-02-28")).Ok();
        var manifest = JsonNode.Parse(await Content(office, pack, "files/manifest.json"))!;
        var hash = (string)manifest["auditChain"]!["headHash"]!;

        using var workbook = SpreadsheetDocument.Open(
            new MemoryStream(await Content(office, pack, "files/trial-balance-2026-02-28.xlsx")),
            isEditable: false
        );
        using var paper = PdfDocument.Open(await Content(office, pack, "files/trial-balance-2026-02-28.pdf"));
        var cells = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToList();
        var text = string.Concat(paper.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text));

        Assert.Multiple(() =>
        {
            Assert.That(cells.Select(cell => cell.CellValue?.Text), Has.Member($"{balance["totalDebit"]}"));
            Assert.That(cells.Select(cell => cell.InnerText), Has.Some.Contains(hash));
            Assert.That(text, Does.Contain(hash).And.Contain("Neracasaldo").And.Contain("per28Februari2026"));
        });
    }

    [Test]
    public async Task A_month_closed_again_has_another_pack_beside_the_first_which_stays_as_it_was()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loanId = await office.NewActive();
        await office.CloseMonth("2026-01");
        await Run(host);
        var first = (await List(office.Auditor)).Single(pack => (string)pack!["period"]! == "2026-01")!;
        var before = await Content(office, first, "archive");

        await office.Reopen("2026-01");
        (await office.Pay(loanId, 200_000, "2026-01-20")).Ok();
        await Run(host);
        var whileOpen = await List(office.Auditor);
        await office.CloseMonth("2026-01");
        await Run(host);
        await Run(host);
        var january = (await List(office.Auditor)).Where(pack => (string)pack!["period"]! == "2026-01").ToList();

        Assert.Multiple(async () =>
        {
            Assert.That(whileOpen, Has.Count.EqualTo(2));
            Assert.That(january.Select(pack => (int)pack!["edition"]!), Is.EqualTo(new[] { 2, 1 }));
            Assert.That(await Content(office, first, "archive"), Is.EqualTo(before));
            Assert.That(
                await Content(office, january[0]!, "files/trial-balance-2026-01-31.xlsx"),
                Is.Not.EqualTo(await Content(office, first, "files/trial-balance-2026-01-31.xlsx"))
            );
        });
    }

    [Test]
    public async Task Two_nodes_at_once_keep_each_month_once()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await using var second = new BmdHost(host);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(run => Task.Run(() => Run(run % 2 == 0 ? host : second))));

        Assert.That(await List(office.Auditor), Has.Count.EqualTo(2));
    }

    [TestCase("UPDATE [KeptFile] SET [Content] = x'00' WHERE [Place] = 3", "keptPack.changed")]
    [TestCase("DELETE FROM [KeptFile] WHERE [Place] = 13", "keptPack.changed")]
    [TestCase("UPDATE [KeptPack] SET [Period] = '2025-12' WHERE [Period] = '2026-01'", "keptPack.changed")]
    [TestCase("UPDATE [KeptPack] SET [ArchiveSha256] = [OfficeId]", "keptPack.changed")]
    [TestCase("DELETE FROM [KeptPack] WHERE [Period] = '2026-02'", "keptPack.gone")]
    public async Task A_changed_or_lost_file_is_found(string tampering, string found)
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await Run(host);
        var sound = (await office.Auditor.Get("/audit/verification")).Ok();

        new Books(host).Tamper(tampering);
        var broken = (await office.Auditor.Get("/audit/verification")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That((bool)sound["verified"]!, Is.True, sound.ToJsonString());
            Assert.That((bool)broken["verified"]!, Is.False);
            Assert.That((string?)broken["firstBroken"]!["check"], Is.EqualTo(found));
        });
    }

    [Test]
    public async Task Packs_are_for_those_who_read_reports_of_that_office()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var other = await TestOffice.Open(host, "KDR");
        await Run(host);
        var id = (string)(await List(office.Auditor))[0]!["id"]!;

        Assert.Multiple(async () =>
        {
            foreach (var path in new[] { "", "/archive", "/files/manifest.json" })
            {
                (await office.Officer.Get($"/reports/packs/{id}{path}")).Refused(
                    HttpStatusCode.Forbidden,
                    "access.denied"
                );
                (await other.Auditor.Get($"/reports/packs/{id}{path}")).Refused(
                    HttpStatusCode.NotFound,
                    "keptPack.not_found"
                );
                Assert.That(
                    (await office.Cashier.Get($"/reports/packs/{id}{path}")).Status,
                    Is.EqualTo(HttpStatusCode.OK)
                );
            }

            (await office.Auditor.Get($"/reports/packs/{id}/files/passwd")).Refused(
                HttpStatusCode.NotFound,
                "pack.file_not_found"
            );
            Assert.That(await List(other.Auditor), Has.Count.EqualTo(2));
            Assert.That(await List(office.Admin), Has.Count.EqualTo(4));
        });
    }

    [Test]
    public async Task Who_asked_for_it_is_written_to_once_of_the_month_that_ended_in_their_language()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var books = new Books(host);
        books.Change(
            "UPDATE [AppUser] SET [Email] = 'auditor@contoh.id', [Language] = 'en' WHERE [UserName] = 'auditor.MJK'"
        );
        books.Change(
            """
            INSERT INTO [Subscription] ([UserId], [Topic], [SubscribedAt])
            SELECT [Id], 'monthlyPack', '2026-03-01T00:00:00.000Z' FROM [AppUser] WHERE [UserName] = 'auditor.MJK'
            """
        );

        await Run(host);
        await Run(host);
        var packs = await List(office.Auditor);
        var mails = books
            .Query("SELECT [Recipient], [Kind], [Subject], [Body] FROM [OutgoingMessage] ORDER BY [Id]")
            .Select(row => string.Join('\n', row.Values))
            .ToList();

        Assert.Multiple(() =>
        {
            // January was made up for, without a word.
            Assert.That(packs, Has.Count.EqualTo(2));
            Assert.That(mails, Has.Count.EqualTo(1));
            Assert.That(mails[0], Does.Contain("auditor@contoh.id").And.Contain("reportReady"));
            Assert.That(mails[0], Does.Contain("MJK: reports of February 2026"));
            Assert.That(mails[0], Does.Contain($"/reports/packs/{packs[0]!["id"]}"));
        });
    }

    private static async Task Run(BmdHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<MonthEndPacks>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private static async Task<JsonArray> List(ApiClient client) =>
        (await client.Get("/reports/packs")).Ok()["items"]!.AsArray();

    private static async Task<byte[]> Content(TestOffice office, JsonNode pack, string path)
    {
        var answer = await office.Auditor.Get($"/reports/packs/{pack["id"]}/{path}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.Message.Content.ReadAsByteArrayAsync();
    }

    private static async Task<long> Head(TestOffice office) =>
        (long)(await office.Auditor.Get("/audit/events?limit=1")).Ok()["items"]![0]!["sequence"]!;

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
