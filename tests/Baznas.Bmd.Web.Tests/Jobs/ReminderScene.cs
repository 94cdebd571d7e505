using System.Text.Json;
using System.Text.Json.Nodes;
using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Reminders.PlanReminders;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Messaging;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>
/// An office whose loans are of Rp1.000.000, paid out on 9 January 2026 and due with Rp100.000 each Friday from 16
/// January to 20 March: the seventh on 27 February, the eighth on 6 March. Sunday is its rest day.
/// </summary>
internal sealed class ReminderScene : IAsyncDisposable
{
    private static readonly Sql<NewPhone, NoRows> ChangePhone = new(
        "UPDATE [Borrower] SET [Phone] = @Phone WHERE [Id] = @BorrowerId"
    );

    private static readonly Sql<NewZone, NoRows> ChangeZone = new(
        "UPDATE [Office] SET [TimeZone] = @TimeZone WHERE [Id] = @OfficeId"
    );

    private readonly ProviderStandIn _whatsApp;

    private ReminderScene(BmdHost host, TestOffice office, ProviderStandIn whatsApp) =>
        (Host, Office, _whatsApp) = (host, office, whatsApp);

    public BmdHost Host { get; }

    public TestOffice Office { get; }

    public static async Task<ReminderScene> Open()
    {
        var whatsApp = await ProviderStandIn.Start();
        // Patient: what is told here is not how quickly a busy machine answers itself.
        var settings = new Dictionary<string, string?>(DeliveryScene.SettingsOf(whatsApp))
        {
            ["Bmd:WhatsApp:Limits:AttemptTimeout"] = "00:01:00",
            ["Bmd:WhatsApp:Limits:TotalTimeout"] = "00:02:00",
        };
        var host = new BmdHost { Settings = settings };
        return new ReminderScene(host, await TestOffice.Open(host), whatsApp);
    }

    public void GoTo(string local) => Host.Clock.StandAt(DateTimeOffset.Parse(local + "+07:00", null));

    /// <summary>A loan on which so much was paid on 2 February.</summary>
    public async Task<string> Loan(long paid)
    {
        var loanId = await Office.NewActive();
        if (paid > 0)
        {
            (await Office.Pay(loanId, paid)).Ok();
        }

        return loanId;
    }

    /// <summary>A borrower's other loan, of Rp1.200.000, of a product that allows two; due on the same days.</summary>
    public async Task<string> SecondLoan(string borrowerId)
    {
        var product = JsonSerializer.SerializeToNode(TestOffice.Product("QH-DUA"))!;
        product["maxActiveLoans"] = 2;
        return await LoanOf(borrowerId, (await Office.Admin.Post("/products", product)).Id(), 10, 1_200_000);
    }

    /// <summary>A loan of a product, paid out on 9 January.</summary>
    public async Task<string> LoanOf(string borrowerId, string productId, int count, long principal = 1_000_000)
    {
        var application = JsonSerializer.SerializeToNode(Office.Application(borrowerId, principal, count))!;
        application["productId"] = productId;
        var id = (await Office.Officer.Post("/applications", application)).Id();
        (await Office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        (await Office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();
        var decided = (await Office.Approver.Post($"/applications/{id}/decisions", LoanSteps.Decision())).Ok();
        var loanId = decided.Text("loanId");
        (await Office.Officer.Post($"/loans/{loanId}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loanId, LoanSteps.Disbursement)).Ok();
        return loanId;
    }

    /// <summary>The office's rules: on which days something is said.</summary>
    public async Task Settings(object rules, object? channels = null) =>
        (
            await Office.Admin.Put(
                $"/offices/{Office.Id}/reminder-settings",
                new
                {
                    hours = new { from = "08:00", until = "17:00" },
                    channels = channels ?? new[] { "sms", "link" },
                    retentionMonths = 24,
                    rules,
                }
            )
        ).Ok();

    public Task<int> Plan() => Plan(Host);

    public async Task<int> Plan(BmdHost host) =>
        (await host.Services.SendAsService(new PlanReminders { OfficeId = Office.Id })).Value.Count;

    public async Task<JsonArray> Messages(string query = "") =>
        (await Office.Auditor.Get($"/messages?limit=200{query}")).Ok()["items"]!.AsArray();

    /// <summary>What was said of a loan, in the order in which it was planned: <c>-3 2026-03-06</c>.</summary>
    public async Task<IEnumerable<string>> Reminders(string loanId) =>
        (await Messages($"&loanId={loanId}"))
            .Reverse()
            .SelectMany(message => message!["items"]!.AsArray())
            .Where(item => (string?)item!["loanId"] == loanId)
            .Select(item => $"{(int)item!["offset"]!:+0;-0;0} {item["dueOn"]}");

    /// <summary>The newest message about a loan.</summary>
    public async Task<JsonNode> Newest(string loanId) => (await Messages($"&loanId={loanId}"))[0]!;

    public async Task<string> Body(string loanId) => (string)(await Newest(loanId))["body"]!;

    /// <summary>How far the newest message about a loan has come, and why: <c>cancelled paid</c>.</summary>
    public async Task<string> Status(string loanId)
    {
        var message = await Newest(loanId);
        return $"{message["status"]} {message["reason"]}".Trim();
    }

    public async Task<string> BorrowerOf(string loanId) =>
        (string)(await Office.Officer.Get($"/loans/{loanId}")).Ok()["borrower"]!["id"]!;

    public async Task Consent(string loanId, bool isGiven) =>
        (
            await Office.Officer.Post(
                $"/borrowers/{await BorrowerOf(loanId)}/consents",
                new { purpose = "reminders", given = isGiven }
            )
        ).Ok();

    public Task Phone(string loanId, string? phone) =>
        OnBorrower(
            loanId,
            (db, borrowerId) => db.Execute(ChangePhone, new NewPhone(borrowerId, phone), CancellationToken.None)
        );

    public async Task TimeZone(string name)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.Execute(ChangeZone, new NewZone(Office.Id, name), CancellationToken.None);
    }

    public async Task<int> Events(string action) =>
        (await Office.Auditor.Get($"/audit/events?officeId={Office.Id}&action={action}")).Ok()["items"]!
            .AsArray()
            .Count;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    /// <summary>Sends what waits.</summary>
    public Task<Delivered> Deliver() =>
        Host.Services.GetRequiredService<Deliverer>().Deliver(Office.Id, CancellationToken.None);

    private async Task OnBorrower(string loanId, Func<Db, string, Task> change)
    {
        var borrowerId = await BorrowerOf(loanId);
        await using var scope = Host.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<Db>(), borrowerId);
    }

    private sealed record NewPhone(string BorrowerId, string? Phone);

    private sealed record NewZone(string OfficeId, string TimeZone);
}
