using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Sends steps to the service as other systems would, and knows what it calls the things that they name.</summary>
internal sealed class Driver : IAsyncDisposable
{
    /// <summary>An id that nothing has.</summary>
    private const string Nothing = "019cb692-0000-7000-8000-000000000000";

    private readonly BmdHost _host;
    private readonly Dictionary<string, string> _ids;
    private readonly Dictionary<string, ApiClient> _people;

    public Driver(OfficeTemplate template)
    {
        _host = new BmdHost(template.File);
        _ids = new Dictionary<string, string>(template.Ids);
        _people = template.Tokens.ToDictionary(pair => pair.Key, pair => Client(pair.Value));
    }

    public int Sent { get; private set; }

    public string Id(string name) => _ids.GetValueOrDefault(name, Nothing);

    public void GoTo(DateOnly day) =>
        _host.Clock.StandAt(new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.FromHours(7)));

    public async Task<JsonNode> Ask(string path, string who = "auditor")
    {
        Sent++;
        var answer = await _people[who].Get(path);
        return (int)answer.Status == 200
            ? answer.Body!
            : throw new DifferenceException($"GET {path} answers {answer.Status} {answer.Body?.ToJsonString()}");
    }

    public async Task<Answer> Send(Step step)
    {
        Sent++;
        var answer = await Request(step, _people[step.By]);
        if ((int)answer.Status is >= 200 and <= 299)
        {
            Learn(step, answer.Body!);
        }

        return answer;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private ApiClient Client(string token)
    {
        var client = _host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new ApiClient(client);
    }

    private void Learn(Step step, JsonNode body)
    {
        var id = (string?)(body["transactionId"] ?? body["id"]);
        lock (_ids)
        {
            if (step.Name is not null && id is not null)
            {
                _ids[step.Name] = id;
            }

            if (step.Verb == "decide" && (string?)body["loanId"] is { } loanId)
            {
                _ids["L" + step["app"][1..]] = loanId;
            }

            if (step.Verb == "vote" && id is not null)
            {
                _ids["E" + step["request"]] = id;
            }

            foreach (
                var (item, i) in step.Verb == "meet" ? body["items"]!.AsArray().Select((item, i) => (item, i)) : []
            )
            {
                _ids[$"{step.Name}.{i}"] = (string)item!["transactionId"]!;
            }
        }
    }

    private Task<Answer> Request(Step step, ApiClient who) =>
        step.Verb switch
        {
            "borrower" => who.Post("/borrowers", Borrower(step)),
            "apply" => who.Post("/applications", Application(step)),
            "submit" => who.Post($"/applications/{Id(step["app"])}/submission", null),
            "survey" => who.Post(
                $"/applications/{Id(step["app"])}/survey",
                Body(step, ("on", "visitedOn")).With(new { score = 70, notes = "Baik" })
            ),
            "decide" => who.Post(
                $"/applications/{Id(step["app"])}/decisions",
                Body(
                        step,
                        ("decision", "decision"),
                        ("principal", "principal"),
                        ("n", "installments"),
                        ("on", "decidedOn")
                    )
                    .With(new { note = "Sudah ditimbang" })
            ),
            "withdraw" => who.Post($"/applications/{Id(step["app"])}/withdrawal", new { reason = "Batal" }),
            "receive" => who.Post(
                $"/funds/{Id(step["fund"])}/receipts",
                Body(step, ("amount", "amount"), ("on", "receivedOn"), ("account", "account"))
                    .With(new { source = "BAZNAS" })
            ),
            "transfer" => who.Post(
                $"/funds/{Id(step["fund"])}/transfers",
                Body(step, ("amount", "amount"), ("on", "transferredOn"), ("from", "from"), ("to", "to"))
            ),
            "count" => who.Post(
                $"/funds/{Id(step["fund"])}/cash-counts",
                Body(step, ("counted", "counted"), ("on", "countedOn"), ("explained", "explanation"))
            ),
            "close" => who.Post($"/periods/{step["month"]}/closing", null),
            "reopen" => who.Post($"/periods/{step["month"]}/reopenings", new { reason = "Ada yang tertinggal" }),
            "settle" => who.Post($"/period-reopenings/{Id(step["request"])}/decision", Decision(step)),
            "rule" => who.Post($"/reschedules/{Id(step["request"])}/decision", Decision(step)),
            "unreschedule" => who.Post($"/reschedules/{Id(step["request"])}/reversal", new { reason = "Keliru" }),
            "vote" => who.Post($"/write-offs/{Id(step["request"])}/decision", Decision(step)),
            "graces" => who.Post($"/offices/{Id("office")}/graces", Grace(step)),
            "holidays" => who.Put($"/offices/{Id("office")}/holidays", Holidays(step)),
            "undo" => who.Post($"/transactions/{Id(step["tx"])}/reversal", new { reason = "Keliru" }),
            "refund" => who.Post(
                $"/borrowers/{Id(step["borrower"])}/deposit/refunds",
                Body(step, ("amount", "amount"), ("on", "refundedOn"), ("account", "account"))
            ),
            "settledebt" => who.Post(
                $"/borrowers/{Id(step["borrower"])}/deposit/applications",
                Body(step, ("amount", "amount"), ("on", "appliedOn"), ("account", "account"))
                    .With(new { loanId = Id(step["loan"]) })
            ),
            "meet" => who.Post($"/groups/{Id("group")}/repayments", Meeting(step)),
            _ => OnLoan(step, who, $"/loans/{Id(step["loan"])}"),
        };

    private Task<Answer> OnLoan(Step step, ApiClient who, string loan) =>
        step.Verb switch
        {
            "akad" => who.Post(
                $"{loan}/akad",
                Body(step, ("on", "signedOn")).With(new { place = "Mojokerto", witnesses = new[] { "Budi" } })
            ),
            "disburse" => who.Post(
                $"{loan}/disbursements",
                Body(
                    step,
                    ("on", "disbursedOn"),
                    ("account", "account"),
                    ("amount", "amount"),
                    ("tranche", "trancheNo")
                )
            ),
            "repay" => who.Post($"{loan}/repayments", Repayment(step)),
            "reverse" => who.Post($"{loan}/transactions/{Id(step["tx"])}/reversal", new { reason = "Salah catat" }),
            "reschedule" => who.Post(
                $"{loan}/reschedules",
                Body(step, ("on", "effectiveOn"), ("n", "installments"), ("first", "firstDueOn"), ("keep", "keepDates"))
                    .With(new { cause = "unable", reason = "Usaha sepi" })
            ),
            "grace" => who.Post($"{loan}/graces", Grace(step)),
            "tranche" => who.Post(
                $"{loan}/tranches/{step["no"]}/decisions",
                Body(step, ("decision", "decision"), ("on", "decidedOn")).With(new { note = "Sudah dilihat" })
            ),
            "writeoff" => who.Post(
                $"{loan}/write-offs",
                Body(step, ("kind", "kind"), ("on", "effectiveOn"))
                    .With(new { reason = "Tidak mampu", evidence = "Berita acara" })
            ),
            "recover" => who.Post(
                $"{loan}/recoveries",
                Body(step, ("amount", "amount"), ("on", "receivedOn"), ("account", "account"))
            ),
            _ => throw new FormatException($"There is no verb {step.Verb}."),
        };

    private JsonObject Borrower(Step step) =>
        new
        {
            officeId = Id("office"),
            nik = $"357699120190{step.Name![1..].PadLeft(4, '0')}",
            fullName = step.Name,
            sex = "m",
            birthDate = "1990-01-12",
            asnaf = step.Find("asnaf"),
            groupId = Id("group"),
            business = new { name = "Warung", sector = "kuliner" },
            consents = new[] { "processing" },
        }.With(new { });

    private JsonObject Application(Step step)
    {
        var body = Body(
                step,
                ("principal", "principal"),
                ("n", "installments"),
                ("on", "appliedOn"),
                ("first", "firstDueOn")
            )
            .With(
                new
                {
                    borrowerId = Id(step["borrower"]),
                    productId = Id(step["product"]),
                    fundId = Id(step["fund"]),
                    purpose = "Modal",
                }
            );
        return step.Has("tranches") ? body.With(new { tranches = Tranches(step) }) : body;
    }

    private static IEnumerable<object> Tranches(Step step) =>
        step.Pairs("tranches")
            .Select(
                (part, i) =>
                    new
                    {
                        no = i + 1,
                        amount = long.Parse(part.Left, null),
                        plannedOn = part.Right,
                    }
            );

    private JsonObject Repayment(Step step)
    {
        var body = Body(
            step,
            ("amount", "amount"),
            ("on", "paidOn"),
            ("account", "account"),
            ("excess", "excess"),
            ("infak", "infak")
        );
        return step.Has("payer") ? body.With(new { paidByBorrowerId = Id(step["payer"]) }) : body;
    }

    private JsonObject Meeting(Step step) =>
        Body(step, ("on", "paidOn"), ("account", "account"))
            .With(
                new
                {
                    items = step.Pairs("items")
                        .Select(item => new { loanId = Id(item.Left), amount = long.Parse(item.Right, null) }),
                }
            );

    private static JsonObject Decision(Step step) =>
        Body(step, ("decision", "decision")).With(new { note = "Sudah ditimbang" });

    private static JsonObject Grace(Step step) =>
        Body(step, ("on", "effectiveOn"), ("periods", "periods"), ("from", "fromNo"))
            .With(new { cause = "flood", reason = "Banjir" });

    private static IEnumerable<object> Holidays(Step step) =>
        step["dates"]
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(day => new { date = day, name = "Libur" });

    /// <summary>What the step says, by the names that the API has for it.</summary>
    private static JsonObject Body(Step step, params (string Key, string Field)[] fields)
    {
        var body = new JsonObject();
        foreach (var (key, field) in fields.Where(field => step.Has(field.Key)))
        {
            var text = step[key];
            body[field] =
                long.TryParse(text, null, out var number) ? number
                : bool.TryParse(text, out var truth) ? truth
                : JsonValue.Create(text);
        }

        return body;
    }
}
