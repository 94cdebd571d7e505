using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>What people note about a late loan, each with the body a good request has.</summary>
public static class CaseSteps
{
    public static readonly object Contact = new
    {
        method = "phone",
        with = "borrower",
        outcome = "spoke",
        note = "Akan datang setelah hari pasar",
    };

    public static readonly object Visit = new { outcome = "asksForTime", note = "Warung sedang sepi" };

    public static object Promise(long amount = 100_000, string promisedOn = "2026-03-09", string? givenOn = null) =>
        new
        {
            amount,
            promisedOn,
            givenOn,
        };

    public static object Cause(string cause = "unable") => new { cause };

    public static Task<Answer> Note(this ApiClient who, string loanId, string what, object body) =>
        who.Post($"/loans/{loanId}/arrears-case/{what}", body);

    public static Task<Answer> Promises(this ApiClient who, string loanId, object body) =>
        who.Note(loanId, "promises", body);

    public static async Task<JsonNode> Case(this ApiClient who, string loanId, string? asOf = null) =>
        (await who.Get($"/loans/{loanId}/arrears-case{(asOf is null ? null : $"?asOf={asOf}")}")).Ok();

    public static async Task<JsonArray> Cases(this ApiClient who, string query = "") =>
        (await who.Get($"/arrears-cases?limit=200{query}")).Ok()["items"]!.AsArray();
}
