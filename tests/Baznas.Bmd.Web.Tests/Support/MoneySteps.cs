namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>What a cashier does with deposits, funds and months, each with the body a good request has.</summary>
public static class MoneySteps
{
    /// <summary>A borrower whose loan of January was overpaid on 2 February: that much is held for them.</summary>
    public static async Task<string> NewDepositor(this TestOffice office, long deposit, object? loanChanges = null)
    {
        var borrowerId = await office.NewBorrower();
        var loanId = await office.NewLoanOf(borrowerId, loanChanges);
        var payment = new
        {
            amount = 1_000_000 + deposit,
            paidOn = "2026-02-02",
            account = "cash",
            excess = "deposit",
        };
        (await office.Cashier.Repay(loanId, payment)).Ok();
        return borrowerId;
    }

    /// <summary>A loan of a borrower who is there already, paid out on <paramref name="disbursedOn"/>; weekly from there.</summary>
    public static async Task<string> NewLoanOf(
        this TestOffice office,
        string borrowerId,
        object? changes = null,
        string disbursedOn = "2026-01-09"
    )
    {
        var body = office.Application(borrowerId).With(changes ?? new { });
        var id = (await office.Officer.Post("/applications", body)).Id();
        (await office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        (await office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();
        var loanId = (await office.Approver.Decide(id, LoanSteps.Decision())).Ok().Text("loanId");
        (await office.Officer.Post($"/loans/{loanId}/akad", LoanSteps.Akad)).Ok();
        (await office.Cashier.Disburse(loanId, new { disbursedOn, account = "cash" })).Ok();
        return loanId;
    }

    public static Task<Answer> Refund(
        this TestOffice office,
        string borrowerId,
        long amount,
        string refundedOn = "2026-02-10"
    ) => office.Cashier.Post($"/borrowers/{borrowerId}/deposit/refunds", RefundOf(amount, refundedOn));

    public static object RefundOf(long amount, string refundedOn = "2026-02-10") =>
        new
        {
            amount,
            refundedOn,
            account = "cash",
        };

    public static Task<Answer> ApplyDeposit(
        this TestOffice office,
        string borrowerId,
        string loanId,
        string appliedOn = "2026-02-10"
    ) => office.Cashier.Post($"/borrowers/{borrowerId}/deposit/applications", new { loanId, appliedOn });

    public static async Task ChooseDepositUse(this TestOffice office, string borrowerId, bool applyWhenDue = true) =>
        (await office.Officer.Put($"/borrowers/{borrowerId}/deposit/choice", new { applyWhenDue })).Ok();

    public static async Task<long> Held(this TestOffice office, string borrowerId) =>
        (await office.Officer.Get($"/borrowers/{borrowerId}/deposit")).Ok().Number("balance");

    public static async Task Transfer(this TestOffice office, string fundId, long amount) =>
        (await office.Cashier.Post($"/funds/{fundId}/transfers", TransferOf(amount))).Ok();

    public static object TransferOf(long amount, string transferredOn = "2026-02-10") =>
        new
        {
            amount,
            from = "cash",
            to = "bank",
            transferredOn,
        };

    public static async Task<System.Text.Json.Nodes.JsonNode> Count(
        this TestOffice office,
        string fundId,
        long counted,
        string? explanation = null
    ) => (await office.Cashier.Post($"/funds/{fundId}/cash-counts", new { counted, explanation })).Ok();

    public static async Task CloseMonth(this TestOffice office, string period) =>
        (await office.Cashier.Post($"/periods/{period}/closing", null)).Ok();

    public static async Task<string> RequestReopening(this TestOffice office, string period) =>
        (await office.Cashier.Post($"/periods/{period}/reopenings", new { reason = "Kuitansi tercecer" })).Id();

    public static Task<Answer> DecideReopening(this ApiClient who, string reopeningId, string decision = "approve") =>
        who.Post($"/period-reopenings/{reopeningId}/decision", new { decision, note = "Sudah ditimbang" });

    /// <summary>The cashier asks, and the approver opens the month.</summary>
    public static async Task Reopen(this TestOffice office, string period) =>
        (await office.Approver.DecideReopening(await office.RequestReopening(period))).Ok();
}
