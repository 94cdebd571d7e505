using System.Text.Json;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>An office that has done everything that leaves a trace, in a month it has closed since and in the next.</summary>
internal sealed class AuditedOffice
{
    private AuditedOffice(TestOffice office) => Office = office;

    public TestOffice Office { get; }

    /// <summary>Paid out on 9 January 2026; paid twice in February, once with an infak.</summary>
    public string LoanId { get; private set; } = "";

    public static async Task<AuditedOffice> Open(BmdHost host)
    {
        var office = await TestOffice.Open(host);
        var audited = new AuditedOffice(office) { LoanId = await office.NewActive() };
        var withdrawn = await office.NewSurveyed();
        await Approve(office, withdrawn);
        (await office.Officer.Post($"/applications/{withdrawn}/withdrawal", new { reason = "Batal" })).Ok();
        (await office.Cashier.Post("/periods/2026-01/closing", null)).Ok();
        (await office.Pay(audited.LoanId, 100_000)).Ok();
        var wrong = (string)(await office.Pay(audited.LoanId, 70_000)).Ok()["transactionId"]!;
        var reversal = $"/loans/{audited.LoanId}/transactions/{wrong}/reversal";
        (await office.Cashier.Post(reversal, new { reason = "Salah ketik" })).Ok();
        var other = await office.NewActiveIn("2026-02-03");
        var more = new
        {
            amount = 1_050_000,
            paidOn = "2026-02-10",
            account = "cash",
            excess = "deposit",
        };
        (await office.Cashier.Post($"/loans/{other}/repayments", more)).Ok();
        // The last event of the chain is an entry's.
        await office.Capital(office.FundId, 1_000_000, "2026-02-20");
        return audited;
    }

    private static async Task Approve(TestOffice office, string applicationId)
    {
        var decision = new
        {
            decision = "approve",
            decidedOn = "2026-01-07",
            note = "Layak",
        };
        (await office.Approver.Post($"/applications/{applicationId}/decisions", decision)).Ok();
    }
}

/// <summary>What the tests of the trail need of an office beside what all tests need.</summary>
internal static class TestOfficeForAudit
{
    /// <summary>A loan decided in January and paid out on <paramref name="disbursedOn"/>.</summary>
    public static async Task<string> NewActiveIn(this TestOffice office, string disbursedOn)
    {
        var id = await office.NewSigned();
        (await office.Cashier.Post($"/loans/{id}/disbursements", new { disbursedOn, account = "cash" })).Ok();
        return id;
    }

    public static async Task Capital(this TestOffice office, string fundId, long amount, string receivedOn)
    {
        var receipt = new
        {
            amount,
            receivedOn,
            account = "cash",
            source = "BAZNAS RI",
        };
        (await office.Cashier.Post($"/funds/{fundId}/receipts", receipt)).Ok();
    }

    /// <summary>All events of a chain in their order, page by page, each as the text that came.</summary>
    public static async Task<List<JsonElement>> Events(this ApiClient client, string filter)
    {
        var events = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var path = $"/audit/events?limit=200{filter}{(cursor is null ? "" : $"&cursor={cursor}")}";
            var answer = await client.Get(path);
            answer.Ok();
            using var document = JsonDocument.Parse(await answer.Message.Content.ReadAsStringAsync());
            var page = document.RootElement.Clone();
            events.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        } while (cursor is not null);

        events.Reverse();
        return events;
    }
}
