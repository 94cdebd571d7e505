using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>A loan of Rp1.000.000 in 4 weeks, meant to be paid out in Rp600.000 and Rp400.000.</summary>
internal static class TrancheSteps
{
    public static object Tranche(int no, long amount, string plannedOn) =>
        new
        {
            no,
            amount,
            plannedOn,
        };

    public static readonly object[] Two = [Tranche(1, 600_000, "2026-01-09"), Tranche(2, 400_000, "2026-01-28")];

    public static readonly object[] Three =
    [
        Tranche(1, 500_000, "2026-01-09"),
        Tranche(2, 300_000, "2026-01-28"),
        Tranche(3, 200_000, "2026-02-10"),
    ];

    /// <summary>An application in tranches that waits for a decision.</summary>
    public static Task<string> NewSurveyedIn(this TestOffice office, object[] tranches, object? changes = null) =>
        office.NewSurveyedWith(new { tranches, installments = 4 }.With(changes ?? new { }));

    public static async Task<string> NewSignedIn(this TestOffice office, object[] tranches, object? changes = null)
    {
        var application = await office.NewSurveyedIn(tranches, changes);
        var id = (await office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        return id;
    }

    /// <summary>A loan whose first tranche was paid out on Friday, 9 January 2026; due weekly from 16 January.</summary>
    public static async Task<string> NewActiveIn(this TestOffice office, object[] tranches, object? changes = null)
    {
        var id = await office.NewSignedIn(tranches, changes);
        (await office.Cashier.Disburse(id)).Ok();
        return id;
    }

    public static Task<Answer> PayTranche(
        this ApiClient who,
        string loanId,
        string disbursedOn,
        int? trancheNo = null
    ) =>
        who.Disburse(
            loanId,
            new
            {
                disbursedOn,
                account = "cash",
                trancheNo,
            }
        );

    public static Task<Answer> DecideTranche(
        this ApiClient who,
        string loanId,
        int no,
        string decision,
        string? decidedOn = "2026-01-20"
    ) =>
        who.Post(
            $"/loans/{loanId}/tranches/{no}/decisions",
            new
            {
                decision,
                note = "Sudah ditimbang",
                decidedOn,
            }
        );

    /// <summary>The tranches in short: <c>2 400000 approved</c>.</summary>
    public static async Task<string[]> Tranches(this TestOffice office, string loanId) =>
        [
            .. (await office.Officer.Get($"/loans/{loanId}/tranches")).Ok()["items"]!
                .AsArray()
                .Select(tranche => $"{tranche!["no"]} {tranche["amount"]} {tranche["status"]}"),
        ];

    /// <summary>The schedule in short: <c>2026-01-16 150000</c>.</summary>
    public static async Task<string[]> Schedule(this TestOffice office, string loanId, string? asOf = null) =>
        [
            .. (await office.Officer.Get($"/loans/{loanId}/schedule{(asOf is null ? "" : $"?asOf={asOf}")}")).Ok()[
                "rows"
            ]!
                .AsArray()
                .Select(row => $"{row!["dueOn"]} {row["amount"]}"),
        ];
}
