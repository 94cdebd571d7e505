using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Import;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Processes;

/// <summary>Whenever the power goes, what was answered is there, what was not is there whole or not at all.</summary>
public sealed partial class CrashTests
{
    private const string Password = "kata-sandi-kasir";

    private Installation _installation = null!;

    [SetUp]
    public void Install() => _installation = new Installation();

    [TearDown]
    public void Remove() => _installation.Dispose();

    [TestCase(0.5)]
    [TestCase(1.0)]
    public async Task An_import_killed_on_its_way_leaves_nothing_half_done(double share)
    {
        using var folder = ImportFolder.OfCase().OnlyLoansBelow("L00150").LongAgo();
        var import = _installation.Start("id_ID.UTF-8", "import", folder.Path);
        var line = await Installation.ReadUntil(import, text => IsAt(text, share));
        await Installation.Kill(import);

        await _installation.Succeed("verify");
        var service = await _installation.Serve();
        var admin = await service.SignedIn("admin", BmdHost.AdminPassword);
        var loans = (await admin.Get("/loans?limit=200")).Ok()["items"]!.AsArray();
        var offices = (await admin.Get("/offices")).Ok()["items"]!.AsArray();
        await service.Kill();
        var output = await _installation.Succeed("import", folder.Path);
        var again = await _installation.Succeed("import", folder.Path);
        await _installation.Succeed("verify");

        // After the last line the commit is under way: then, and only then, all may be there.
        var isThere = share >= 1 && loans.Count > 0;
        Assert.Multiple(() =>
        {
            Assert.That(line, Does.StartWith("Memproses "));
            Assert.That((offices.Count, loans.Count), Is.EqualTo(isThere ? (1, 149) : (0, 0)));
            Assert.That(output, Does.Contain(isThere ? "Tidak ada yang baru" : " 149 pinjaman, "));
            Assert.That(again, Does.Contain("Tidak ada yang baru"));
        });
    }

    [Test]
    public async Task A_service_killed_in_a_burst_of_payments_has_each_answered_one_exactly_once()
    {
        const int payers = 8;
        const int paymentsEach = 400;
        const int killAfter = 80;
        var (service, cashier, loanIds) = await WithLoans(payers);
        var sent = new ConcurrentDictionary<string, string>();
        var answered = new ConcurrentDictionary<string, string>();
        var enough = new TaskCompletionSource();

        async Task Pay(string loanId)
        {
            for (var i = 0; i < paymentsEach; i++)
            {
                var key = $"{loanId}/{i}";
                sent[key] = loanId;
                var answer = await Post(cashier, loanId, key);
                answered[key] = (string)answer.Ok()["transactionId"]!;
                if (answered.Count >= killAfter)
                {
                    enough.TrySetResult();
                }
            }
        }

        var burst = loanIds.Select(loanId => Task.Run(() => Pay(loanId))).ToList();
        await enough.Task;
        await service.Kill();
        foreach (var payer in burst)
        {
            Assert.That(async () => await payer, Throws.InstanceOf<HttpRequestException>());
        }

        await _installation.Succeed("verify");
        service = await _installation.Serve();
        cashier = await service.SignedIn("kasir", Password);
        foreach (var (key, loanId) in sent)
        {
            var answer = await Post(cashier, loanId, key);
            var transactionId = (string)answer.Ok()["transactionId"]!;
            if (answered.TryGetValue(key, out var first))
            {
                Assert.That(transactionId, Is.EqualTo(first));
                Assert.That(answer.Message.Headers.Contains("Idempotent-Replayed"), key);
            }

            answered[key] = transactionId;
        }

        var booked = await Booked(cashier, loanIds);
        await service.Kill();
        await _installation.Succeed("verify");

        Assert.That(booked, Has.Count.GreaterThanOrEqualTo(killAfter));
        Assert.That(booked.Order(), Is.EqualTo(answered.Values.Order()));
        Assert.That(booked, Is.Unique);
    }

    private static bool IsAt(string line, double share) =>
        Progress().Match(line) is { Success: true } at
        && Number(at.Groups["done"]) >= share * Number(at.Groups["total"]);

    private static double Number(Group text) =>
        double.Parse(text.Value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static Task<Answer> Post(ApiClient cashier, string loanId, string key) =>
        cashier.Post(
            $"/loans/{loanId}/repayments",
            new
            {
                amount = 1000,
                paidOn = "2016-03-01",
                account = "cash",
            },
            key
        );

    private static async Task<List<string>> Booked(ApiClient cashier, IEnumerable<string> loanIds)
    {
        var booked = new List<string>();
        foreach (var loanId in loanIds)
        {
            var transactions = (await cashier.Get($"/loans/{loanId}/transactions")).Ok()["items"]!.AsArray();
            booked.AddRange(
                transactions
                    .Where(transaction => (string?)transaction!["kind"] == "repayment")
                    .Select(transaction => (string)transaction!["transactionId"]!)
            );
        }

        return booked;
    }

    private async Task<(RunningService Service, ApiClient Cashier, IReadOnlyList<string> LoanIds)> WithLoans(int count)
    {
        using var folder = ImportFolder.Small();
        folder.Write("repayments.csv", "loanNo,paidOn,amount,account,reference");
        foreach (var i in Enumerable.Range(3, count - 2))
        {
            if (i > 3)
            {
                folder.Append("borrowers.csv", $"B{i},357699120190{i:D4},Orang,m,1990-01-12,,,,,,,,,no");
            }

            folder.Append("loans.csv", $"L{i},B{i},QH-MGG,INFAK,500000,10,2026-01-07,bank,Modal");
        }

        await _installation.Succeed("import", folder.LongAgo().Path);
        var service = await _installation.Serve();
        var admin = await service.SignedIn("admin", BmdHost.AdminPassword);
        var user = new
        {
            userName = "kasir",
            displayName = "Kasir",
            roles = new[] { "cashier" },
            officeId = (string)(await admin.Get("/offices")).Ok()["items"]![0]!["id"]!,
            password = Password,
        };
        (await admin.Post("/users", user)).Ok();
        var cashier = await service.SignedIn("kasir", Password);
        var loans = (await cashier.Get("/loans")).Ok()["items"]!.AsArray();
        Assert.That(loans, Has.Count.EqualTo(count));
        return (service, cashier, [.. loans.Select(loan => (string)loan!["id"]!)]);
    }

    [GeneratedRegex(@"^Memproses (?<done>[\d.]+) dari (?<total>[\d.]+)")]
    private static partial Regex Progress();
}
