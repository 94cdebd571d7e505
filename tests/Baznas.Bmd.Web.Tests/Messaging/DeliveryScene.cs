using System.Text.Json.Nodes;
using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>
/// An office whose messages go to a WhatsApp stand-in on this machine. Its borrowers each have a loan that is late since 16
/// January 2026; it is Wednesday, 4 March, nine in the morning.
/// </summary>
internal sealed class DeliveryScene : IAsyncDisposable
{
    public const string Token = "rahasia-token-whatsapp";
    public const string AppSecret = "rahasia-aplikasi";
    public const string VerifyToken = "rahasia-verifikasi";

    private static readonly Sql<Row, NoRows> Insert = new(
        """
        INSERT INTO [OutgoingMessage] ([Id], [OfficeId], [MessageKey], [Kind], [BorrowerId], [Day], [Language],
            [Channel], [Recipient], [Subject], [Body], [Status], [PlannedAt], [StatusAt], [Attempts], [NotBefore])
        VALUES (@Id, @OfficeId, @MessageKey, @Kind, @BorrowerId, @Day, 'id',
            @Channel, @Recipient, @Subject, @Body, 'planned', @At, @At, 0, @At)
        """
    );

    private static readonly Sql<Row, NoRows> InsertEvent = new(
        """
        INSERT INTO [MessageEvent] ([MessageId], [Sequence], [Status], [Channel], [At])
        VALUES (@Id, 1, 'planned', @Channel, @At)
        """
    );

    private static readonly Sql<Item, NoRows> InsertItem = new(
        """
        INSERT INTO [MessageItem] ([MessageId], [LoanId], [DueOn], [DayOffset])
        VALUES (@MessageId, @LoanId, @DueOn, @DayOffset)
        """
    );

    private int _items;

    private DeliveryScene(BmdHost host, TestOffice office, ProviderStandIn whatsApp) =>
        (Host, Office, WhatsApp) = (host, office, whatsApp);

    public BmdHost Host { get; }

    public TestOffice Office { get; }

    public ProviderStandIn WhatsApp { get; }

    /// <summary>What makes the service send by a stand-in, impatiently.</summary>
    public static Dictionary<string, string?> SettingsOf(ProviderStandIn whatsApp) =>
        new()
        {
            ["Bmd:WhatsApp:BaseAddress"] = whatsApp.Address + "/dua",
            ["Bmd:WhatsApp:PhoneNumberId"] = "10987654321",
            ["Bmd:WhatsApp:AccessToken"] = Token,
            ["Bmd:WhatsApp:AppSecret"] = AppSecret,
            ["Bmd:WhatsApp:VerifyToken"] = VerifyToken,
            ["Bmd:WhatsApp:Template"] = "bmd_pesan",
            ["Bmd:WhatsApp:Limits:AttemptTimeout"] = "00:00:05",
            ["Bmd:WhatsApp:Limits:TotalTimeout"] = "00:00:20",
            ["Bmd:WhatsApp:Limits:Retries"] = "0",
            ["Bmd:WhatsApp:Limits:BreakAfter"] = "1000",
            ["Bmd:WhatsApp:Limits:CallsPerSecond"] = "500",
        };

    public static Task<DeliveryScene> Open(params (string Name, string? Value)[] settings) => Open(false, settings);

    /// <summary>With the jobs, as outside tests.</summary>
    public static Task<DeliveryScene> OpenWithJobs(params (string Name, string? Value)[] settings) =>
        Open(true, settings);

    private static async Task<DeliveryScene> Open(bool withJobs, (string Name, string? Value)[] settings)
    {
        var whatsApp = await ProviderStandIn.Start();
        var all = SettingsOf(whatsApp);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var host = new BmdHost
        {
            WithJobs = withJobs,
            Settings = all.Where(each => each.Value is not null).ToDictionary(),
        };
        return new DeliveryScene(host, await TestOffice.Open(host), whatsApp);
    }

    public void GoTo(string local) => Host.Clock.StandAt(DateTimeOffset.Parse(local + "+07:00", null));

    /// <summary>A reminder to a borrower with a late loan, planned now.</summary>
    public async Task<string> Reminder(string channel = "whatsApp") =>
        await ReminderOf(await Office.NewActive(), channel);

    /// <summary>A reminder of a late loan, planned now.</summary>
    public async Task<string> ReminderOf(string loanId, string channel = "whatsApp")
    {
        var loan = (await Office.Officer.Get($"/loans/{loanId}")).Ok();
        var borrower = (await Office.Officer.Get($"/borrowers/{loan["borrower"]!["id"]}")).Ok();
        var row = NewRow("reminder", channel, (string)borrower["phone"]!) with { BorrowerId = (string)borrower["id"]! };
        await Write(row, new Item(row.Id, loanId, new DateOnly(2026, 1, 16), 30 + _items++));
        return row.Id;
    }

    /// <summary>A mail to the staff, planned now.</summary>
    public async Task<string> Mail(string kind = "reportReady", string recipient = "kantor@example.org")
    {
        var row = NewRow(kind, "email", recipient) with { Subject = "Laporan bulan ini – siap" };
        await Write(row, null);
        return row.Id;
    }

    public async Task<int> Deliver(BmdHost? host = null) =>
        (await (host ?? Host).Services.GetRequiredService<Deliverer>().Deliver(Office.Id, CancellationToken.None)).Sent;

    public async Task<JsonNode> Message(string id) => (await History(id))["message"]!;

    /// <summary>How far a message has come, by which channel, and why: <c>planned sms timeout</c>.</summary>
    public async Task<string> State(string id)
    {
        var message = await Message(id);
        return $"{message["status"]} {message["channel"]} {message["reason"]}".Trim();
    }

    /// <summary>All states that a message has been in.</summary>
    public async Task<IReadOnlyList<string>> Steps(string id) =>
        [
            .. (await History(id))["events"]!
                .AsArray()
                .Select(step => $"{step!["status"]} {step["channel"]} {step["reason"]}".Trim()),
        ];

    public async Task<int> Events(string action) =>
        (await Office.Auditor.Get($"/audit/events?officeId={Office.Id}&action={action}")).Ok()["items"]!
            .AsArray()
            .Count;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await WhatsApp.DisposeAsync();
    }

    private async Task<JsonNode> History(string id) => (await Office.Auditor.Get($"/messages/{id}")).Ok();

    private Row NewRow(string kind, string channel, string recipient)
    {
        var id = Guid.CreateVersion7().ToString();
        var now = Host.Clock.GetUtcNow();
        return new Row
        {
            Id = id,
            OfficeId = Office.Id,
            MessageKey = $"{kind}:{id}",
            Kind = kind,
            Channel = channel,
            Recipient = recipient,
            Body = "Yth. Bapak/Ibu,\nangsuran Anda jatuh tempo. Terima kasih.",
            Day = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime),
            At = now,
        };
    }

    private async Task Write(Row row, Item? item)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.Execute(Insert, row, CancellationToken.None);
        await db.Execute(InsertEvent, row, CancellationToken.None);
        if (item is not null)
        {
            await db.Execute(InsertItem, item, CancellationToken.None);
        }
    }

    private sealed record Item(string MessageId, string LoanId, DateOnly DueOn, int DayOffset);

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string MessageKey { get; init; }
        public required string Kind { get; init; }
        public string? BorrowerId { get; init; }
        public required DateOnly Day { get; init; }
        public required string Channel { get; init; }
        public required string Recipient { get; init; }
        public string? Subject { get; init; }
        public required string Body { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}
