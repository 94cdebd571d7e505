using System.Text.Json.Nodes;
using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Features.Reminders.PlanReminders;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>
/// An office whose loans are of Rp1.000.000, paid out on 9 January 2026 and due with Rp100.000 each Friday from 16
/// January to 20 March: the seventh on 27 February, the eighth on 6 March. Sunday is its rest day.
/// </summary>
internal sealed class ReminderScene : IAsyncDisposable
{
    private static readonly Sql<Word, NoRows> SayOfReminders = new(
        """
        INSERT INTO [Consent] ([BorrowerId], [Purpose], [Sequence], [IsGiven], [At])
        VALUES (@BorrowerId, 'reminders', @Sequence, @IsGiven, @At)
        """
    );

    private static readonly Sql<NewPhone, NoRows> ChangePhone = new(
        "UPDATE [Borrower] SET [Phone] = @Phone WHERE [Id] = @BorrowerId"
    );

    private static readonly Sql<NewZone, NoRows> ChangeZone = new(
        "UPDATE [Office] SET [TimeZone] = @TimeZone WHERE [Id] = @OfficeId"
    );

    private ReminderScene(BmdHost host, TestOffice office) => (Host, Office) = (host, office);

    public BmdHost Host { get; }

    public TestOffice Office { get; }

    public static async Task<ReminderScene> Open()
    {
        var host = new BmdHost();
        return new ReminderScene(host, await TestOffice.Open(host));
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

    public Task<int> Plan() => Plan(Host);

    public async Task<int> Plan(BmdHost host) =>
        (await host.Services.SendAsService(new PlanReminders { OfficeId = Office.Id })).Value.Count;

    public async Task<JsonArray> Messages(string query = "") =>
        (await Office.Auditor.Get($"/messages?limit=200{query}")).Ok()["items"]!.AsArray();

    /// <summary>A loan's reminders in the order of their due dates: <c>overdue 2026-01-16</c>.</summary>
    public async Task<IEnumerable<string>> Reminders(string loanId) =>
        (await Messages($"&loanId={loanId}"))
            .Select(item => $"{item!["occasion"]} {item["dueOn"]}")
            .OrderBy(text => text.Split(' ')[1], StringComparer.Ordinal);

    public async Task<string> Body(string loanId, string occasion) =>
        (string)(await Messages($"&loanId={loanId}")).Single(item => (string?)item!["occasion"] == occasion)!["body"]!;

    public async Task<string> Status(string loanId, string occasion) =>
        (string)
            (await Messages($"&loanId={loanId}")).Single(item => (string?)item!["occasion"] == occasion)!["status"]!;

    public Task Consent(string loanId, int sequence, bool isGiven) =>
        OnBorrower(
            loanId,
            (db, borrowerId) =>
                db.Execute(
                    SayOfReminders,
                    new Word(borrowerId, sequence, isGiven) { At = BmdHost.Start },
                    CancellationToken.None
                )
        );

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

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task OnBorrower(string loanId, Func<Db, string, Task> change)
    {
        var loan = (await Office.Officer.Get($"/loans/{loanId}")).Ok();
        await using var scope = Host.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<Db>(), (string)loan["borrower"]!["id"]!);
    }

    private sealed record Word(string BorrowerId, int Sequence, bool IsGiven)
    {
        public required DateTimeOffset At { get; init; }
    }

    private sealed record NewPhone(string BorrowerId, string? Phone);

    private sealed record NewZone(string OfficeId, string TimeZone);
}
