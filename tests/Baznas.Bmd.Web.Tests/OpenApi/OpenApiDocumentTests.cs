using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.OpenApi;

/// <summary>What other systems are told of the API: the contract's names and types, in valid OpenAPI 3.1.</summary>
public sealed class OpenApiDocumentTests
{
    private static readonly string[] MoneyMoves =
    [
        "POST /api/v1/funds/{id}/receipts",
        "POST /api/v1/funds/{id}/transfers",
        "POST /api/v1/funds/{id}/cash-counts",
        "POST /api/v1/borrowers/{id}/deposit/refunds",
        "POST /api/v1/borrowers/{id}/deposit/applications",
        "POST /api/v1/groups/{id}/repayments",
        "POST /api/v1/loans/{id}/disbursements",
        "POST /api/v1/loans/{id}/repayments",
        "POST /api/v1/loans/{id}/transactions/{transactionId}/reversal",
        "POST /api/v1/loans/{id}/recoveries",
        "POST /api/v1/transactions/{id}/reversal",
    ];

    private BmdHost _host = null!;
    private Description _api = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _api = await Description.Of(_host);
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    [Test]
    public void It_is_an_OpenAPI_3_1_document_that_says_what_it_describes()
    {
        Assert.Multiple(() =>
        {
            Assert.That((string?)_api.Document["openapi"], Does.StartWith("3.1."));
            Assert.That((string?)_api.Document["info"]!["title"], Is.EqualTo("Baznas.Bmd"));
            Assert.That((string?)_api.Document["info"]!["version"], Is.EqualTo("v1"));
            // Wherever it was read from, it describes the service there.
            Assert.That((string?)_api.Document["servers"]![0]!["url"], Is.EqualTo("/"));
        });
    }

    [Test]
    public async Task Another_node_and_another_asking_give_the_same_bytes()
    {
        await using var other = new BmdHost();

        var first = await _host.Anonymous.Http.GetStringAsync("/openapi/v1.json");
        var again = await _host.Anonymous.Http.GetStringAsync("/openapi/v1.json");
        var elsewhere = await other.Anonymous.Http.GetStringAsync("/openapi/v1.json");

        Assert.That((again, elsewhere), Is.EqualTo((first, first)));
    }

    [TestCase("POST /auth/tokens")]
    [TestCase("GET /me")]
    [TestCase("POST /users")]
    [TestCase("POST /offices")]
    [TestCase("PUT /offices/{id}/holidays")]
    [TestCase("POST /funds")]
    [TestCase("POST /funds/{id}/receipts")]
    [TestCase("POST /products")]
    [TestCase("PUT /products/{id}")]
    [TestCase("POST /borrowers")]
    [TestCase("POST /groups")]
    [TestCase("PUT /groups/{id}/members")]
    [TestCase("PUT /groups/{id}/chair")]
    [TestCase("POST /groups/{id}/repayments")]
    [TestCase("GET /groups/{id}/meetings", "limit", "cursor")]
    [TestCase("GET /groups/{id}/collection-sheet", "date", "format")]
    [TestCase("POST /schedules/preview")]
    [TestCase("POST /applications")]
    [TestCase("PUT /applications/{id}")]
    [TestCase("POST /applications/{id}/submission")]
    [TestCase("POST /applications/{id}/survey")]
    [TestCase("POST /applications/{id}/decisions")]
    [TestCase("POST /applications/{id}/withdrawal")]
    [TestCase("POST /loans/{id}/akad")]
    [TestCase("POST /loans/{id}/disbursements")]
    [TestCase("GET /loans/{id}", "asOf")]
    [TestCase("GET /loans/{id}/schedule", "asOf")]
    [TestCase("GET /loans/{id}/transactions")]
    [TestCase("POST /loans/{id}/repayments")]
    [TestCase("POST /loans/{id}/transactions/{transactionId}/reversal")]
    [TestCase("POST /loans/{id}/write-offs")]
    [TestCase("POST /loans/{id}/recoveries")]
    [TestCase("GET /write-offs", "limit", "cursor", "status", "loanId")]
    [TestCase("GET /write-offs/{id}")]
    [TestCase("POST /write-offs/{id}/decision")]
    [TestCase("POST /transactions/{id}/reversal")]
    [TestCase("GET /reports/written-off-loans", "from", "to", "format")]
    [TestCase("GET /borrowers/{id}/deposit")]
    [TestCase("POST /borrowers/{id}/deposit/refunds")]
    [TestCase("POST /borrowers/{id}/deposit/applications")]
    [TestCase("PUT /borrowers/{id}/deposit/choice")]
    [TestCase("POST /funds/{id}/transfers")]
    [TestCase("POST /funds/{id}/cash-counts")]
    [TestCase("GET /cash-counts", "limit", "cursor", "fundId")]
    [TestCase("GET /cash-counts/{id}")]
    [TestCase("POST /periods/{period}/reopenings")]
    [TestCase("POST /period-reopenings/{id}/decision")]
    [TestCase("GET /period-reopenings", "limit", "cursor", "status")]
    [TestCase("GET /periods")]
    [TestCase("GET /loans", "limit", "cursor", "q", "externalRef", "status")]
    [TestCase("GET /borrowers", "limit", "cursor", "q", "externalRef")]
    [TestCase("GET /reports/portfolio", "asOf", "fundId", "productId", "format")]
    [TestCase("GET /reports/arrears", "asOf", "format")]
    [TestCase("GET /reports/disbursements", "from", "to", "format")]
    [TestCase("GET /reports/collections", "from", "to", "format")]
    [TestCase("GET /reports/expected-payments", "from", "to", "format")]
    [TestCase("GET /reports/loan-card/{loanId}", "format")]
    [TestCase("GET /reports/funds", "from", "to", "format")]
    [TestCase("GET /reports/trial-balance", "asOf", "format")]
    [TestCase("GET /reports/journal", "from", "to", "format")]
    [TestCase("POST /periods/{period}/closing")]
    [TestCase("GET /audit/events", "limit", "cursor")]
    [TestCase("GET /audit/verification")]
    public void The_contract_s_calls_are_described(string call, params string[] query)
    {
        var described = _api.Calls.Single(each =>
            each.ToString() == call.Replace(" ", " /api/v1", StringComparison.Ordinal)
        );

        Assert.Multiple(() =>
        {
            foreach (var name in query)
            {
                Assert.That((string?)described.Parameter(name)?["in"], Is.EqualTo("query"), name);
            }
        });
    }

    [Test]
    public void Every_call_that_the_service_takes_is_described_and_no_other()
    {
        var taken = Endpoints
            .Of(_host)
            .Where(endpoint => endpoint.Path.StartsWith("/api/", StringComparison.Ordinal))
            // Their form is the providers'.
            .Where(endpoint => !endpoint.Path.StartsWith("/api/v1/webhooks/", StringComparison.Ordinal))
            .Select(endpoint => $"{endpoint.Method} {endpoint.Path}");

        Assert.That(_api.Calls.Select(call => call.ToString()), Is.EquivalentTo(taken));
    }

    [Test]
    public void Every_call_has_a_name_of_its_own_a_summary_and_words_for_its_parameters()
    {
        Assert.Multiple(() =>
        {
            Assert.That(_api.Calls.Select(call => call.Id), Is.Unique);
            foreach (var call in _api.Calls)
            {
                Assert.That(call.Id, Does.Match("^[a-z][A-Za-z]+$"));
                Assert.That(
                    (string?)call.Operation["summary"],
                    Is.Not.Null.And.Not.Empty.And.Length.LessThan(140),
                    call.Id
                );
                Assert.That(call.Parameters.Select(each => (string)each["name"]!), Is.Unique, call.Id);
                foreach (var parameter in call.Parameters.Where(each => (string?)each["in"] == "query"))
                {
                    Assert.That((string?)parameter["name"], Does.Match("^[a-z][A-Za-z]*$"), call.Id);
                    Assert.That(
                        (string?)parameter["description"],
                        Is.Not.Null.And.Not.Empty,
                        $"{call.Id} {parameter["name"]}"
                    );
                }
            }
        });
    }

    private static readonly string[] SigningIn = ["signIn", "borrowerSignIn"];

    [Test]
    public void Only_signing_in_needs_no_token()
    {
        Assert.Multiple(() =>
        {
            Assert.That(_api.Document["security"]![0]!["bearer"], Is.Not.Null);
            Assert.That(
                (string?)_api.Document["components"]!["securitySchemes"]!["bearer"]!["scheme"],
                Is.EqualTo("bearer")
            );
            Assert.That(
                _api.Calls.Where(call => call.Operation["security"]?.AsArray().Count == 0).Select(call => call.Id),
                Is.EquivalentTo(SigningIn)
            );
        });
    }

    [Test]
    public async Task Without_a_token_every_other_call_is_refused_as_described()
    {
        foreach (var call in _api.Calls.Where(call => !SigningIn.Contains(call.Id)))
        {
            var path = call.Path["/api/v1".Length..]
                .Replace("{", "", StringComparison.Ordinal)
                .Replace("}", "", StringComparison.Ordinal);
            var answer = await _host.Anonymous.Send(new HttpMethod(call.Method), path, null, []);

            Assert.That((int)answer.Status, Is.EqualTo(401), call.ToString());
        }
    }

    [Test]
    public void Each_call_succeeds_in_one_way_and_every_refusal_is_a_problem()
    {
        Assert.Multiple(() =>
        {
            foreach (var call in _api.Calls)
            {
                var made = call.Responses.Where(answer => answer.Key[0] == '2').ToList();
                Assert.That(made, Has.Count.EqualTo(1), call.ToString());
                Assert.That(made[0].Key, Is.AnyOf("200", "201", "202"));
                var schema = made[0].Value!["content"]!["application/json"]!["schema"];
                Assert.That((string?)schema?["$ref"], Does.StartWith("#/components/schemas/"), call.ToString());
                Assert.That(
                    call.Responses.Select(answer => answer.Key),
                    Does.Contain("400").And.Contain("401").And.Contain("default")
                );
                foreach (var (status, answer) in call.Responses.Where(answer => answer.Key[0] is '4' or '5' or 'd'))
                {
                    var content = answer!["content"]!.AsObject().Single();
                    Assert.That(content.Key, Is.EqualTo("application/problem+json"), $"{call} {status}");
                    Assert.That((string?)content.Value!["schema"]!["$ref"], Is.EqualTo("#/components/schemas/Problem"));
                }
            }
        });
    }

    [Test]
    public void Money_moves_only_with_a_key_and_every_write_takes_one()
    {
        Assert.Multiple(() =>
        {
            foreach (var call in _api.Calls)
            {
                var key = call.Parameter("Idempotency-Key");
                Assert.That(
                    (bool?)key?["required"] == true,
                    Is.EqualTo(MoneyMoves.Contains(call.ToString())),
                    call.ToString()
                );
                Assert.That(call.Responses.ContainsKey("422"), Is.EqualTo(key is not null), call.ToString());
                Assert.That(key is not null && call.Method == "GET", Is.False, call.ToString());
            }
        });
    }

    [Test]
    public void What_is_read_has_a_mark_and_what_may_be_stale_takes_it()
    {
        Assert.Multiple(() =>
        {
            // What was kept has a hash of its own, and a document is made to be shown, not to be kept by caches.
            foreach (
                var call in _api.Calls.Where(call =>
                    call
                        is {
                            Method: "GET",
                            Id: not ("getStoredReport" or "getPackFile" or "getPackArchive" or "getDocument")
                        }
                )
            )
            {
                Assert.That(call.Responses["200"]!["headers"]?["ETag"], Is.Not.Null, call.ToString());
                Assert.That(call.Responses.ContainsKey("304"), call.ToString());
                Assert.That(call.Parameter("If-None-Match"), Is.Not.Null, call.ToString());
            }

            foreach (var call in _api.Calls)
            {
                var isConditional = call.Parameter("If-Match") is not null;
                Assert.That(call.Responses.ContainsKey("412"), Is.EqualTo(isConditional), call.ToString());
                Assert.That(isConditional || call.Method != "PUT", call.ToString());
            }
        });
    }

    [Test]
    public void What_takes_a_body_says_how_it_may_fail()
    {
        Assert.Multiple(() =>
        {
            foreach (var call in _api.Calls)
            {
                var takesBody = call.Body is not null;
                Assert.That(
                    (bool?)call.Operation["requestBody"]?["required"] == true,
                    Is.EqualTo(takesBody),
                    call.ToString()
                );
                Assert.That(call.Responses.ContainsKey("413"), Is.EqualTo(takesBody), call.ToString());
                Assert.That(call.Responses.ContainsKey("415"), Is.EqualTo(takesBody), call.ToString());
            }
        });
    }

    [Test]
    public void Reports_are_had_as_CSV_XLSX_and_PDF_too()
    {
        var reports = _api.Calls.Where(call => call.Parameter("format") is not null).ToList();

        Assert.That(reports, Has.Count.GreaterThanOrEqualTo(8));
        Assert.Multiple(() =>
        {
            foreach (var call in reports)
            {
                // A sheet that people write on is had as a page besides.
                var page = call.Responses["200"]!["content"]!["text/html"];
                Assert.That(page is not null, Is.EqualTo(call.Id == "getCollectionSheet"), call.Id);
                Assert.That(
                    Texts(call.Parameter("format")!["schema"]!["enum"]),
                    Is.EquivalentTo(
                        page is null ? new[] { "json", "csv", "xlsx", "pdf" } : ["json", "csv", "html", "xlsx", "pdf"]
                    )
                );
                Assert.That(
                    (string?)call.Responses["200"]!["content"]!["text/csv"]!["schema"]!["type"],
                    Is.EqualTo("string")
                );
                Assert.That(
                    call.Responses["200"]!["content"]!.AsObject().Select(content => content.Key),
                    Is.SupersetOf(
                        new[] { "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }
                    )
                );
            }
        });
    }

    [Test]
    public void Enumerations_are_the_contract_s_words()
    {
        var loanStatus = new[] { "approved", "signed", "active", "closed", "writtenOff", "forgiven", "cancelled" };

        Assert.Multiple(() =>
        {
            Assert.That(Texts(_api.Call("listLoans").Parameter("status")!["schema"]!["enum"]), Is.EqualTo(loanStatus));
            Assert.That(Texts(_api.Schemas["LoanStatus"]!["enum"]), Is.EqualTo(loanStatus));
            Assert.That(Texts(_api.Schemas["PaymentMethod"]!["enum"]), Is.EqualTo(["cash", "transfer", "qris"]));
            foreach (var (name, schema) in _api.Schemas.Where(schema => schema.Value!["enum"] is not null))
            {
                Assert.That((string?)schema!["type"], Is.EqualTo("string"), name);
                Assert.That(Texts(schema["enum"]), Has.All.Match("^[a-z][A-Za-z]*$"), name);
            }
        });
    }

    [TestCase("RecordRepayment", "amount", "integer", "int64")]
    [TestCase("RecordRepayment", "infak", "integer", "int64")]
    [TestCase("RecordRepayment", "paidOn", "string", "date")]
    [TestCase("LoanView", "outstanding", "integer", "int64")]
    [TestCase("LoanView", "asOf", "string", "date")]
    [TestCase("LoanView", "signedOn", "string", "date")]
    [TestCase("RevealedData", "monthlyIncome", "integer", "int64")]
    [TestCase("UserView", "approvalLimit", "integer", "int64")]
    [TestCase("AuditEventView", "at", "string", "date-time")]
    [TestCase("LoanScheduleRow", "amount", "integer", "int64")]
    [TestCase("ParLine", "ratio", "number", "double")]
    [TestCase("LoanView", "daysPastDue", "integer", "int32")]
    public void A_field_has_its_type(string schema, string field, string type, string format)
    {
        var told = _api.Schemas[schema]!["properties"]![field]!;
        // What may be null is either that or the type.
        var bare = _api.Resolve(told["oneOf"]?.AsArray().Single(each => (string?)each!["type"] != "null")! ?? told);

        var types = bare["type"] is JsonArray several ? Texts(several) : [(string)bare["type"]!];
        Assert.That(types.Where(each => each != "null"), Is.EqualTo([type]));
        Assert.That((string?)bare["format"], Is.EqualTo(format));
    }

    [Test]
    public void Null_is_allowed_in_one_way_only()
    {
        // "Exactly one of" null and a schema that allows null would refuse null.
        foreach (var schema in _api.Schemas.Select(schema => schema.Value!))
        {
            foreach (var (name, told) in schema["properties"]?.AsObject() ?? [])
            {
                foreach (var reference in told!["oneOf"]?.AsArray().Where(each => each!["$ref"] is not null) ?? [])
                {
                    var type = _api.Resolve(reference!)["type"];
                    var types = type is JsonArray several ? Texts(several) : [(string?)type ?? "(any)"];
                    Assert.That(types, Has.None.EqualTo("null").And.None.EqualTo("(any)"), $"{name}: {reference}");
                }
            }
        }
    }

    [Test]
    public void Every_reference_leads_somewhere_and_no_schema_is_left_over()
    {
        var references = All(_api.Document)
            .Select(node => (node as JsonObject)?["$ref"])
            .OfType<JsonValue>()
            .Select(reference => (string)reference!)
            .Distinct()
            .ToList();

        Assert.That(references, Is.EquivalentTo(_api.Schemas.Select(schema => $"#/components/schemas/{schema.Key}")));
    }

    [Test]
    public void Every_field_of_a_body_is_explained()
    {
        var bodies = _api.Calls.Select(call => call.Body).OfType<JsonNode>().Select(_api.Resolve);

        Assert.Multiple(() =>
        {
            foreach (var (name, field) in bodies.SelectMany(body => body["properties"]?.AsObject() ?? []))
            {
                Assert.That((string?)field!["description"], Is.Not.Null.And.Not.Empty, name);
            }
        });
    }

    [Test]
    public async Task A_body_without_anything_is_refused_for_fields_that_the_description_requires()
    {
        var admin = await _host.Admin();
        var tried = 0;
        foreach (var call in _api.Calls.Where(call => call.Body?["$ref"] is not null))
        {
            var path = call.Path["/api/v1".Length..]
                .Replace("{", "", StringComparison.Ordinal)
                .Replace("}", "", StringComparison.Ordinal);
            var required = Texts(_api.Resolve(call.Body!)["required"] ?? new JsonArray());
            if (required.Count > 0)
            {
                var answer = await admin.Send(new HttpMethod(call.Method), path, new { }, []);

                Assert.That((int)answer.Status, Is.EqualTo(400), call.ToString());
                // Of many the first are named.
                var named = answer.Body!["errors"]!.AsObject().Select(error => error.Key).ToList();
                Assert.That(named, Is.Not.Empty.And.SubsetOf(required), call.ToString());
                Assert.That(named, Has.Count.GreaterThanOrEqualTo(Math.Min(required.Count, 3)), call.ToString());
                tried++;
            }
        }

        Assert.That(tried, Is.GreaterThan(12));
    }

    private static List<string?> Texts(JsonNode? array) => [.. array!.AsArray().Select(text => (string?)text)];

    private static IEnumerable<JsonNode> All(JsonNode node) =>
        node switch
        {
            JsonObject each => each.Select(property => property.Value).OfType<JsonNode>().SelectMany(All).Prepend(node),
            JsonArray each => each.OfType<JsonNode>().SelectMany(All).Prepend(node),
            _ => [node],
        };
}
