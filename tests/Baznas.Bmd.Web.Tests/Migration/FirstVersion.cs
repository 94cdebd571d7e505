using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Migration;

/// <summary>An installation of the first version, with the present service started on a copy of its database.</summary>
internal sealed class FirstVersion : IAsyncDisposable
{
    public const string Active = "019cb692-cd2d-7d09-ae07-71f83692feb2";
    public const string Closed = "019cb692-cd35-70fb-9a1f-d2d93bd90299";
    public const string DisbursementReversed = "019cb692-cd3c-7bc9-8634-ae8f52864f27";
    public const string Late = "019cb692-cd42-7cd8-b3fc-93ddc6d59670";
    public const string Imported = "019cb692-cd0c-7534-bc72-89a92abeaa47";

    private const string Password = "kata-sandi-123";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Migration", "first-version");

    public FirstVersion()
    {
        Host = new BmdHost(Path.Combine(Folder, "bmd.sqlite"))
        {
            MasterKey = File.ReadAllText(Path.Combine(Folder, "master-key.txt")).Trim(),
        };
        GoTo(new DateTime(2026, 3, 7, 9, 30, 0));
    }

    public BmdHost Host { get; }

    /// <summary>What was asked and answered, line by line.</summary>
    public static IEnumerable<JsonNode> Answers =>
        File.ReadLines(Path.Combine(Folder, "answers.jsonl")).Select(line => JsonNode.Parse(line)!);

    /// <summary>The unmasked data of each borrower.</summary>
    public static JsonObject Revealed =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "revealed.json")))!.AsObject();

    public void GoTo(DateTime local) => Host.Clock.StandAt(new DateTimeOffset(local, TimeSpan.FromHours(7)));

    public Task<ApiClient> User(string name) => name == "admin" ? Host.Admin() : Host.SignedIn(name, Password);

    public async Task<JsonNode> Verification() => (await (await User("auditor")).Get("/audit/verification")).Ok();

    /// <summary>The newest standing transaction of a kind on a loan.</summary>
    public async Task<string> Last(string loanId, string kind)
    {
        var transactions = (await (await User("auditor")).Get($"/loans/{loanId}/transactions")).Ok()[
            "items"
        ]!.AsArray();
        return transactions
            .First(item =>
                (string?)item!["kind"] == kind
                && item["reversesTransactionId"] is null
                && item["reversedByTransactionId"] is null
            )!
            .Text("transactionId");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>
    /// Where the messages now are not the messages then, in what is still said of them. Those that waited were cancelled,
    /// to be planned anew.
    /// </summary>
    public static IEnumerable<string> MessageDifferences(JsonNode then, JsonNode now)
    {
        var (before, after) = (then["items"]!.AsArray(), now["items"]!.AsArray());
        return before.Count == 0 || before.Count != after.Count
            ? [$"{before.Count} messages are {after.Count}"]
            : before.Zip(after, Changes!).SelectMany(each => each);
    }

    private static IEnumerable<string> Changes(JsonNode then, JsonNode now)
    {
        string[] same = ["id", "officeId", "borrowerId", "recipient", "body", "plannedAt"];
        var item = now["items"]!.AsArray().Single()!;
        var status = then.Text("status") == "planned" ? "cancelled superseded" : then.Text("status");
        var offset = then.Text("occasion") switch
        {
            "dueSoon" => -3,
            "dueToday" => 0,
            _ => 1,
        };
        return
        [
            .. same.SelectMany(field => Differences($"messages.{field}", then[field], now[field])),
            .. Differences("messages.loanId", then["loanId"], item["loanId"]),
            .. Differences("messages.loanNumber", then["loanNumber"], item["loanNumber"]),
            .. Differences("messages.dueOn", then["dueOn"], item["dueOn"]),
            .. Differences("messages.occasion", offset, item["offset"]),
            .. Differences("messages.status", status, $"{now["status"]} {now["reason"]}".Trim()),
            .. Differences("messages.sentAt", then["sentAt"] ?? then["plannedAt"], now["statusAt"]),
        ];
    }

    /// <summary>Where the answer now is not the answer then. More fields are no difference.</summary>
    public static IEnumerable<string> Differences(string path, JsonNode? then, JsonNode? now)
    {
        switch (then)
        {
            case JsonObject fields when now is JsonObject others:
                return fields.SelectMany(field =>
                    others.ContainsKey(field.Key)
                        ? Differences($"{path}.{field.Key}", field.Value, others[field.Key])
                        : [$"{path}.{field.Key} is gone"]
                );
            case JsonArray items when now is JsonArray others && items.Count == others.Count:
                return items.SelectMany((item, i) => Differences($"{path}[{i}]", item, others[i]));
            default:
                return JsonNode.DeepEquals(then, now)
                    ? []
                    : [$"{path} was {then?.ToJsonString() ?? "null"} and is {now?.ToJsonString() ?? "null"}"];
        }
    }
}
