namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>The steps of a loan's life, each with the body a good request has.</summary>
public static class LoanSteps
{
    public static readonly object Survey = new
    {
        visitedOn = "2026-01-06",
        score = 80,
        notes = "Usaha berjalan",
    };

    public static readonly object Akad = new
    {
        signedOn = "2026-01-08",
        place = "Mojokerto",
        witnesses = new[] { "Budi", "Sari" },
    };

    public static readonly object Disbursement = new { disbursedOn = "2026-01-09", account = "cash" };

    public static readonly object Grace = new
    {
        periods = 1,
        cause = "illness",
        reason = "Dirawat di rumah sakit",
    };

    public static object Decision(string decision = "approve") =>
        new
        {
            decision,
            decidedOn = "2026-01-07",
            note = "Sudah ditimbang",
        };

    public static object Repayment(long amount = 100_000, string paidOn = "2026-02-02") =>
        new
        {
            amount,
            paidOn,
            account = "cash",
        };

    public static Task<Answer> Decide(this ApiClient who, string applicationId, object decision) =>
        who.Post($"/applications/{applicationId}/decisions", decision);

    public static Task<Answer> Disburse(this ApiClient who, string loanId, object? disbursement = null) =>
        who.Post($"/loans/{loanId}/disbursements", disbursement ?? Disbursement);

    public static Task<Answer> Repay(this ApiClient who, string loanId, object? repayment = null) =>
        who.Post($"/loans/{loanId}/repayments", repayment ?? Repayment());

    public static Task<Answer> Reverse(this ApiClient who, string loanId, string transactionId) =>
        who.Post($"/loans/{loanId}/transactions/{transactionId}/reversal", new { reason = "Salah catat" });

    public static async Task<string> NewDraft(this TestOffice office, object? changes = null) =>
        (
            await office.Officer.Post(
                "/applications",
                office.Application(await office.NewBorrower()).With(changes ?? new { })
            )
        ).Id();

    public static async Task<string> NewSubmitted(this TestOffice office, object? changes = null)
    {
        var id = await office.NewDraft(changes);
        (await office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        return id;
    }

    /// <summary>An application that waits for a decision, with some of its terms changed.</summary>
    public static async Task<string> NewSurveyedWith(this TestOffice office, object changes)
    {
        var id = await office.NewSubmitted(changes);
        (await office.Officer.Post($"/applications/{id}/survey", Survey)).Ok();
        return id;
    }

    /// <summary>A new product like the office's, with some of its terms changed.</summary>
    public static async Task<string> NewProduct(this TestOffice office, string code, object changes) =>
        (await office.Admin.Post("/products", TestOffice.Product(code).With(changes))).Id();

    /// <summary>A new fund of the office, with capital if any is asked for.</summary>
    public static async Task<string> NewFund(this TestOffice office, string code, string kind, long capital = 0)
    {
        var body = new
        {
            officeId = office.Id,
            code,
            name = code,
            kind,
        };
        var id = (await office.Admin.Post("/funds", body)).Id();
        if (capital > 0)
        {
            await office.Capital(id, capital);
        }

        return id;
    }

    public static async Task<string> LastTransaction(this TestOffice office, string loanId) =>
        (string)(await office.Officer.Get($"/loans/{loanId}/transactions")).Ok()["items"]![0]!["transactionId"]!;
}
