using System.Net;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>
/// Tests that share one service and one office. Each makes its own borrowers and loans, so none sees what another did.
/// </summary>
public abstract class OfficeFixture
{
    protected BmdHost Host { get; private set; } = null!;

    protected TestOffice Office { get; private set; } = null!;

    protected Books Books { get; private set; } = null!;

    /// <summary>Settings that these tests need.</summary>
    protected virtual IReadOnlyDictionary<string, string?> HostSettings => new Dictionary<string, string?>();

    [OneTimeSetUp]
    public async Task OpenOffice()
    {
        Host = new BmdHost { Settings = HostSettings };
        Books = new Books(Host);
        Office = await TestOffice.Open(Host);
        await Prepare();
    }

    [OneTimeTearDown]
    public async Task CloseOffice() => await Host.DisposeAsync();

    [TearDown]
    public void StopClock() => Host.Clock.StandAt(BmdHost.Start);

    protected virtual Task Prepare() => Task.CompletedTask;

    /// <summary>
    /// Asserts that an attempt is refused in the contract's form, in Bahasa Indonesia and in English, and that it has
    /// left nothing behind.
    /// </summary>
    protected async Task<System.Text.Json.Nodes.JsonNode> Refuses(
        ApiClient who,
        Func<ApiClient, Task<Answer>> attempt,
        (HttpStatusCode Status, string Code) expected
    )
    {
        var before = Books.Fingerprint();
        var indonesian = (await attempt(who)).Refused(expected.Status, expected.Code);
        var english = (await attempt(who.In("en"))).Refused(expected.Status, expected.Code);
        Assert.Multiple(() =>
        {
            Assert.That(Books.Fingerprint(), Is.EqualTo(before), "Something was left behind.");
            Assert.That((string?)english["detail"], Is.Not.EqualTo((string?)indonesian["detail"]));
            Assert.That((string?)english["detail"], Does.Not.Contain("{").And.Not.Contain("word."));
            Assert.That((string?)indonesian["detail"], Does.Not.Contain("{"));
            Assert.That((int)indonesian["status"]!, Is.EqualTo((int)expected.Status));
            Assert.That((string?)indonesian["type"], Does.Contain(expected.Code));
            Assert.That((string?)indonesian["title"], Is.Not.Empty);
        });
        return indonesian;
    }
}

/// <summary>Refusals as they are written in the tests: the status and the code.</summary>
public static class Refusal
{
    public static (HttpStatusCode Status, string Code) Invalid(string code = "request.invalid") =>
        (HttpStatusCode.BadRequest, code);

    public static (HttpStatusCode Status, string Code) Forbidden(string code = "access.denied") =>
        (HttpStatusCode.Forbidden, code);

    public static (HttpStatusCode Status, string Code) NotFound(string code) => (HttpStatusCode.NotFound, code);

    public static (HttpStatusCode Status, string Code) Conflict(string code) => (HttpStatusCode.Conflict, code);
}

/// <summary>Reads answers in one word.</summary>
public static class Answers
{
    public static string Id(this Answer answer) => (string)answer.Ok()["id"]!;

    public static string Text(this System.Text.Json.Nodes.JsonNode node, string name) => (string)node[name]!;

    public static long Number(this System.Text.Json.Nodes.JsonNode node, string name) => (long)node[name]!;

    /// <summary>The body with some of its properties replaced, added or (null) set to null.</summary>
    public static System.Text.Json.Nodes.JsonObject With(this object body, object changes)
    {
        var node = System.Text.Json.JsonSerializer.SerializeToNode(body)!.AsObject();
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(changes)!.AsObject())
        {
            node[name] = value?.DeepClone();
        }

        return node;
    }

    /// <summary>The body without a property.</summary>
    public static System.Text.Json.Nodes.JsonObject Without(this object body, string name)
    {
        var node = System.Text.Json.JsonSerializer.SerializeToNode(body)!.AsObject();
        node.Remove(name);
        return node;
    }
}
