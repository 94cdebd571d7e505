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
        "/my/reminders",
        "/reports/packs/{id:guid}/archive",
        "/reports/packs/{id:guid}/files/{name}",
        "/reports/stored/{officeId:guid}/{kind}/{period}",
    ];

    /// <summary>Every other page.</summary>
    public static readonly IReadOnlyList<Visit> All =
    [
        new("/sign-in", "anybody", _ => "/sign-in", 0),
        new("/sign-out", "cashier", _ => "/sign-out", 2),
        new("/language", "cashier", _ => "/language", 2),
        new("/me/settings", "officer", _ => "/me/settings", 4),
        new("/my/sign-in", "anybody", _ => "/my/sign-in", 0),
        new("/my", "borrower", _ => "/my", 10),
        new("/my/loans/{id:guid}", "borrower", scene => $"/my/loans/{scene.Active}", 13),
        new("/setup", "admin", _ => "/setup", 7),
        new("/settings", "admin", _ => "/settings", 7),
        new("/settings/funds", "admin", _ => "/settings/funds", 4),
        new("/settings/holidays", "admin", scene => $"/settings/holidays?officeId={scene.Office.Id}", 7),
        new("/settings/jobs", "admin", _ => "/settings/jobs", 5),
        new("/settings/offices", "admin", _ => "/settings/offices", 3),
        new("/settings/offices/new", "admin", _ => "/settings/offices/new", 2),
        new("/settings/offices/{id:guid}", "admin", scene => $"/settings/offices/{scene.Office.Id}", 5),
        new("/settings/products", "admin", _ => "/settings/products", 3),
        new("/settings/products/new", "admin", _ => "/settings/products/new", 2),
        new("/settings/products/{id:guid}", "admin", scene => $"/settings/products/{scene.Office.ProductId}", 3),
        new(
            "/settings/products/{id:guid}/revise",
            "admin",
            scene => $"/settings/products/{scene.Office.ProductId}/revise",
            3
        ),
        new("/settings/reminders", "admin", scene => $"/settings/reminders?officeId={scene.Office.Id}", 8),
        new("/settings/templates", "admin", scene => $"/settings/templates?officeId={scene.Office.Id}", 9),
        new("/settings/users", "admin", _ => "/settings/users", 5),
        new("/settings/users/new", "admin", _ => "/settings/users/new", 3),
        new("/today", "officer", _ => "/today", 6),
        new("/borrowers", "officer", _ => "/borrowers", 5),
        new("/borrowers/new", "officer", _ => "/borrowers/new", 5),
        new("/borrowers/{id:guid}", "officer", scene => $"/borrowers/{scene.Borrower}", 9),
        new("/borrowers/{id:guid}/nik", "officer", scene => $"/borrowers/{scene.Borrower}/nik", 5),
        new("/borrowers/{id:guid}/card", "officer", scene => $"/borrowers/{scene.Borrower}/card", 9),
        new("/borrowers/{id:guid}/consents", "officer", scene => $"/borrowers/{scene.Borrower}/consents", 5),
        new("/borrowers/{id:guid}/deposit", "cashier", scene => $"/borrowers/{scene.Depositor}/deposit", 9),
        new(
            "/borrowers/{id:guid}/deposit/refund",
            "cashier",
            scene => $"/borrowers/{scene.Depositor}/deposit/refund",
            8
        ),
        new("/borrowers/{id:guid}/deposit/use", "cashier", scene => $"/borrowers/{scene.Depositor}/deposit/use", 9),
        new("/groups", "officer", _ => "/groups", 3),
        new("/groups/new", "officer", _ => "/groups/new", 2),
        new("/groups/{id:guid}", "officer", scene => $"/groups/{scene.Group}", 13),
        new("/groups/{id:guid}/members", "officer", scene => $"/groups/{scene.Group}/members", 6),
        new("/groups/{id:guid}/chair", "officer", scene => $"/groups/{scene.Group}/chair", 6),
        new("/groups/{id:guid}/meetings", "officer", scene => $"/groups/{scene.Group}/meetings", 8),
        new("/groups/{id:guid}/collection", "cashier", scene => $"/groups/{scene.Group}/collection", 8),
        new("/applications", "officer", _ => "/applications", 3),
        new("/applications/new", "officer", scene => $"/applications/new?borrowerId={scene.Borrower}", 11),
        new("/applications/{id:guid}", "officer", scene => $"/applications/{scene.Surveyed}", 11),
        new("/applications/{id:guid}/edit", "officer", scene => $"/applications/{scene.Draft}/edit", 16),
        new("/applications/{id:guid}/survey", "officer", scene => $"/applications/{scene.Submitted}/survey", 12),
        new("/applications/{id:guid}/withdraw", "officer", scene => $"/applications/{scene.Draft}/withdraw", 7),
        new("/applications/{id:guid}/decide", "approver", scene => $"/applications/{scene.Surveyed}/decide", 22),
        new("/approvals", "approver", _ => "/approvals", 6),
        new("/search", "officer", _ => "/search?q=Siti", 6),
        new("/loans", "auditor", _ => "/loans", 3),
        new("/loans/{id:guid}", "cashier", scene => $"/loans/{scene.Active}", 20),
        new("/loans/{id:guid}/schedule", "officer", scene => $"/loans/{scene.Active}/schedule", 16),
        new("/loans/{id:guid}/dispute", "officer", scene => $"/loans/{scene.Active}/dispute", 8),
        new(
            "/loans/{id:guid}/disputes/{disputeId:guid}",
            "officer",
            scene => $"/loans/{scene.Disputed}/disputes/{scene.Dispute}",
            9
        ),
        new("/loans/{id:guid}/akad", "officer", scene => $"/loans/{scene.Approved}/akad", 19),
        new("/loans/{id:guid}/disburse", "cashier", scene => $"/loans/{scene.WithAkad}/disburse", 23),
        new("/loans/{id:guid}/repay", "cashier", scene => $"/loans/{scene.Active}/repay", 16),
        new("/loans/{id:guid}/recover", "cashier", scene => $"/loans/{scene.WrittenOff}/recover", 9),
        new("/loans/{id:guid}/reschedule", "officer", scene => $"/loans/{scene.Active}/reschedule", 13),
        new("/loans/{id:guid}/grace", "approver", scene => $"/loans/{scene.Active}/grace", 9),
        new("/loans/{id:guid}/write-off", "officer", scene => $"/loans/{scene.Active}/write-off", 9),
        new("/loans/{id:guid}/tranches/{no:int}", "approver", scene => $"/loans/{scene.InTranches}/tranches/2", 14),
        new(
            "/loans/{id:guid}/transactions/{transactionId:guid}/reverse",
            "cashier",
            scene => $"/loans/{scene.Active}/transactions/{scene.Repayment}/reverse",
            6
        ),
        new("/arrears", "officer", _ => "/arrears", 4),
        new("/loans/{id:guid}/arrears", "officer", scene => $"/loans/{scene.Active}/arrears", 9),
        new("/loans/{id:guid}/arrears/contact", "officer", scene => $"/loans/{scene.Active}/arrears/contact", 8),
        new("/loans/{id:guid}/arrears/visit", "officer", scene => $"/loans/{scene.Active}/arrears/visit", 8),
        new("/loans/{id:guid}/arrears/promise", "officer", scene => $"/loans/{scene.Active}/arrears/promise", 8),
        new("/loans/{id:guid}/arrears/cause", "officer", scene => $"/loans/{scene.Active}/arrears/cause", 8),
        new("/reschedules/{id:guid}", "approver", scene => $"/reschedules/{scene.Reschedule}", 18),
        new("/write-offs/{id:guid}", "approver", scene => $"/write-offs/{scene.WriteOff}", 13),
        new("/till", "cashier", _ => "/till", 6),
        new("/till/due", "cashier", _ => "/till/due", 4),
        new("/funds", "cashier", _ => "/funds", 3),
        new("/funds/{id:guid}", "cashier", scene => $"/funds/{scene.Office.FundId}", 13),
        new("/funds/{id:guid}/receive", "cashier", scene => $"/funds/{scene.Office.FundId}/receive", 5),
        new("/funds/{id:guid}/transfer", "cashier", scene => $"/funds/{scene.Office.FundId}/transfer", 5),
        new("/funds/{id:guid}/count", "cashier", scene => $"/funds/{scene.Office.FundId}/count", 5),
        new("/cash-counts", "cashier", _ => "/cash-counts", 4),
        new("/cash-counts/{id:guid}", "cashier", scene => $"/cash-counts/{scene.CashCount}", 9),
        new("/periods", "cashier", _ => "/periods", 8),
        new("/periods/{period}", "cashier", _ => "/periods/2026-01", 8),
        new("/periods/{period}/close", "cashier", _ => "/periods/2026-02/close", 5),
        new("/periods/{period}/reopen", "approver", _ => "/periods/2026-01/reopen", 2),
        new("/periods/reopenings/{id:guid}", "approver", scene => $"/periods/reopenings/{scene.Reopening}", 4),
        new("/graces/office", "approver", _ => "/graces/office", 3),
        new("/dashboard", "auditor", _ => "/dashboard", 15),
        new("/reports", "auditor", _ => "/reports", 2),
        new("/reports/arrears", "auditor", _ => "/reports/arrears", 6),
        new("/reports/cash-forecast", "auditor", _ => "/reports/cash-forecast", 7),
        new("/reports/collections", "auditor", _ => "/reports/collections", 5),
        new("/reports/disbursements", "auditor", _ => "/reports/disbursements", 5),
        new("/reports/expected-payments", "auditor", _ => "/reports/expected-payments", 5),
        new("/reports/funds", "auditor", _ => "/reports/funds", 5),
        new("/reports/general-ledger", "auditor", _ => "/reports/general-ledger?account=cash", 6),
        new("/reports/journal", "auditor", _ => "/reports/journal", 5),
        new("/reports/loan-card/{id:guid}", "auditor", scene => $"/reports/loan-card/{scene.Active}", 15),
        new("/reports/packs", "auditor", _ => "/reports/packs", 3),
        new("/reports/packs/{id:guid}", "auditor", scene => $"/reports/packs/{scene.Pack}", 5),
        new("/reports/portfolio", "auditor", _ => "/reports/portfolio", 6),
        new("/reports/rescheduled-loans", "auditor", _ => "/reports/rescheduled-loans", 6),
        new("/reports/stored", "auditor", _ => "/reports/stored", 3),
        new("/reports/trial-balance", "auditor", _ => "/reports/trial-balance", 5),
        new("/reports/written-off-loans", "auditor", _ => "/reports/written-off-loans", 6),
        new("/transactions/{id:guid}", "auditor", scene => $"/transactions/{scene.Repayment}", 7),
        new("/transactions/{id:guid}/receipt", "cashier", scene => $"/transactions/{scene.Repayment}/receipt", 6),
        new("/transactions/{id:guid}/reverse", "cashier", scene => $"/transactions/{scene.FundReceipt}/reverse", 6),
        new("/audit", "auditor", _ => "/audit", 5),
        new("/verification", "auditor", _ => "/verification", 3),
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
