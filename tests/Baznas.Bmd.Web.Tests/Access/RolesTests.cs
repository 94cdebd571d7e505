using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Access;

/// <summary>
/// For every address and every role, whether it may: written from the contract's paragraph on roles, not from the code.
/// Who may is answered something other than 403, whatever else may be wrong with the empty request.
/// </summary>
public sealed class RolesTests : OfficeFixture
{
    private const string Admin = "admin";
    private const string Officer = "fieldOfficer";
    private const string Approver = "approver";
    private const string Cashier = "cashier";
    private const string Auditor = "auditor";
    private const string Borrower = "borrower";

    private static readonly string[] Roles = [Admin, Officer, Approver, Cashier, Auditor, Borrower];
    private static readonly string[] Staff = [Admin, Officer, Approver, Cashier, Auditor];
    private static readonly string[] Reports = [Auditor, Approver, Cashier, Admin];

    private static readonly (string Method, string Path, string[] Allowed)[] Rules =
    [
        ("GET", "/me", Roles),
        ("POST", "/schedules/preview", Roles),
        ("GET", "/people?ids={loan}", Staff),
        ("GET", "/my", [Borrower]),
        ("GET", "/my/loans/{loan}", [Borrower]),
        ("GET", "/my/loans/{loan}/documents", [Borrower]),
        ("PUT", "/my/reminders", [Borrower]),
        ("GET", "/search?q=siti", Staff),
        ("GET", "/approvals", [Approver, Auditor]),
        ("GET", "/users", [Admin, Auditor]),
        ("POST", "/users", [Admin]),
        ("GET", "/users/{loan}", [Admin, Auditor]),
        ("PUT", "/users/{loan}", [Admin]),
        ("GET", "/offices", Staff),
        ("GET", "/offices/{office}", Staff),
        ("POST", "/offices", [Admin]),
        ("PUT", "/offices/{office}/holidays", [Admin]),
        ("POST", "/offices/{office}/holidays/preview", [Admin]),
        ("POST", "/offices/{office}/graces", [Approver]),
        ("POST", "/offices/{office}/graces/preview", [Approver]),
        ("GET", "/funds", Staff),
        ("POST", "/funds", [Admin]),
        ("GET", "/funds/{fund}", Staff),
        ("GET", "/funds/{fund}/movements", Reports),
        ("POST", "/funds/{fund}/receipts", [Cashier]),
        ("POST", "/funds/{fund}/transfers", [Cashier]),
        ("POST", "/funds/{fund}/cash-counts", [Cashier]),
        ("GET", "/cash-counts", Reports),
        ("GET", "/cash-counts/{cashCount}", Reports),
        ("GET", "/products", Staff),
        ("GET", "/products/{product}", Staff),
        ("GET", "/products/{product}/versions", Staff),
        ("POST", "/products", [Admin]),
        ("PUT", "/products/{product}", [Admin]),
        ("GET", "/borrowers", Staff),
        ("GET", "/borrowers/{borrower}", Staff),
        ("GET", "/borrowers/{borrower}/deposit", Staff),
        ("POST", "/borrowers/{borrower}/deposit/refunds", [Cashier]),
        ("POST", "/borrowers/{borrower}/deposit/applications", [Cashier]),
        ("PUT", "/borrowers/{borrower}/deposit/choice", [Officer, Cashier]),
        ("GET", "/borrowers/{borrower}/pin", Staff),
        ("POST", "/borrowers/{borrower}/pin", [Officer, Admin]),
        ("POST", "/borrowers/{borrower}/pin/withdrawal", [Officer, Admin]),
        ("POST", "/borrowers", [Officer]),
        ("POST", "/borrowers/review", [Officer]),
        ("GET", "/villages", Staff),
        ("GET", "/today", [Officer]),
        ("POST", "/borrowers/{borrower}/unmasking", [Officer, Approver, Cashier, Auditor]),
        ("GET", "/groups", Staff),
        ("GET", "/groups/{group}", Staff),
        ("POST", "/groups", [Officer]),
        ("PUT", "/groups/{group}/members", [Officer]),
        ("PUT", "/groups/{group}/chair", [Officer]),
        ("GET", "/groups/{group}/meetings", Staff),
        ("GET", "/groups/{group}/collection-sheet", Staff),
        ("POST", "/groups/{group}/repayments", [Cashier, Officer]),
        ("GET", "/applications", Staff),
        ("GET", "/applications/{application}", Staff),
        ("GET", "/applications/{application}/file", Staff),
        ("GET", "/applications/open", Staff),
        ("GET", "/applications/{application}/decision-file", Staff),
        ("GET", "/applications/{application}/decision-preview", Staff),
        ("POST", "/applications", [Officer]),
        ("PUT", "/applications/{application}", [Officer]),
        ("POST", "/applications/{application}/submission", [Officer]),
        ("POST", "/applications/{application}/survey", [Officer]),
        ("POST", "/applications/{application}/decisions", [Approver]),
        ("POST", "/applications/{application}/withdrawal", [Officer]),
        ("GET", "/till", Reports),
        ("GET", "/loans", Staff),
        ("GET", "/loans/payable", Staff),
        ("GET", "/loans/{loan}", Staff),
        ("GET", "/loans/{loan}/schedule", Staff),
        ("GET", "/loans/{loan}/documents", Staff),
        ("GET", "/documents/akad/{loan}", Roles),
        ("GET", "/loans/{loan}/tranches", Staff),
        ("GET", "/loans/{loan}/transactions", Staff),
        ("POST", "/loans/{loan}/akad", [Officer]),
        ("GET", "/loans/{loan}/disbursement-plan", [Cashier]),
        ("POST", "/loans/{loan}/disbursements", [Cashier]),
        ("POST", "/loans/{loan}/tranches/2/decisions", [Approver]),
        ("POST", "/loans/{loan}/repayments", [Cashier, Officer]),
        ("GET", "/me/settings", Staff),
        ("PUT", "/me/settings", Staff),
        ("GET", "/arrears-cases", Staff),
        ("GET", "/loans/{loan}/arrears-case", Staff),
        ("POST", "/loans/{loan}/arrears-case/contacts", [Officer, Cashier, Approver]),
        ("POST", "/loans/{loan}/arrears-case/visits", [Officer, Cashier, Approver]),
        ("POST", "/loans/{loan}/arrears-case/promises", [Officer, Cashier, Approver]),
        ("POST", "/loans/{loan}/arrears-case/causes", [Officer, Cashier, Approver]),
        ("GET", "/loans/{loan}/graces", Staff),
        ("POST", "/loans/{loan}/graces", [Approver]),
        ("POST", "/loans/{loan}/transactions/{loan}/reversal", [Cashier]),
        ("POST", "/loans/{loan}/write-offs", [Officer, Cashier, Approver]),
        ("POST", "/loans/{loan}/recoveries", [Cashier]),
        ("GET", "/write-offs", Staff),
        ("GET", "/write-offs/{loan}", Staff),
        ("POST", "/write-offs/{loan}/decision", [Approver]),
        ("GET", "/transactions/{loan}/reversal", [Cashier]),
        ("GET", "/transactions/{loan}/receipt", Staff),
        ("POST", "/transactions/{loan}/reversal", [Cashier]),
        ("GET", "/transactions/{loan}", Staff),
        ("GET", "/reports/written-off-loans", Reports),
        ("GET", "/loans/{loan}/schedule/versions", Staff),
        ("POST", "/loans/{loan}/reschedules", [Officer, Cashier, Approver]),
        ("GET", "/reschedules", Staff),
        ("GET", "/reschedules/{loan}", Staff),
        ("POST", "/reschedules/{loan}/decision", [Approver]),
        ("POST", "/reschedules/{loan}/reversal", [Approver]),
        ("GET", "/reports/portfolio", Reports),
        ("GET", "/reports/arrears", Reports),
        ("GET", "/reports/trial-balance", Reports),
        ("GET", "/reports/funds", Reports),
        ("GET", "/reports/journal", Reports),
        ("GET", "/reports/general-ledger?account=cash", Reports),
        ("GET", "/reports/cash-forecast", Reports),
        ("GET", "/reports/disbursements", Reports),
        ("GET", "/reports/collections", Reports),
        ("GET", "/reports/expected-payments", Reports),
        ("GET", "/reports/loan-card/{loan}", Reports),
        ("GET", "/reports/rescheduled-loans", Reports),
        ("GET", "/reports/impact", Reports),
        ("GET", "/borrowers/{borrower}/impact-surveys", Staff),
        ("POST", "/borrowers/{borrower}/impact-surveys", [Officer]),
        ("POST", "/borrowers/{borrower}/impact-surveys/unmasking", [Officer, Approver, Cashier, Auditor]),
        ("GET", "/offices/{office}/had-kifayah", Staff),
        ("POST", "/offices/{office}/had-kifayah", [Admin]),
        ("POST", "/offices/{office}/had-kifayah/withdrawal", [Admin]),
        ("GET", "/reports/financial-position", Reports),
        ("GET", "/reports/changes-in-funds", Reports),
        ("GET", "/reports/changes-in-managed-assets", Reports),
        ("GET", "/reports/cash-flows", Reports),
        ("GET", "/reports/statement-postings?statement=cashFlows&line=principal", Reports),
        ("GET", "/accounts", Reports),
        ("PUT", "/accounts", [Admin, Cashier]),
        ("GET", "/statement-mapping", Reports),
        ("PUT", "/statement-mapping", [Admin, Cashier]),
        ("GET", "/reports/choices", Reports),
        ("GET", "/reports/portfolio-trend", Reports),
        ("GET", "/reports/waiting", Reports),
        ("GET", "/reports/packs", Reports),
        ("GET", "/reports/packs/{office}", Reports),
        ("GET", "/reports/packs/{office}/archive", Reports),
        ("GET", "/reports/packs/{office}/files/manifest.json", Reports),
        ("GET", "/report-schedules", Reports),
        ("POST", "/report-schedules", [Admin, Approver, Cashier]),
        ("GET", "/report-schedules/{loan}", Reports),
        ("PUT", "/report-schedules/{loan}", [Admin, Approver, Cashier]),
        ("POST", "/report-schedules/{loan}/ending", [Admin, Approver, Cashier]),
        ("GET", "/report-schedules/{loan}/reports", Reports),
        ("GET", "/offices/{office}/report-readers", [Admin, Approver, Cashier]),
        ("GET", "/reports/stored", Reports),
        ("GET", "/reports/stored/{office}/monthly.portfolio/2026-01", Reports),
        ("GET", "/jobs", [Admin]),
        ("GET", "/jobs/runs", [Admin]),
        ("GET", "/jobs/troubles", [Admin, Approver]),
        ("POST", "/jobs/delivery/runs", [Admin]),
        ("GET", "/messages", [Admin, Officer, Auditor]),
        ("GET", "/messages/{loan}", [Admin, Officer, Auditor]),
        ("POST", "/messages/{loan}/resend", [Admin, Officer]),
        ("POST", "/messages/{loan}/cancellation", [Admin, Officer]),
        ("POST", "/messages/{loan}/sent", [Admin, Officer]),
        ("GET", "/offices/{office}/reminder-settings", Staff),
        ("PUT", "/offices/{office}/reminder-settings", [Admin]),
        ("GET", "/message-templates?officeId={office}", [Admin, Auditor]),
        ("PUT", "/message-templates/sms/id", [Admin]),
        ("POST", "/message-templates/preview", [Admin]),
        ("POST", "/borrowers/{borrower}/consents", [Officer]),
        ("GET", "/loans/{loan}/disputes", Staff),
        ("POST", "/loans/{loan}/disputes", [Officer, Cashier, Approver]),
        ("POST", "/disputes/{loan}/resolution", [Officer, Cashier, Approver]),
        ("GET", "/periods", Staff),
        ("GET", "/periods/2026-01/closing", [Approver, Cashier]),
        ("POST", "/periods/2026-01/closing", [Approver, Cashier]),
        ("POST", "/periods/2026-01/reopenings", [Approver, Cashier]),
        ("GET", "/period-reopenings", Reports),
        ("GET", "/period-reopenings/{reopening}", Reports),
        ("POST", "/period-reopenings/{reopening}/decision", [Approver]),
        ("GET", "/audit/events", [Auditor, Admin]),
        ("GET", "/audit/head", [Auditor, Admin]),
        ("POST", "/audit/packs", [Auditor, Admin]),
        ("GET", "/reports/audit-trail", [Auditor, Admin]),
        ("GET", "/audit/verification", [Auditor, Admin]),
        ("GET", "/audit/verification-runs", [Auditor, Admin]),
    ];

    private readonly Dictionary<string, ApiClient> _users = [];
    private Dictionary<string, string> _ids = [];

    public static IEnumerable<TestCaseData> Cases() =>
        Rules.Select(rule =>
            new TestCaseData(rule.Method, rule.Path, rule.Allowed).SetArgDisplayNames(rule.Method, rule.Path)
        );

    protected override async Task Prepare()
    {
        foreach (var role in Roles)
        {
            _users[role] = await Office.AddUser($"peran-{role}", [role], 1);
        }

        var loan = await Office.NewApproved();
        var view = (await Office.Officer.Get($"/loans/{loan}")).Ok();
        var group = new
        {
            officeId = Office.Id,
            code = "G",
            name = "G",
        };
        _ids = new()
        {
            ["office"] = Office.Id,
            ["fund"] = Office.FundId,
            ["product"] = Office.ProductId,
            ["borrower"] = (string)view["borrower"]!["id"]!,
            ["application"] = view.Text("applicationId"),
            ["loan"] = loan,
            ["group"] = (await Office.Officer.Post("/groups", group)).Id(),
            ["cashCount"] = (
                await Office.Cashier.Post($"/funds/{Office.FundId}/cash-counts", new { counted = 100_000_000 })
            ).Id(),
            ["reopening"] = await Reopening(),
        };
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Only_the_roles_that_the_contract_names_may(string method, string path, string[] allowed)
    {
        var body = await GoodBody(method, path);
        var before = Books.Fingerprint();
        // Those who may not come first, so that what the others do can't matter.
        foreach (var role in Roles.Except(allowed))
        {
            (await Send(_users[role], method, path, body)).Refused(HttpStatusCode.Forbidden, "access.denied");
        }

        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        foreach (var role in allowed)
        {
            var answer = await Send(_users[role], method, path, body);
            Assert.That((string?)answer.Body?["code"], Is.Not.EqualTo("access.denied"), role);
            Assert.That((int)answer.Status, Is.LessThan(500), role);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Nobody_may_without_signing_in(string method, string path, string[] allowed)
    {
        Assert.That(allowed, Is.Not.Empty);
        (await Send(Host.Anonymous, method, path, await GoodBody(method, path))).Refused(
            HttpStatusCode.Unauthorized,
            "access.not_signed_in"
        );
    }

    [Test]
    public void Every_address_that_the_service_has_stands_in_the_table()
    {
        var mapped = Endpoints
            .Of(Host)
            .Where(endpoint =>
                endpoint.Method is not null && endpoint.Path.StartsWith("/api/v1/", StringComparison.Ordinal)
            )
            .Select(endpoint => $"{endpoint.Method} {Endpoints.Shape(endpoint.Path["/api/v1".Length..])}")
            .ToList();
        var known = Rules
            .Select(rule => $"{rule.Method} {Shape(rule.Path)}")
            .Concat(["POST /auth/tokens", "POST /auth/borrower-tokens"])
            // Providers sign what they report.
            .Concat(["POST /webhooks/sms", "GET /webhooks/whatsapp", "POST /webhooks/whatsapp"]);

        Assert.That(mapped, Is.Not.Empty);
        Assert.That(mapped.Except(known), Is.Empty, "Say here who may.");
    }

    [Test]
    public async Task An_administrator_of_one_office_makes_nothing_that_belongs_to_all()
    {
        var everybodys = Refusal.Forbidden("access.all_offices_required");
        var one = _users[Admin];

        await Refuses(one, who => who.Post("/products", TestOffice.Product("MILIK-SEMUA")), everybodys);
        await Refuses(one, who => who.Post("/offices", new { code = "BARU", name = "Baru" }), everybodys);
        await Refuses(
            one,
            who =>
                who.Post(
                    "/users",
                    new
                    {
                        userName = "luas",
                        displayName = "Luas",
                        roles = new[] { Admin },
                        password = "kata-sandi-123",
                    }
                ),
            everybodys
        );
    }

    // December, so that January is still to be closed.
    private async Task<string> Reopening()
    {
        (await Office.Cashier.Post("/periods/2025-12/closing", null)).Ok();
        return (await Office.Cashier.Post("/periods/2025-12/reopenings", new { reason = "Uji" })).Id();
    }

    private async Task<object?> GoodBody(string method, string path)
    {
        // A body that can be read, so that nothing but the role can be wrong before the role is asked for.
        var borrowerId = _ids["borrower"];
        return (method, path) switch
        {
            ("POST", "/schedules/preview") => new
            {
                principal = 1_000,
                installments = 1,
                unit = "week",
                disbursedOn = "2026-01-01",
            },
            ("PUT", "/users/{loan}") => new { roles = new[] { "auditor" }, isActive = true },
            ("POST", "/audit/packs") => new
            {
                officeId = Office.Id,
                from = "2026-01-01",
                to = "2026-01-31",
                sampleSize = 0,
            },
            ("POST", "/users") => new
            {
                userName = "x.y",
                displayName = "x",
                roles = new[] { "auditor" },
                officeId = Office.Id,
                password = "kata-sandi-123",
            },
            ("POST", "/offices") => new { code = "BARU", name = "Baru" },
            ("PUT", "/offices/{office}/reminder-settings") => new
            {
                hours = new { from = "08:00", until = "17:00" },
                channels = new[] { "sms" },
                retentionMonths = 12,
                rules = Array.Empty<object>(),
            },
            ("PUT", "/message-templates/sms/id") => new { officeId = Office.Id, body = "{rincian}" },
            ("POST", "/message-templates/preview") => new
            {
                officeId = Office.Id,
                channel = "sms",
                language = "id",
                body = "{rincian}",
            },
            ("POST", "/borrowers/{borrower}/consents") => new { purpose = "reminders", given = true },
            ("PUT", "/accounts") => new
            {
                accounts = new[]
                {
                    new
                    {
                        account = "cash",
                        code = "1101",
                        name = "Kas",
                    },
                },
            },
            ("PUT", "/statement-mapping") => await Mapping(),
            ("PUT", "/my/reminders") => new { wanted = true },
            ("POST", "/loans/{loan}/disputes") => new { reason = "Uji" },
            ("POST", "/report-schedules") => new
            {
                officeId = Office.Id,
                name = "Uji",
                report = "arrears",
                parameters = new { period = "today" },
                format = "csv",
                frequency = "daily",
                time = "06:00",
                recipients = Array.Empty<string>(),
            },
            ("PUT", "/report-schedules/{loan}") => new
            {
                name = "Uji",
                report = "arrears",
                parameters = new { period = "today" },
                format = "csv",
                frequency = "daily",
                time = "06:00",
                recipients = Array.Empty<string>(),
            },
            ("POST", "/disputes/{loan}/resolution") => new { resolution = "Uji" },
            ("PUT", "/offices/{office}/holidays") => Array.Empty<object>(),
            ("POST", "/offices/{office}/holidays/preview") => Array.Empty<object>(),
            ("POST", "/offices/{office}/graces") or ("POST", "/offices/{office}/graces/preview") => LoanSteps.Grace,
            ("POST", "/loans/{loan}/graces") => LoanSteps.Grace,
            ("PUT", "/me/settings") => new { language = "id" },
            ("POST", "/loans/{loan}/arrears-case/contacts") => CaseSteps.Contact,
            ("POST", "/loans/{loan}/arrears-case/visits") => CaseSteps.Visit,
            ("POST", "/loans/{loan}/arrears-case/promises") => CaseSteps.Promise(),
            ("POST", "/loans/{loan}/arrears-case/causes") => CaseSteps.Cause(),
            ("POST", "/funds") => new
            {
                officeId = Office.Id,
                code = "LAIN",
                name = "Lain",
                kind = "csr",
            },
            ("POST", "/funds/{fund}/receipts") => new
            {
                amount = 1,
                account = "cash",
                source = "x",
            },
            ("POST", "/funds/{fund}/transfers") => new
            {
                amount = 1,
                from = "cash",
                to = "bank",
            },
            ("POST", "/funds/{fund}/cash-counts") => new { counted = 1 },
            ("POST", "/borrowers/{borrower}/deposit/refunds") => new { amount = 1, account = "cash" },
            ("POST", "/borrowers/{borrower}/deposit/applications") => new { loanId = _ids["loan"] },
            ("PUT", "/borrowers/{borrower}/deposit/choice") => new { applyWhenDue = true },
            ("POST", "/periods/2026-01/reopenings") => new { reason = "Uji" },
            ("POST", "/period-reopenings/{reopening}/decision") => new { decision = "reject", note = "Uji" },
            ("POST", "/products") => TestOffice.Product("LAIN"),
            ("PUT", "/products/{product}") => TestOffice.Product("LAIN-LAGI"),
            ("POST", "/borrowers") => Office.Borrower(),
            ("POST", "/borrowers/review") => new { officeId = Office.Id },
            ("POST", "/borrowers/{borrower}/impact-surveys") => ImpactSteps.Survey("yearly", "2026-03-01"),
            ("POST", "/borrowers/{borrower}/impact-surveys/unmasking") => new { purpose = "Uji" },
            ("POST", "/offices/{office}/had-kifayah") => ImpactSteps.HadKifayah,
            ("POST", "/offices/{office}/had-kifayah/withdrawal") => new { from = "2026-01-01" },
            ("POST", "/borrowers/{borrower}/unmasking") => new { purpose = "Uji" },
            ("POST", "/groups") => new
            {
                officeId = Office.Id,
                code = "H",
                name = "H",
            },
            ("PUT", "/groups/{group}/members") => Array.Empty<string>(),
            ("PUT", "/groups/{group}/chair") => new { chairId = (string?)null },
            ("POST", "/groups/{group}/repayments") => GroupSteps.Meeting(GroupSteps.Item(_ids["loan"])),
            ("POST", "/applications") or ("PUT", "/applications/{application}") => Office.Application(borrowerId),
            ("POST", "/applications/{application}/survey") => LoanSteps.Survey,
            ("POST", "/applications/{application}/decisions") => LoanSteps.Decision(),
            ("POST", "/applications/{application}/withdrawal") => new { reason = "Uji" },
            ("POST", "/loans/{loan}/akad") => LoanSteps.Akad,
            ("POST", "/loans/{loan}/disbursements") => LoanSteps.Disbursement,
            ("POST", "/loans/{loan}/tranches/2/decisions") => new { decision = "hold", note = "Uji" },
            ("POST", "/loans/{loan}/repayments") => LoanSteps.Repayment(),
            ("POST", "/loans/{loan}/transactions/{loan}/reversal") => new { reason = "Uji" },
            ("POST", "/loans/{loan}/write-offs") => WriteOffSteps.WriteOff(),
            ("POST", "/loans/{loan}/recoveries") => WriteOffSteps.Recovery(),
            ("POST", "/write-offs/{loan}/decision") => new { decision = "approve", note = "Uji" },
            ("POST", "/transactions/{loan}/reversal") => new { reason = "Uji" },
            ("POST", "/loans/{loan}/reschedules") => RescheduleSteps.SevenMondays,
            ("POST", "/reschedules/{loan}/decision") => new { decision = "approve", note = "Uji" },
            ("POST", "/reschedules/{loan}/reversal") => new { reason = "Uji" },
            _ => await Task.FromResult<object?>(null),
        };
    }

    private async Task<object> Mapping()
    {
        var mapping = (await Office.Auditor.Get("/statement-mapping")).Ok();
        return new { groups = mapping["groups"], lines = mapping["lines"] };
    }

    // The rules' paths carry examples where the service's carry parameters, and a query string where one is needed.
    private static string Shape(string path) =>
        Endpoints.Shape(
            path.Split('?')[0]
                .Replace("2026-01", "{}", StringComparison.Ordinal)
                .Replace("monthly.portfolio", "{}", StringComparison.Ordinal)
                .Replace("manifest.json", "{}", StringComparison.Ordinal)
                .Replace("documents/akad", "documents/{}", StringComparison.Ordinal)
                .Replace("/jobs/delivery/", "/jobs/{}/", StringComparison.Ordinal)
                .Replace("/tranches/2/", "/tranches/{}/", StringComparison.Ordinal)
                .Replace("/sms/id", "/{}/{}", StringComparison.Ordinal)
        );

    private Task<Answer> Send(ApiClient who, string method, string path, object? body)
    {
        foreach (var (name, id) in _ids)
        {
            path = path.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        }

        return who.Send(new HttpMethod(method), path, body, [("Idempotency-Key", Guid.NewGuid().ToString())]);
    }
}
