namespace Baznas.Bmd.Browser.Tests;

/// <summary>A page, who looks at it, where it is found in the scene, and what it may ask of the database.</summary>
/// <param name="Route">The page's route.</param>
/// <param name="Who">Who looks, as <see cref="Scene"/> names them.</param>
/// <param name="Path">Its address.</param>
/// <param name="Statements">How many statements it runs, the two or three of the sign-in among them.</param>
public sealed record Visit(string Route, string Who, Func<Scene, string> Path, int Statements)
{
    /// <summary>Addresses that answer with no page of their own: they lead on, or answer with a part or a file.</summary>
    public static readonly IReadOnlyList<string> WithoutLook =
    [
        "/",
        "/applications/preview",
        "/applications/{id:guid}/decide/preview",
        "/borrowers/new/review",
        "/groups/{id:guid}/collection/total",
        "/groups/{id:guid}/collection-sheet",
        "/reports/stored/{officeId:guid}/{kind}/{period}",
        "/demo/clock",
    ];

    /// <summary>Every other page.</summary>
    public static readonly IReadOnlyList<Visit> All =
    [
        new("/sign-in", "anybody", _ => "/sign-in", -1),
        new("/sign-out", "cashier", _ => "/sign-out", -1),
        new("/language", "cashier", _ => "/language", -1),
        new("/my/sign-in", "anybody", _ => "/my/sign-in", -1),
        new("/my", "borrower", _ => "/my", -1),
        new("/my/loans/{id:guid}", "borrower", scene => $"/my/loans/{scene.Active}", -1),
        new("/setup", "admin", _ => "/setup", -1),
        new("/settings", "admin", _ => "/settings", -1),
        new("/settings/funds", "admin", _ => "/settings/funds", -1),
        new("/settings/holidays", "admin", scene => $"/settings/holidays?officeId={scene.Office.Id}", -1),
        new("/settings/offices", "admin", _ => "/settings/offices", -1),
        new("/settings/offices/new", "admin", _ => "/settings/offices/new", -1),
        new("/settings/offices/{id:guid}", "admin", scene => $"/settings/offices/{scene.Office.Id}", -1),
        new("/settings/products", "admin", _ => "/settings/products", -1),
        new("/settings/products/new", "admin", _ => "/settings/products/new", -1),
        new("/settings/products/{id:guid}", "admin", scene => $"/settings/products/{scene.Office.ProductId}", -1),
        new(
            "/settings/products/{id:guid}/revise",
            "admin",
            scene => $"/settings/products/{scene.Office.ProductId}/revise",
            -1
        ),
        new("/settings/users", "admin", _ => "/settings/users", -1),
        new("/settings/users/new", "admin", _ => "/settings/users/new", -1),
        new("/today", "officer", _ => "/today", -1),
        new("/borrowers", "officer", _ => "/borrowers", -1),
        new("/borrowers/new", "officer", _ => "/borrowers/new", -1),
        new("/borrowers/{id:guid}", "officer", scene => $"/borrowers/{scene.Borrower}", -1),
        new("/borrowers/{id:guid}/nik", "officer", scene => $"/borrowers/{scene.Borrower}/nik", -1),
        new("/borrowers/{id:guid}/card", "officer", scene => $"/borrowers/{scene.Borrower}/card", -1),
        new("/borrowers/{id:guid}/deposit", "cashier", scene => $"/borrowers/{scene.Depositor}/deposit", -1),
        new(
            "/borrowers/{id:guid}/deposit/refund",
            "cashier",
            scene => $"/borrowers/{scene.Depositor}/deposit/refund",
            -1
        ),
        new("/borrowers/{id:guid}/deposit/use", "cashier", scene => $"/borrowers/{scene.Depositor}/deposit/use", -1),
        new("/groups", "officer", _ => "/groups", -1),
        new("/groups/new", "officer", _ => "/groups/new", -1),
        new("/groups/{id:guid}", "officer", scene => $"/groups/{scene.Group}", -1),
        new("/groups/{id:guid}/members", "officer", scene => $"/groups/{scene.Group}/members", -1),
        new("/groups/{id:guid}/meetings", "officer", scene => $"/groups/{scene.Group}/meetings", -1),
        new("/groups/{id:guid}/collection", "cashier", scene => $"/groups/{scene.Group}/collection", -1),
        new("/applications", "officer", _ => "/applications", -1),
        new("/applications/new", "officer", scene => $"/applications/new?borrowerId={scene.Borrower}", -1),
        new("/applications/{id:guid}", "officer", scene => $"/applications/{scene.Surveyed}", -1),
        new("/applications/{id:guid}/edit", "officer", scene => $"/applications/{scene.Draft}/edit", -1),
        new("/applications/{id:guid}/survey", "officer", scene => $"/applications/{scene.Submitted}/survey", -1),
        new("/applications/{id:guid}/withdraw", "officer", scene => $"/applications/{scene.Draft}/withdraw", -1),
        new("/applications/{id:guid}/decide", "approver", scene => $"/applications/{scene.Surveyed}/decide", -1),
        new("/approvals", "approver", _ => "/approvals", -1),
        new("/search", "officer", _ => "/search?q=Siti", -1),
        new("/loans", "auditor", _ => "/loans", -1),
        new("/loans/{id:guid}", "cashier", scene => $"/loans/{scene.Active}", -1),
        new("/loans/{id:guid}/schedule", "officer", scene => $"/loans/{scene.Active}/schedule", -1),
        new("/loans/{id:guid}/akad", "officer", scene => $"/loans/{scene.Approved}/akad", -1),
        new("/loans/{id:guid}/disburse", "cashier", scene => $"/loans/{scene.WithAkad}/disburse", -1),
        new("/loans/{id:guid}/repay", "cashier", scene => $"/loans/{scene.Active}/repay", -1),
        new("/loans/{id:guid}/recover", "cashier", scene => $"/loans/{scene.WrittenOff}/recover", -1),
        new("/loans/{id:guid}/reschedule", "officer", scene => $"/loans/{scene.Active}/reschedule", -1),
        new("/loans/{id:guid}/grace", "approver", scene => $"/loans/{scene.Active}/grace", -1),
        new("/loans/{id:guid}/write-off", "officer", scene => $"/loans/{scene.Active}/write-off", -1),
        new("/loans/{id:guid}/tranches/{no:int}", "approver", scene => $"/loans/{scene.InTranches}/tranches/2", -1),
        new(
            "/loans/{id:guid}/transactions/{transactionId:guid}/reverse",
            "cashier",
            scene => $"/loans/{scene.Active}/transactions/{scene.Repayment}/reverse",
            -1
        ),
        new("/reschedules/{id:guid}", "approver", scene => $"/reschedules/{scene.Reschedule}", -1),
        new("/write-offs/{id:guid}", "approver", scene => $"/write-offs/{scene.WriteOff}", -1),
        new("/till", "cashier", _ => "/till", -1),
        new("/till/due", "cashier", _ => "/till/due", -1),
        new("/funds", "cashier", _ => "/funds", -1),
        new("/funds/{id:guid}", "cashier", scene => $"/funds/{scene.Office.FundId}", -1),
        new("/funds/{id:guid}/receive", "cashier", scene => $"/funds/{scene.Office.FundId}/receive", -1),
        new("/funds/{id:guid}/transfer", "cashier", scene => $"/funds/{scene.Office.FundId}/transfer", -1),
        new("/funds/{id:guid}/count", "cashier", scene => $"/funds/{scene.Office.FundId}/count", -1),
        new("/cash-counts", "cashier", _ => "/cash-counts", -1),
        new("/cash-counts/{id:guid}", "cashier", scene => $"/cash-counts/{scene.CashCount}", -1),
        new("/periods", "cashier", _ => "/periods", -1),
        new("/periods/{period}", "cashier", _ => "/periods/2026-01", -1),
        new("/periods/{period}/close", "cashier", _ => "/periods/2026-02/close", -1),
        new("/periods/{period}/reopen", "approver", _ => "/periods/2026-01/reopen", -1),
        new("/periods/reopenings/{id:guid}", "approver", scene => $"/periods/reopenings/{scene.Reopening}", -1),
        new("/graces/office", "approver", _ => "/graces/office", -1),
        new("/dashboard", "auditor", _ => "/dashboard", -1),
        new("/reports", "auditor", _ => "/reports", -1),
        new("/reports/arrears", "auditor", _ => "/reports/arrears", -1),
        new("/reports/cash-forecast", "auditor", _ => "/reports/cash-forecast", -1),
        new("/reports/collections", "auditor", _ => "/reports/collections", -1),
        new("/reports/disbursements", "auditor", _ => "/reports/disbursements", -1),
        new("/reports/expected-payments", "auditor", _ => "/reports/expected-payments", -1),
        new("/reports/funds", "auditor", _ => "/reports/funds", -1),
        new("/reports/general-ledger", "auditor", _ => "/reports/general-ledger?account=cash", -1),
        new("/reports/journal", "auditor", _ => "/reports/journal", -1),
        new("/reports/loan-card/{id:guid}", "auditor", scene => $"/reports/loan-card/{scene.Active}", -1),
        new("/reports/portfolio", "auditor", _ => "/reports/portfolio", -1),
        new("/reports/rescheduled-loans", "auditor", _ => "/reports/rescheduled-loans", -1),
        new("/reports/stored", "auditor", _ => "/reports/stored", -1),
        new("/reports/trial-balance", "auditor", _ => "/reports/trial-balance", -1),
        new("/reports/written-off-loans", "auditor", _ => "/reports/written-off-loans", -1),
        new("/transactions/{id:guid}", "auditor", scene => $"/transactions/{scene.Repayment}", -1),
        new("/transactions/{id:guid}/receipt", "cashier", scene => $"/transactions/{scene.Repayment}/receipt", -1),
        new("/transactions/{id:guid}/reverse", "cashier", scene => $"/transactions/{scene.FundReceipt}/reverse", -1),
        new("/audit", "auditor", _ => "/audit", -1),
        new("/verification", "auditor", _ => "/verification", -1),
    ];

    /// <summary>The person who looks.</summary>
    public Task<Person> Person(Screen screen, Scene scene) =>
        Who switch
        {
            "borrower" => Browser.Tests.Person.WithPin(Scene.Phone, scene.Pin, screen),
            "anybody" => Browser.Tests.Person.Anybody(screen),
            "admin" => Browser.Tests.Person.BackAgain(Who, screen),
            _ => Browser.Tests.Person.BackAgain($"{Who}.{Scene.Mark}", screen),
        };
}
