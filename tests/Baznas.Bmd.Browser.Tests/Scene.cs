using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Reminders.PlanReminders;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>
/// An office of its own in which something of everything has happened, so that every page has something to show: made
/// once, by the commands that its people send.
/// </summary>
public sealed class Scene
{
    /// <summary>The office's mark, which its users' names end in.</summary>
    public const string Mark = "DESA";

    /// <summary>The phone number that borrowers have here.</summary>
    public const string Phone = "081234567890";

    private Scene(TestOffice office) => Office = office;

    public TestOffice Office { get; }

    public string Borrower { get; private set; } = "";

    /// <summary>The PIN of the borrower of the active loan.</summary>
    public string Pin { get; private set; } = "";

    /// <summary>A borrower for whom money is held.</summary>
    public string Depositor { get; private set; } = "";

    public string Group { get; private set; } = "";

    public string Draft { get; private set; } = "";

    public string Submitted { get; private set; } = "";

    public string Surveyed { get; private set; } = "";

    public string Approved { get; private set; } = "";

    public string WithAkad { get; private set; } = "";

    public string Active { get; private set; } = "";

    public string InTranches { get; private set; } = "";

    public string WrittenOff { get; private set; } = "";

    /// <summary>The last entry of the active loan, a repayment.</summary>
    public string Repayment { get; private set; } = "";

    public string FundReceipt { get; private set; } = "";

    public string CashCount { get; private set; } = "";

    public string Reschedule { get; private set; } = "";

    public string WriteOff { get; private set; } = "";

    public string Reopening { get; private set; } = "";

    /// <summary>A month's kept reports.</summary>
    public string Pack { get; private set; } = "";

    public string ReportSchedule { get; private set; } = "";

    public string Colleague { get; private set; } = "";

    /// <summary>A loan that is disputed, and the dispute.</summary>
    public string Disputed { get; private set; } = "";

    public string Dispute { get; private set; } = "";

    /// <summary>A reminder that waits for an officer to send it by hand.</summary>
    public string Message { get; private set; } = "";

    public static async Task<Scene> Make(BmdHost host)
    {
        var office = await TestOffice.Open(host, Mark);
        var scene = new Scene(office)
        {
            Draft = await office.NewDraft(),
            Submitted = await office.NewSubmitted(),
            Surveyed = await office.NewSurveyed(),
            Approved = await office.NewApproved(),
            WithAkad = await office.NewSigned(),
            Active = await office.NewActive(),
            WrittenOff = await office.NewWrittenOff(),
        };
        scene.Borrower = await office.BorrowerOf(scene.Active);
        scene.Pin = (await office.Officer.Post($"/borrowers/{scene.Borrower}/pin", null)).Ok().Text("pin");
        scene.Repayment = (await office.Pay(scene.Active, 300_000)).Ok().Text("transactionId");
        await NoteOf(office, scene.Active);
        await AskHowItStands(office, scene.Borrower);
        scene.Group = await office.NewGroup(new Books(host), scene.Active, await office.NewActive());
        scene.InTranches = await PaidInPart(office);
        await scene.DecideLater(office);
        scene.Disputed = await office.NewActive();
        var dispute = new { reason = "Merasa sudah membayar" };
        scene.Dispute = (await office.Officer.Post($"/loans/{scene.Disputed}/disputes", dispute)).Id();
        await scene.KeepMoney(office);
        await scene.KeepPacks(host, office);
        await scene.ScheduleReport(office);
        scene.Colleague = (await office.Approver.Get("/me")).Ok().Text("id");
        await scene.Remind(host, office);
        return scene;
    }

    private static async Task NoteOf(TestOffice office, string loan)
    {
        (await office.Officer.Note(loan, "contacts", CaseSteps.Contact)).Ok();
        (await office.Officer.Note(loan, "visits", CaseSteps.Visit)).Ok();
        (await office.Officer.Promises(loan, CaseSteps.Promise(150_000, "2026-03-05"))).Ok();
        (await office.Officer.Note(loan, "causes", CaseSteps.Cause())).Ok();
    }

    // Five households, so that the report shows them, and a sixth that was asked only once.
    private static async Task AskHowItStands(TestOffice office, string borrower)
    {
        (await office.Admin.SetHadKifayah(office.Id, "2026-01-01", 800_000)).Ok();
        string[] borrowers = [borrower, .. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Household(office)))];
        foreach (var (no, each) in borrowers.Index())
        {
            var before = new { monthlyIncome = 2_600_000 + (150_000 * no) };
            (await office.Officer.RecordImpact(each, ImpactSteps.Survey("application", "2026-01-06", before))).Ok();
            if (no < 5)
            {
                (await office.Officer.RecordImpact(each, ImpactSteps.Survey("yearly", "2026-03-02"))).Ok();
            }
        }
    }

    private static async Task<string> Household(TestOffice office)
    {
        var borrower = await office.NewBorrower();
        (await office.Officer.Post("/applications", office.Application(borrower))).Ok();
        return borrower;
    }

    // Rp600.000 of a million were paid out; the rest is planned for later.
    private static async Task<string> PaidInPart(TestOffice office)
    {
        object[] tranches =
        [
            new
            {
                no = 1,
                amount = 600_000,
                plannedOn = "2026-01-09",
            },
            new
            {
                no = 2,
                amount = 400_000,
                plannedOn = "2026-03-10",
            },
        ];
        var id = await office.NewSurveyedWith(new { tranches });
        var loan = (await office.Approver.Decide(id, LoanSteps.Decision())).Ok().Text("loanId");
        (await office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await office.Cashier.Disburse(loan)).Ok();
        return loan;
    }

    private async Task DecideLater(TestOffice office)
    {
        Reschedule = (await office.Officer.Reschedule(await office.NewActive())).Id();
        WriteOff = (await office.Officer.AskToWriteOff(await office.NewActive())).Id();
    }

    private async Task KeepMoney(TestOffice office)
    {
        var receipt = new
        {
            amount = 2_000_000,
            receivedOn = "2026-02-20",
            account = "bank",
            source = "Infak jamaah",
        };
        FundReceipt = (await office.Cashier.Post($"/funds/{office.FundId}/receipts", receipt))
            .Ok()
            .Text("transactionId");
        Depositor = await office.NewDepositor(50_000);
        var cash = (await office.Cashier.Get("/funds")).Ok()["items"]!
            .AsArray()
            .Single(Is(office.FundId))!
            .Number("cash");
        CashCount = (await office.Count(office.FundId, cash - 1_000, "Uang kembalian")).Text("id");
        await office.CloseMonth("2026-01");
        Reopening = await office.RequestReopening("2026-01");
    }

    // No channel is set up here, so what is planned waits for a hand.
    private async Task Remind(BmdHost host, TestOffice office)
    {
        await host.Services.SendAsService(new PlanReminders { OfficeId = office.Id });
        await host.Services.GetRequiredService<Deliverer>().Deliver(office.Id, CancellationToken.None);
        Message = (await office.Officer.Get("/messages?channel=link")).Ok()["items"]![0]!.Text("id");
    }

    private async Task KeepPacks(BmdHost host, TestOffice office)
    {
        await using var services = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<MonthEndPacks>(services.ServiceProvider).Run(CancellationToken.None);
        Pack = (await office.Auditor.Get("/reports/packs")).Ok()["items"]![0]!.Text("id");
    }

    private async Task ScheduleReport(TestOffice office)
    {
        var schedule = new
        {
            officeId = office.Id,
            name = "Tunggakan untuk rapat Senin",
            report = "arrears",
            parameters = new { period = "yesterday" },
            format = "pdf",
            frequency = "weekly",
            time = "06:00",
            recipients = Array.Empty<string>(),
        };
        ReportSchedule = (await office.Cashier.Post("/report-schedules", schedule)).Ok().Text("id");
    }

    private static Func<JsonNode?, bool> Is(string id) => item => (string?)item!["id"] == id;
}
