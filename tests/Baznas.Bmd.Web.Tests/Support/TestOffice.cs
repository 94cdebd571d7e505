namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>
/// An office with its people, a fund with capital, and a product, set up through the API as an administrator and a
/// cashier would.
/// </summary>
public sealed class TestOffice
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "kata-sandi-123";

    private static int _nik;

    private readonly BmdHost _host;
    private readonly string _mark;

    private TestOffice(BmdHost host, string mark) => (_host, _mark) = (host, mark);

    public string Id { get; private set; } = "";

    public string FundId { get; private set; } = "";

    public string ProductId { get; private set; } = "";

    public ApiClient Admin { get; private set; } = null!;

    public ApiClient Officer { get; private set; } = null!;

    public ApiClient Approver { get; private set; } = null!;

    public ApiClient SecondApprover { get; private set; } = null!;

    public ApiClient Cashier { get; private set; } = null!;

    public ApiClient Auditor { get; private set; } = null!;

    /// <summary>Weekly instalments of 1 to 50, Rp500.000 to Rp5.000.000, two approvers above Rp3.000.000.</summary>
    public static object Product(string code) =>
        new
        {
            code,
            name = "Qardhul Hasan Mingguan",
            minPrincipal = 500_000,
            maxPrincipal = 5_000_000,
            minInstallments = 1,
            maxInstallments = 50,
            unit = "week",
            every = 1,
            roundingMultiple = 1000,
            roundingMode = "spread",
            fundKinds = new[] { "infakTidakTerikat", "zakat" },
            maxActiveLoans = 1,
            approvals = new[] { new { upTo = 3_000_000, count = 1 }, new { upTo = 5_000_000, count = 2 } },
        };

    public static async Task<TestOffice> Open(BmdHost host, string mark = "MJK")
    {
        var office = new TestOffice(host, mark) { Admin = await host.Admin() };
        office.Id = IdOf(
            await office.Admin.Post(
                "/offices",
                new
                {
                    code = mark,
                    name = $"BMD {mark}",
                    restDays = new[] { "sun" },
                }
            )
        );
        office.FundId = IdOf(
            await office.Admin.Post(
                "/funds",
                new
                {
                    officeId = office.Id,
                    code = "INFAK",
                    name = "Infak",
                    kind = "infakTidakTerikat",
                }
            )
        );
        office.ProductId = IdOf(await office.Admin.Post("/products", Product($"QH-{mark}")));
        office.Officer = await office.AddUser("officer", ["fieldOfficer"], null);
        office.Approver = await office.AddUser("approver", ["approver"], 5_000_000);
        office.SecondApprover = await office.AddUser("approver2", ["approver"], 5_000_000);
        office.Cashier = await office.AddUser("cashier", ["cashier"], null);
        office.Auditor = await office.AddUser("auditor", ["auditor"], null);
        await office.Capital(office.FundId, 100_000_000);
        return office;
    }

    public async Task<ApiClient> AddUser(string name, string[] roles, long? approvalLimit)
    {
        var userName = $"{name}.{_mark}";
        (
            await Admin.Post(
                "/users",
                new
                {
                    userName,
                    displayName = userName,
                    roles,
                    officeId = Id,
                    approvalLimit,
                    password = Password,
                }
            )
        ).Ok();
        return await _host.SignedIn(userName, Password);
    }

    public async Task Capital(string fundId, long amount) =>
        (
            await Cashier.Post(
                $"/funds/{fundId}/receipts",
                new
                {
                    amount,
                    receivedOn = "2026-01-02",
                    account = "cash",
                    source = "BAZNAS RI",
                }
            )
        ).Ok();

    /// <summary>A NIK that nobody has.</summary>
    public static string NewNik() => $"357699120190{Interlocked.Increment(ref _nik):D4}";

    public object Borrower() =>
        new
        {
            officeId = Id,
            nik = NewNik(),
            fullName = "Siti Aminah",
            sex = "m",
            birthDate = "1990-01-12",
            phone = "081234567890",
            asnaf = "miskin",
            business = new { name = "Warung", sector = "kuliner" },
            consents = new[] { "processing", "reminders" },
        };

    public async Task<string> NewBorrower() => IdOf(await Officer.Post("/borrowers", Borrower()));

    public object Application(string borrowerId, long principal = 1_000_000, int installments = 10) =>
        new
        {
            borrowerId,
            productId = ProductId,
            fundId = FundId,
            principal,
            installments,
            purpose = "Modal warung",
            appliedOn = "2026-01-05",
        };

    /// <summary>An application that waits for a decision.</summary>
    public async Task<string> NewSurveyed(long principal = 1_000_000, int installments = 10)
    {
        var borrowerId = await NewBorrower();
        var id = IdOf(await Officer.Post("/applications", Application(borrowerId, principal, installments)));
        (await Officer.Post($"/applications/{id}/submission", null)).Ok();
        (
            await Officer.Post(
                $"/applications/{id}/survey",
                new
                {
                    visitedOn = "2026-01-06",
                    score = 80,
                    notes = "Usaha berjalan",
                }
            )
        ).Ok();
        return id;
    }

    /// <summary>A loan that was approved on 7 January 2026.</summary>
    public async Task<string> NewApproved(long principal = 1_000_000, int installments = 10)
    {
        var id = await NewSurveyed(principal, installments);
        var decision = new
        {
            decision = "approve",
            decidedOn = "2026-01-07",
            note = "Layak",
        };
        var application = (await Approver.Post($"/applications/{id}/decisions", decision)).Ok();
        return (string)application["loanId"]!;
    }

    /// <summary>A loan whose akad was signed on 8 January 2026.</summary>
    public async Task<string> NewSigned(long principal = 1_000_000, int installments = 10)
    {
        var id = await NewApproved(principal, installments);
        var akad = new
        {
            signedOn = "2026-01-08",
            place = "Mojokerto",
            witnesses = new[] { "Budi", "Sari" },
        };
        (await Officer.Post($"/loans/{id}/akad", akad)).Ok();
        return id;
    }

    /// <summary>A loan that was paid out in cash on 9 January 2026, a Friday; due weekly from 16 January.</summary>
    public async Task<string> NewActive(long principal = 1_000_000, int installments = 10)
    {
        var id = await NewSigned(principal, installments);
        (await Cashier.Post($"/loans/{id}/disbursements", new { disbursedOn = "2026-01-09", account = "cash" })).Ok();
        return id;
    }

    public Task<Answer> Pay(string loanId, long amount, string paidOn = "2026-02-02") =>
        Cashier.Post(
            $"/loans/{loanId}/repayments",
            new
            {
                amount,
                paidOn,
                account = "cash",
            }
        );

    private static string IdOf(Answer answer) => (string)answer.Ok()["id"]!;
}
