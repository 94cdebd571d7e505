using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Http;

/// <summary>A request that can't be read is refused in the words that the caller used.</summary>
public sealed class RequestBindingTests
{
    private const string Borrower = """ "officeId":"a","nik":"b","fullName":"c","sex":"f","birthDate":"1990-01-01" """;

    private BmdHost _host = null!;
    private ApiClient _admin = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _admin = await _host.Admin();
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    [TestCase("/reports/portfolio?asOf=kemarin", "asOf")]
    [TestCase("/reports/portfolio?AsOf=kemarin", "asOf")]
    [TestCase("/reports/portfolio?format=xml", "format")]
    [TestCase("/reports/general-ledger", "account")]
    [TestCase("/loans?status=Active", "status")]
    [TestCase("/loans?limit=banyak", "limit")]
    [TestCase("/audit/events?from=kemarin", "from")]
    public async Task A_parameter_is_named_as_the_contract_spells_it(string path, string name)
    {
        var problem = (await _admin.Get(path)).Refused(HttpStatusCode.BadRequest, "request.malformed");

        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo([name]));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("\"teks\"")]
    [TestCase("<xml/>")]
    public async Task A_body_that_is_missing_or_no_JSON_object_is_asked_for(string body)
    {
        var signIn = await Send(_host.Anonymous, "/auth/tokens", body);
        var office = await Send(_admin, "/offices", body);

        foreach (var answer in new[] { signIn, office })
        {
            var problem = answer.Refused(HttpStatusCode.BadRequest, "request.malformed");
            Assert.That((string?)problem["detail"], Does.Contain("JSON"));
            Assert.That(problem["errors"], Is.Null);
        }
    }

    [Test]
    public async Task No_body_at_all_is_asked_for()
    {
        var problem = (await _admin.Post("/offices", null)).Refused(HttpStatusCode.BadRequest, "request.malformed");

        Assert.That((string?)problem["detail"], Does.Contain("application/json"));
    }

    [TestCase("/offices", """{"code":1}""", "code")]
    [TestCase("/offices", """{"code":"MJK","nama":"x"}""", "nama")]
    [TestCase("/offices", """{"code":"MJK","code":"SBY"}""", "code")]
    [TestCase("/offices", """{"code":"\ud800"}""", "code")]
    [TestCase("/borrowers", """{BORROWER,"business":{"nama":"x"}}""", "business.nama")]
    [TestCase("/borrowers", """{BORROWER,"business":{"name":1}}""", "business.name")]
    [TestCase("/borrowers", """{BORROWER,"consents":["reminders","doa"]}""", "consents[1]")]
    [TestCase("/products", """{"approvals":[{"upTo":"1"}]}""", "approvals[0].upTo")]
    public async Task A_field_that_can_not_be_read_is_named_by_its_path(string path, string body, string field)
    {
        var answer = await Send(_admin, path, Within(body));

        var problem = answer.Refused(HttpStatusCode.BadRequest, "request.malformed");
        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo([field]));
    }

    [Test]
    public async Task A_field_that_is_missing_deeper_down_is_named_by_its_path()
    {
        var answer = await Send(_admin, "/borrowers", Within("""{BORROWER,"business":{"name":"Warung"}}"""));

        var problem = answer.Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(["business.sector"]));
    }

    [Test]
    public async Task A_row_of_a_list_is_named_by_its_place()
    {
        const string body = """[{"date":"2026-01-01","name":"Tahun Baru"},{"date":"besok","name":"Libur"}]""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var problem = (await _admin.Put("/offices/x/holidays", content)).Refused(
            HttpStatusCode.BadRequest,
            "request.malformed"
        );

        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(["[1].date"]));
    }

    [Test]
    public async Task A_field_that_is_given_twice_is_told_so()
    {
        var answer = await Send(_admin, "/offices", """{"code":"MJK","code":"SBY"}""");

        var texts = answer.Body!["errors"]!["code"]!.AsArray().Select(text => (string?)text);
        Assert.That(texts, Is.EqualTo(["Isian ini disebut lebih dari sekali."]));
    }

    [Test]
    public async Task A_body_that_is_nested_too_deeply_is_refused()
    {
        var deep = $"{{\"code\":{new string('[', 1000)}{new string(']', 1000)}}}";

        (await Send(_admin, "/offices", deep)).Refused(HttpStatusCode.BadRequest, "request.malformed");
    }

    [Test]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"code\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        (await _admin.Post("/offices", content)).Refused(HttpStatusCode.BadRequest, "request.malformed");
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("application/json; charset=utf-16")]
    [TestCase("application/json; charset=tidak-ada")]
    public async Task A_body_that_is_not_JSON_in_UTF_8_is_refused_by_its_type(string type)
    {
        using var content = new ByteArrayContent([.. "{}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        (await _admin.Post("/offices", content)).Refused(HttpStatusCode.UnsupportedMediaType, "http.415");
    }

    [Test]
    public async Task The_type_may_say_that_it_is_UTF_8()
    {
        using var content = new ByteArrayContent([.. "{}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=\"UTF-8\"");

        (await _admin.Post("/offices", content)).Refused(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Test]
    public async Task Another_method_is_told_which_there_are()
    {
        var answer = await _admin.Send(HttpMethod.Delete, "/offices", null, []);

        answer.Refused(HttpStatusCode.MethodNotAllowed, "http.405");
        Assert.That(answer.Message.Content.Headers.Allow, Is.EquivalentTo(["GET", "POST"]));
    }

    private static string Within(string body) => body.Replace("BORROWER", Borrower, StringComparison.Ordinal);

    private static Task<Answer> Send(ApiClient client, string path, string body) =>
        client.Post(path, new StringContent(body, Encoding.UTF8, "application/json"));
}

/// <summary>How long a body may be, which the real server guards.</summary>
public sealed class BodySizeTests
{
    private BmdHost _host = null!;
    private ApiClient _admin = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _host.UseKestrel(0);
        _host.StartServer();
        _admin = await _host.Admin();
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_body_that_is_too_long_is_refused_whether_its_length_is_told_or_not(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/offices")
        {
            Content = new StringContent(BodyOf(256 * 1024 + 1), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;

        using var message = await _admin.Http.SendAsync(request);

        var problem = JsonNode.Parse(await message.Content.ReadAsStringAsync())!;
        Assert.That(((int)message.StatusCode, (string?)problem["code"]), Is.EqualTo((413, "http.413")));
    }

    [Test]
    public async Task A_body_of_just_the_length_is_read()
    {
        using var content = new StringContent(BodyOf(256 * 1024), Encoding.UTF8, "application/json");

        (await _admin.Post("/offices", content)).Refused(HttpStatusCode.BadRequest, "request.invalid");
    }

    private static string BodyOf(int length)
    {
        const string start = "{\"code\":\"";
        const string end = "\"}";
        return start + new string('A', length - start.Length - end.Length) + end;
    }
}
