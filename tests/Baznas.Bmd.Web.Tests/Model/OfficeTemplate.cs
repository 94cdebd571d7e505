using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>The model's office on the service, set up once and kept as a file that every sequence starts from a copy of.</summary>
internal sealed class OfficeTemplate : IDisposable
{
    private const string Password = "kata-sandi-123";

    private readonly string _folder = Directory.CreateTempSubdirectory("bmd-model-").FullName;

    private OfficeTemplate() { }

    public string File => Path.Combine(_folder, "office.sqlite");

    /// <summary>The ids of the office's funds and products, of the office (<c>office</c>) and its group (<c>group</c>).</summary>
    public Dictionary<string, string> Ids { get; } = [];

    /// <summary>What each person sends to be known.</summary>
    public Dictionary<string, string> Tokens { get; } = [];

    public static async Task<OfficeTemplate> Make()
    {
        await using var host = new BmdHost();
        var template = new OfficeTemplate();
        host.Clock.StandAt(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(7)));
        await template.SetUp(host, await host.Admin(), new OfficeModel());
        new Books(host).Query($"VACUUM INTO '{template.File}'");
        return template;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task SetUp(BmdHost host, ApiClient admin, OfficeModel model)
    {
        Ids["office"] = (
            await admin.Post(
                "/offices",
                new
                {
                    code = "MDL",
                    name = "Model",
                    restDays = new[] { "sun" },
                }
            )
        ).Id();
        var holidays = model.Calendar.Holidays.Select(day => new { date = Days.Write(day), name = "Libur" });
        (await admin.Put($"/offices/{Ids["office"]}/holidays", holidays)).Ok();
        foreach (var (code, kind) in OfficeModel.Funds)
        {
            var fund = new
            {
                officeId = Ids["office"],
                code,
                name = code,
                kind,
            };
            Ids[code] = (await admin.Post("/funds", fund)).Id();
        }

        foreach (var product in OfficeModel.Products.Values)
        {
            Ids[product.Name] = (await admin.Post("/products", Body(product))).Id();
        }

        foreach (var (name, roles) in OfficeModel.People)
        {
            Tokens[name] = await Token(host, admin, name, roles);
        }

        var officer = await host.SignedIn("petugas", Password);
        var group = new
        {
            officeId = Ids["office"],
            code = "K1",
            name = "Melati",
        };
        Ids["group"] = (await officer.Post("/groups", group)).Id();
    }

    private static JsonObject Body(Product product)
    {
        var body = new
        {
            code = product.Name,
            name = product.Name,
            minPrincipal = product.Least,
            maxPrincipal = product.Most,
            minInstallments = product.Fewest,
            maxInstallments = product.Longest,
            unit = product.Unit,
            every = product.Every,
            roundingMultiple = product.Multiple,
            roundingMode = product.Mode,
            nonWorkingDayRule = product.Rule,
            fundKinds = product.FundKinds,
            maxActiveLoans = product.LoansAtATime,
            approvals = new[]
            {
                new { upTo = product.OneApproverUpTo, count = 1 },
                new { upTo = product.Most + 1, count = 2 },
            },
        };
        return body.With(new { trancheApproval = product.EachTrancheApproved ? "each" : "plan" });
    }

    private async Task<string> Token(BmdHost host, ApiClient admin, string name, string[] roles)
    {
        if (name == "admin")
        {
            return admin.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        }

        var user = new
        {
            userName = name,
            displayName = name,
            roles,
            officeId = Ids["office"],
            approvalLimit = OfficeModel.Limits.TryGetValue(name, out var limit) ? limit : (long?)null,
            password = Password,
        };
        (await admin.Post("/users", user)).Ok();
        var client = await host.SignedIn(name, Password);
        return client.Http.DefaultRequestHeaders.Authorization!.Parameter!;
    }
}
