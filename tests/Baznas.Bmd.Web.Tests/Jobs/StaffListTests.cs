using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>
/// The lists that go to the staff by e-mail: each morning to field officers, each week to approvers. Sunday is the
/// office's rest day; the clock stands at Wednesday, 4 March 2026.
/// </summary>
public sealed class StaffListTests
{
    private static readonly Sql<NoParameters, Mail> Planned = new(
        """
        SELECT m.[MessageKey], m.[Kind], m.[Channel], m.[Recipient], m.[Subject], m.[Body], m.[Language], m.[Status]
        FROM [OutgoingMessage] m ORDER BY m.[Id]
        """
    );

    private BmdHost _host = null!;
    private TestOffice _office = null!;

    [SetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
    }

    [TearDown]
    public async Task Close() => await _host.DisposeAsync();

    [Test]
    public async Task An_officer_who_asked_gets_the_day_once_whoever_runs_the_job_and_however_often()
    {
        var late = await _office.NewActive();
        var broken = await _office.NewActive();
        (await _office.Officer.Promises(broken, CaseSteps.Promise(promisedOn: "2026-03-04"))).Ok();
        await _office.NewSubmitted();
        await Ask(_office.Officer, "petugas@contoh.id", "morningList");
        var other = await _office.AddUser("other", ["fieldOfficer"], null);
        GoTo("2026-03-05T06:31");

        await Task.WhenAll(Morning(), Morning());
        await Morning();
        var mail = (await Mails()).Single();

        Assert.Multiple(() =>
        {
            Assert.That(mail.MessageKey, Does.StartWith("morningList:").And.EndWith(":2026-03-05"));
            Assert.That(
                (mail.Channel, mail.Recipient, mail.Status),
                Is.EqualTo(("email", "petugas@contoh.id", "planned"))
            );
            Assert.That(
                mail.Body.Split('\n')[2],
                Is.EqualTo(
                    "Janji belum terpenuhi: 1. Berjanji hari ini: 0. Jatuh tempo: 0. Terlambat: 1. Survei: 1. Perlu diterima: Rp1.400.000."
                )
            );
            Assert.That(
                mail.Body,
                Does.Contain("- Siti Aminah: Janji belum terpenuhi, terlambat 48 hari, Rp700.000")
                    .And.Contain("- Siti Aminah: Terlambat 48 hari, Rp700.000")
                    .And.Contain("- Siti Aminah: Survei, Rp1.000.000")
                    .And.Contain("/today")
            );
            Assert.That(mail.Body, Does.Not.Contain("3576").And.Not.Contain("81234567890"));
        });
        _ = (late, other);
    }

    [TestCase("2026-03-05T06:29", 0)]
    [TestCase("2026-03-05T06:30", 1)]
    [TestCase("2026-03-05T23:59", 1, Description = "Missed in the morning, made up for on the same day.")]
    [TestCase("2026-03-08T07:00", 0, Description = "A Sunday.")]
    public async Task The_morning_is_the_office_s_own(string local, int expected)
    {
        await Ask(_office.Officer, "petugas@contoh.id", "morningList");
        GoTo(local);

        await Morning();

        Assert.That(await Mails(), Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task A_day_that_was_missed_is_not_made_up_for_later_and_each_day_has_its_own()
    {
        await Ask(_office.Officer, "petugas@contoh.id", "morningList");
        foreach (var local in new[] { "2026-03-05T07:00", "2026-03-07T07:00", "2026-03-09T07:00" })
        {
            GoTo(local);
            await Morning();
        }

        Assert.That(
            (await Mails()).Select(mail => mail.MessageKey[^10..]),
            Is.EqualTo(["2026-03-05", "2026-03-07", "2026-03-09"])
        );
    }

    [Test]
    public async Task Every_reader_reads_their_own_language()
    {
        var english = await _office.AddUser("english", ["fieldOfficer"], null);
        await Ask(_office.Officer, "petugas@contoh.id", "morningList");
        (
            await english.Put(
                "/me/settings",
                new
                {
                    email = "english@example.org",
                    language = "en",
                    subscriptions = new[] { "morningList" },
                }
            )
        ).Ok();
        GoTo("2026-03-05T07:00");

        await Morning();

        var mails = (await Mails()).ToDictionary(mail => mail.Recipient, mail => mail.Body);
        Assert.That(mails["petugas@contoh.id"], Does.Contain("Tidak ada kunjungan hari ini"));
        Assert.That(mails["english@example.org"], Does.Contain("No visits today"));
    }

    [Test]
    public async Task An_approver_gets_what_waits_oldest_first_and_their_own_requests_apart()
    {
        var application = await _office.NewSurveyed();
        var own = (await _office.Approver.Reschedule(await _office.NewActive())).Id();
        await Ask(_office.Approver, "manajer@contoh.id", "approvalsWaiting");
        GoTo("2026-03-09T07:00");

        await Approvals();
        await Approvals();
        var mail = (await Mails()).Single();

        Assert.Multiple(() =>
        {
            Assert.That(mail.MessageKey, Does.StartWith("approvalsWaiting:").And.EndWith(":2026-03-09"));
            Assert.That(mail.Subject, Is.EqualTo("Menunggu keputusan: 2, dapat Anda putuskan: 1"));
            var (mine, others) = (
                mail.Body.IndexOf("Dapat Anda putuskan (1):", StringComparison.Ordinal),
                mail.Body.IndexOf("Menunggu orang lain (1):", StringComparison.Ordinal)
            );
            Assert.That(
                mail.Body.IndexOf($"/applications/{application}/decide", StringComparison.Ordinal),
                Is.InRange(mine, others)
            );
            Assert.That(mail.Body.IndexOf($"/reschedules/{own}", StringComparison.Ordinal), Is.GreaterThan(others));
            Assert.That(mail.Body, Does.Contain("menunggu 5 hari"));
        });
    }

    [TestCase("2026-03-09T06:59", 0)]
    [TestCase("2026-03-09T07:00", 1)]
    [TestCase("2026-03-15T12:00", 0, Description = "A Sunday.")]
    public async Task The_week_begins_on_monday_at_seven(string local, int expected)
    {
        await Ask(_office.Approver, "manajer@contoh.id", "approvalsWaiting");
        GoTo(local);

        await Approvals();

        Assert.That(await Mails(), Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task A_monday_off_moves_the_week_s_list_to_the_next_working_day_and_it_comes_once()
    {
        await Ask(_office.Approver, "manajer@contoh.id", "approvalsWaiting");
        var holidays = new[] { new { date = "2026-03-09", name = "Libur setempat" } };
        (await _office.Admin.Put($"/offices/{_office.Id}/holidays", holidays)).Ok();
        var counts = new List<int>();
        foreach (var day in new[] { "09", "10", "11", "14", "16", "17" })
        {
            GoTo($"2026-03-{day}T08:00");
            await Approvals();
            counts.Add((await Mails()).Count);
        }

        Assert.That(counts, Is.EqualTo([0, 1, 1, 1, 2, 2]));
    }

    [Test]
    public async Task Who_lost_the_role_or_asked_for_something_else_gets_nothing()
    {
        await Ask(_office.Approver, "manajer@contoh.id", "monthlyPack");
        GoTo("2026-03-09T08:00");

        await Approvals();
        await Morning();

        Assert.That(await Mails(), Is.Empty);
    }

    private static async Task Ask(ApiClient who, string email, string topic) =>
        (
            await who.Put(
                "/me/settings",
                new
                {
                    email,
                    language = "id",
                    subscriptions = new[] { topic },
                }
            )
        ).Ok();

    private void GoTo(string local) => _host.Clock.StandAt(DateTimeOffset.Parse(local + "+07:00", null));

    private async Task Morning()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<MorningLists>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private async Task Approvals()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<ApprovalLists>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private async Task<IReadOnlyList<Mail>> Mails()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Query(Planned, NoParameters.None, default);
    }

    private sealed class Mail
    {
        public string MessageKey { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Channel { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string? Subject { get; init; }
        public string Body { get; init; } = "";
        public string Language { get; init; } = "";
        public string Status { get; init; } = "";
    }
}
