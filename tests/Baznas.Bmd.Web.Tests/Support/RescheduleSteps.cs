using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>
/// The steps of a reschedule. The loan of <see cref="TestOffice.NewActive"/> is due with Rp100.000 each Friday from
/// 16 January to 20 March 2026; from Monday, 23 February on it is spread anew over seven Mondays from 2 March.
/// </summary>
public static class RescheduleSteps
{
    public static readonly object SevenMondays = new
    {
        effectiveOn = "2026-02-23",
        cause = "unable",
        reason = "Sakit dua pekan",
        installments = 7,
        firstDueOn = "2026-03-02",
    };

    public static Task<Answer> Reschedule(this ApiClient who, string loanId, object? changes = null) =>
        who.Post($"/loans/{loanId}/reschedules", SevenMondays.With(changes ?? new { }));

    public static Task<Answer> KeepDates(this ApiClient who, string loanId, string effectiveOn) =>
        who.Post(
            $"/loans/{loanId}/reschedules",
            new
            {
                effectiveOn,
                cause = "other",
                reason = "Membayar lebih awal",
                keepDates = true,
            }
        );

    public static Task<Answer> DecideReschedule(this ApiClient who, string id, string decision = "approve") =>
        who.Post($"/reschedules/{id}/decision", new { decision, note = "Sudah ditimbang" });

    public static Task<Answer> ReverseReschedule(this ApiClient who, string id) =>
        who.Post($"/reschedules/{id}/reversal", new { reason = "Salah pinjaman" });

    /// <summary>A reschedule of the loan that was asked for and approved.</summary>
    public static async Task<string> NewReschedule(this TestOffice office, string loanId, object? changes = null)
    {
        var id = (await office.Officer.Reschedule(loanId, changes)).Id();
        (await office.Approver.DecideReschedule(id)).Ok();
        return id;
    }

    /// <summary>A loan with Rp300.000 repaid on 2 February, rescheduled from 23 February on.</summary>
    public static async Task<(string LoanId, string Id)> NewRescheduled(this TestOffice office)
    {
        var loanId = await office.NewActive();
        (await office.Pay(loanId, 300_000)).Ok();
        return (loanId, await office.NewReschedule(loanId));
    }

    public static async Task<JsonNode> Loan(this TestOffice office, string id, string? asOf = null) =>
        (await office.Auditor.Get($"/loans/{id}{(asOf is null ? "" : $"?asOf={asOf}")}")).Ok();

    public static async Task<JsonNode> Schedule(this TestOffice office, string id, string? asOf = null) =>
        (await office.Auditor.Get($"/loans/{id}/schedule{(asOf is null ? "" : $"?asOf={asOf}")}")).Ok();

    public static async Task<JsonArray> Versions(this TestOffice office, string id) =>
        (await office.Auditor.Get($"/loans/{id}/schedule/versions")).Ok()["items"]!.AsArray();

    /// <summary>The instalments in a few letters: <c>2026-03-02 100000</c>.</summary>
    public static IEnumerable<string> Rows(this JsonNode schedule, string name = "rows") =>
        schedule[name]!.AsArray().Select(row => $"{row!["dueOn"]} {row["amount"]}");
}
