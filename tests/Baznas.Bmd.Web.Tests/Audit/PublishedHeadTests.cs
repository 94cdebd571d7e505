using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>
/// Somebody who rewrites the whole trail and makes every hash right again is found by what lies outside the database.
/// </summary>
public sealed class PublishedHeadTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bmd-heads-").FullName;
    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    private string HeadsFile => Path.Combine(_folder, "elsewhere", "heads.txt");

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();
        _host = new BmdHost
        {
            Settings = new Dictionary<string, string?>
            {
                ["Bmd:Audit:Publish:File"] = HeadsFile,
                ["Bmd:Audit:Publish:Email"] = "auditor@kantor-audit.example",
            },
        };
        _office = await TestOffice.Open(_host);
        await _office.NewActive();
        await Publish();
        await _office.Capital(_office.FundId, 1_000_000);
        _database = new Tampering(_host, _office.Id);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _database?.Dispose();
        await (_host?.DisposeAsync() ?? default);
        Directory.Delete(_folder, recursive: true);
    }

    [TearDown]
    public void Undo()
    {
        _database.Undo();
        _host.Clock.StandAt(BmdHost.Start);
    }

    [Test]
    public async Task Every_chain_is_published_once_a_night_and_the_trail_holds_against_it()
    {
        await Publish();
        var lines = await File.ReadAllLinesAsync(HeadsFile);
        var mails = new Books(_host).Query(
            "SELECT [Recipient], [Body] FROM [OutgoingMessage] WHERE [Kind] = 'auditHead'"
        );

        Assert.Multiple(async () =>
        {
            Assert.That(lines, Has.Length.EqualTo(2));
            Assert.That(lines[0], Does.Match($"^2026-03-04 \\S+ MJK {_office.Id} [0-9]+ [0-9a-f]{{64}}$"));
            Assert.That(lines[1], Does.Match("^2026-03-04 \\S+ - 0{8}-0{4}-0{4}-0{4}-0{12} [0-9]+ [0-9a-f]{64}$"));
            Assert.That(mails, Has.Count.EqualTo(1));
            Assert.That(mails[0]["Recipient"], Is.EqualTo("auditor@kantor-audit.example"));
            Assert.That((string)mails[0]["Body"]!, Does.Contain(lines[0]));
            Assert.That((bool)(await Verify())["verified"]!, Is.True);
        });
    }

    [Test]
    public async Task A_chain_rewritten_from_an_edit_on_is_found_only_by_the_published_head()
    {
        var sequence = _database.Ask(
            "SELECT [Sequence] FROM [AuditEvent] WHERE [ChainId] = @office AND [Action] = 'auditHead.published'"
        );
        // Three months later than it was, and in the name of somebody else: no rule of the books minds.
        _database.Do(
            "UPDATE [AuditEvent] SET [UserName] = 'orang lain' WHERE [ChainId] = @office AND [Action] = 'fund.created'"
        );
        await _database.RewriteChain();

        var found = await Verify();

        Assert.That((string?)found["firstBroken"]?["check"], Is.EqualTo("audit.published"), found.ToJsonString());
        Assert.That(
            (string?)found["firstBroken"]!["subject"],
            Is.EqualTo($"{_office.Id}/{long.Parse(sequence, System.Globalization.CultureInfo.InvariantCulture) - 1}")
        );
    }

    [Test]
    public async Task An_end_cut_off_before_the_published_head_with_the_head_mended_is_found_by_it()
    {
        _database.Do(
            """
            DELETE FROM [AuditEvent] WHERE [ChainId] = @office AND [Sequence] > 3;
            UPDATE [AuditChain] SET [Length] = 3, [HeadHash] = (SELECT [Hash] FROM [AuditEvent] e
                WHERE e.[ChainId] = @office AND e.[Sequence] = 3) WHERE [Id] = @office
            """
        );

        Assert.That((string?)(await Verify())["firstBroken"]!["check"], Is.EqualTo("audit.published"));
    }

    [Test]
    public async Task A_line_of_the_file_that_is_no_head_is_named()
    {
        var lines = await File.ReadAllLinesAsync(HeadsFile);
        try
        {
            await File.WriteAllLinesAsync(HeadsFile, [lines[0], "coretan", lines[1]]);

            var found = await Verify();

            Assert.That(
                found["firstBroken"]!.ToJsonString(),
                Is.EqualTo("""{"check":"audit.published_unreadable","subject":"heads.txt:2"}""")
            );
        }
        finally
        {
            await File.WriteAllLinesAsync(HeadsFile, lines);
        }
    }

    [Test]
    public async Task A_head_kept_on_paper_is_found_again_whole_or_by_its_first_sixteen_digits()
    {
        var head = (await _office.Auditor.Get("/audit/head")).Ok();
        var (sequence, hash) = ((long)head["sequence"]!, (string)head["hash"]!);
        await _office.Capital(_office.FundId, 2_000_000);

        Assert.Multiple(async () =>
        {
            Assert.That((bool)(await Verify($"{sequence}:{hash}"))["verified"]!, Is.True);
            Assert.That((bool)(await Verify($"{sequence}:{hash[..16]}"))["verified"]!, Is.True);
            var off = await Verify($"{sequence - 1}:{hash}");
            Assert.That((string?)off["firstBroken"]!["check"], Is.EqualTo("audit.kept_head"));
            Assert.That((string?)off["firstBroken"]!["subject"], Is.EqualTo($"{sequence - 1}:{hash}"));
        });
        foreach (var malformed in new[] { "12", $"x:{hash}", $"1:{hash[..15]}", $"1:{hash}0" })
        {
            (await _office.Auditor.Get($"/audit/verification?head={malformed}")).Refused(
                HttpStatusCode.BadRequest,
                "audit.head_malformed"
            );
        }
    }

    private async Task<JsonNode> Verify(string? head = null) =>
        (await _office.Auditor.Get($"/audit/verification{(head is null ? "" : $"?head={head}")}")).Ok();

    private async Task Publish()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<AuditHeads>(scope.ServiceProvider).Run(CancellationToken.None);
    }
}
