using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Http;

/// <summary>Whatever is sent, the answer is in the contract's form and names the field in the request's own spelling.</summary>
public sealed class MalformedInputTests : OfficeFixture
{
    private static readonly string[] Requests =
    [
        "users",
        "offices",
        "holidays",
        "funds",
        "receipts",
        "products",
        "product",
        "borrowers",
        "groups",
        "members",
        "preview",
        "applications",
        "application",
        "survey",
        "decisions",
        "withdrawal",
        "akad",
        "disbursements",
        "repayments",
        "reversal",
        "unmasking",
        "writeOffs",
        "writeOffDecision",
        "recoveries",
        "entryReversal",
        "reschedules",
        "reschedule-decision",
        "reschedule-reversal",
        "impact",
        "hadKifayah",
    ];

    private Dictionary<string, (ApiClient Who, string Method, string Path, JsonNode Body)> _good = [];

    protected override async Task Prepare()
    {
        var borrower = await Office.NewBorrower();
        var draft = await Office.NewDraft();
        var submitted = await Office.NewSubmitted();
        var surveyed = await Office.NewSurveyed();
        var approved = await Office.NewApproved();
        var signed = await Office.NewSigned();
        var active = await Office.NewActive();
        var mistaken = await Office.NewActive();
        var transaction = await Office.LastTransaction(mistaken);
        var doubtful = (await Office.Officer.AskToWriteOff(await Office.NewActive())).Id();
        var written = await Office.NewWrittenOff();
        var received = new
        {
            amount = 1_000,
            account = "cash",
            source = "Infak",
        };
        var entry = (await Office.Cashier.Post($"/funds/{Office.FundId}/receipts", received))
            .Ok()
            .Text("transactionId");
        var reschedule = (await Office.Officer.Reschedule(await Office.NewActive())).Id();
        var newGroup = new
        {
            officeId = Office.Id,
            code = "KEL",
            name = "Kelompok",
            chairId = borrower,
        };
        var group = (await Office.Officer.Post("/groups", newGroup)).Id();
        var chair = await Office.NewBorrower();
        var preview = new
        {
            principal = 1_000_000,
            installments = 10,
            unit = "week",
            every = 1,
            disbursedOn = "2026-01-09",
            firstDueOn = "2026-01-16",
            roundingMultiple = 1000,
            roundingMode = "spread",
            calendar = new
            {
                restDays = new[] { "sun" },
                holidays = new[] { "2026-01-16" },
                rule = "next",
            },
        };
        var user = new
        {
            userName = "baru.sekali",
            displayName = "Baru",
            roles = new[] { "approver" },
            officeId = Office.Id,
            approvalLimit = 1_000_000,
            password = "kata-sandi-123",
        };
        var office = new
        {
            code = "BRU",
            name = "Baru",
            regionCode = "35.76",
            timeZone = "Asia/Jakarta",
            restDays = new[] { "sat" },
            nonWorkingDayRule = "next",
        };
        var receipt = new
        {
            amount = 1_000,
            receivedOn = "2026-01-10",
            account = "cash",
            source = "Infak",
            reference = "r",
        };
        var borrowerBody = Office
            .Borrower()
            .With(
                new
                {
                    villageCode = "35.76.01.1003",
                    address = "Jl. Majapahit",
                    monthlyIncome = 1_000_000,
                    householdSize = 4,
                    business = new
                    {
                        name = "Warung",
                        sector = "kuliner",
                        startedOn = "2020-01-01",
                        monthlyTurnover = 5_000_000,
                    },
                }
            );
        var application = Office.Application(borrower).With(new { firstDueOn = "2026-02-02" });
        var newFund = new
        {
            officeId = Office.Id,
            code = "F2",
            name = "Dana",
            kind = "csr",
        };
        (ApiClient Admin, ApiClient Officer, ApiClient Cashier) by = (Office.Admin, Office.Officer, Office.Cashier);
        _good = new()
        {
            ["users"] = (by.Admin, "POST", "/users", Node(user)),
            ["offices"] = (by.Admin, "POST", "/offices", Node(office)),
            ["holidays"] = (
                by.Admin,
                "PUT",
                $"/offices/{Office.Id}/holidays",
                Node(new[] { new { date = "2026-05-01", name = "Hari Buruh" } })
            ),
            ["funds"] = (by.Admin, "POST", "/funds", Node(newFund)),
            ["receipts"] = (by.Cashier, "POST", $"/funds/{Office.FundId}/receipts", Node(receipt)),
            ["products"] = (by.Admin, "POST", "/products", Node(TestOffice.Product("P2"))),
            ["product"] = (by.Admin, "PUT", $"/products/{Office.ProductId}", Node(TestOffice.Product("QH-MJK"))),
            ["borrowers"] = (by.Officer, "POST", "/borrowers", borrowerBody),
            ["groups"] = (by.Officer, "POST", "/groups", Node(newGroup.With(new { code = "KEL2", chairId = chair }))),
            ["members"] = (by.Officer, "PUT", $"/groups/{group}/members", Node(new[] { borrower })),
            ["preview"] = (by.Officer, "POST", "/schedules/preview", Node(preview)),
            ["applications"] = (by.Officer, "POST", "/applications", application),
            ["application"] = (by.Officer, "PUT", $"/applications/{draft}", application.DeepClone()),
            ["survey"] = (by.Officer, "POST", $"/applications/{submitted}/survey", Node(LoanSteps.Survey)),
            ["decisions"] = (
                Office.Approver,
                "POST",
                $"/applications/{surveyed}/decisions",
                LoanSteps.Decision().With(new { principal = 1_000_000, installments = 10 })
            ),
            ["withdrawal"] = (
                by.Officer,
                "POST",
                $"/applications/{surveyed}/withdrawal",
                Node(new { reason = "Batal" })
            ),
            ["akad"] = (by.Officer, "POST", $"/loans/{approved}/akad", Node(LoanSteps.Akad)),
            ["disbursements"] = (
                by.Cashier,
                "POST",
                $"/loans/{signed}/disbursements",
                LoanSteps.Disbursement.With(
                    new
                    {
                        amount = 1_000_000,
                        reference = "r",
                        trancheNo = 1,
                    }
                )
            ),
            ["repayments"] = (
                by.Cashier,
                "POST",
                $"/loans/{active}/repayments",
                LoanSteps
                    .Repayment()
                    .With(
                        new
                        {
                            method = "cash",
                            reference = "r",
                            paidByBorrowerId = borrower,
                            infak = 1_000,
                            excess = "reject",
                        }
                    )
            ),
            ["reversal"] = (
                by.Cashier,
                "POST",
                $"/loans/{mistaken}/transactions/{transaction}/reversal",
                Node(new { reason = "Salah" })
            ),
            ["writeOffs"] = (
                by.Officer,
                "POST",
                $"/loans/{active}/write-offs",
                WriteOffSteps
                    .WriteOff("forgiveness")
                    .With(
                        new
                        {
                            cause = "death",
                            diedOn = "2026-02-01",
                            deathCertificate = "3576-KM-2026-1",
                        }
                    )
            ),
            ["writeOffDecision"] = (
                Office.Approver,
                "POST",
                $"/write-offs/{doubtful}/decision",
                Node(new { decision = "approve", note = "Layak" })
            ),
            ["recoveries"] = (
                by.Cashier,
                "POST",
                $"/loans/{written}/recoveries",
                WriteOffSteps
                    .Recovery()
                    .With(
                        new
                        {
                            method = "cash",
                            reference = "r",
                            paidByBorrowerId = borrower,
                        }
                    )
            ),
            ["entryReversal"] = (by.Cashier, "POST", $"/transactions/{entry}/reversal", Node(new { reason = "Salah" })),
            ["reschedules"] = (by.Officer, "POST", $"/loans/{active}/reschedules", Node(RescheduleSteps.SevenMondays)),
            ["reschedule-decision"] = (
                Office.Approver,
                "POST",
                $"/reschedules/{reschedule}/decision",
                Node(new { decision = "approve", note = "Layak" })
            ),
            ["reschedule-reversal"] = (
                Office.Approver,
                "POST",
                $"/reschedules/{reschedule}/reversal",
                Node(new { reason = "Salah" })
            ),
            ["impact"] = (
                by.Officer,
                "POST",
                $"/borrowers/{borrower}/impact-surveys",
                ImpactSteps.Survey("yearly", "2026-03-04")
            ),
            ["hadKifayah"] = (by.Admin, "POST", $"/offices/{Office.Id}/had-kifayah", Node(ImpactSteps.HadKifayah)),
            ["unmasking"] = (by.Officer, "POST", $"/borrowers/{borrower}/unmasking", Node(new { purpose = "Akad" })),
        };
        Assert.That(_good.Keys, Is.EquivalentTo(Requests));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task A_value_of_another_type_is_refused_by_its_name(string request)
    {
        var before = Books.Fingerprint();
        var tried = 0;
        foreach (var (path, value) in Leaves(_good[request].Body, ""))
        {
            foreach (var wrong in OtherTypes(value))
            {
                await IsRefused(request, (path, wrong), mustName: true);
                tried++;
            }
        }

        Assert.That(tried, Is.Positive);
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task A_text_that_is_empty_too_long_or_unprintable_is_refused_by_its_name(string request)
    {
        var before = Books.Fingerprint();
        foreach (var (path, value) in Leaves(_good[request].Body, ""))
        {
            if (value.GetValueKind() != System.Text.Json.JsonValueKind.String)
            {
                continue;
            }

            await IsRefused(request, (path, JsonText(new string('x', 100_000))), mustName: !IsId(path));
            await IsRefused(request, (path, "\"a\\u0000b\""), mustName: !IsId(path));
            await IsRefused(request, (path, "\"\\ud800\""), mustName: false);
            if (!IsOptionalText(path))
            {
                await IsRefused(request, (path, "\"\""), mustName: !IsId(path));
                await IsRefused(request, (path, "\" \""), mustName: !IsId(path));
            }

            if (path is "code" or "userName" or "nik" or "villageCode" or "timeZone")
            {
                await IsRefused(request, (path, JsonText(value.GetValue<string>() + "\n")), mustName: true);
            }
        }

        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task An_amount_that_no_loan_could_have_is_refused_by_its_name(string request)
    {
        var before = Books.Fingerprint();
        foreach (var (path, value) in Leaves(_good[request].Body, ""))
        {
            if (value.GetValueKind() != System.Text.Json.JsonValueKind.Number)
            {
                continue;
            }

            var field = path.Split('.')[^1];
            var mayBeZero = field is "approvalLimit" or "monthlyIncome" or "monthlyTurnover" or "score";
            var isTier = path.Contains('[', StringComparison.Ordinal) || field == "trancheNo";
            await IsRefused(request, (path, "-1"), mustName: !isTier);
            if (!mayBeZero)
            {
                await IsRefused(request, (path, "0"), mustName: !isTier);
            }

            if (field != "upTo")
            {
                await IsRefused(request, (path, $"{int.MaxValue}00000000"), mustName: !isTier);
                await IsRefused(request, (path, "9223372036854775807"), mustName: !isTier);
            }
        }

        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task A_required_field_that_is_missing_or_null_is_refused_by_its_name(string request)
    {
        string[] optional =
        [
            "officeId|users",
            "approvalLimit",
            "regionCode",
            "timeZone",
            "restDays",
            "nonWorkingDayRule",
            "receivedOn",
            "reference",
            "every",
            "roundingMultiple",
            "roundingMode",
            "maxActiveLoans",
            "phone",
            "villageCode",
            "address",
            "asnaf",
            "monthlyIncome",
            "householdSize",
            "business",
            "chairId",
            "firstDueOn",
            "calendar",
            "appliedOn",
            "visitedOn",
            "principal|decisions",
            "installments|decisions",
            "decidedOn",
            "signedOn",
            "witnesses",
            "amount|disbursements",
            "disbursedOn|disbursements",
            "trancheNo",
            "paidOn",
            "method",
            "paidByBorrowerId",
            "effectiveOn",
            "infak",
            "excess",
            "effectiveOn",
            "cause",
        ];
        var before = Books.Fingerprint();
        foreach (
            var path in Leaves(_good[request].Body, "").Select(leaf => leaf.Path).Where(path => path.Contains('['))
        )
        {
            await IsRefused(
                request,
                (path[..(path.IndexOf(']', StringComparison.Ordinal) + 1)], "null"),
                mustName: path[0] != '['
            );
        }

        if (_good[request].Body is not JsonObject body)
        {
            return;
        }

        var required = body.Select(property => property.Key)
            .Where(name => !optional.Contains(name) && !optional.Contains($"{name}|{request}"))
            .ToList();
        Assert.That(required, Is.Not.Empty);
        foreach (var name in required)
        {
            await IsRefused(request, (name, "null"), mustName: true);
            var without = body.DeepClone().AsObject();
            without.Remove(name);
            await IsRefused(request, without.ToJsonString(), name);
        }

        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task An_unknown_or_doubled_field_is_refused_by_its_name(string request)
    {
        if (_good[request].Body is not JsonObject body)
        {
            // A list has no fields of its own.
            return;
        }

        var before = Books.Fingerprint();
        var text = body.ToJsonString();
        await IsRefused(request, $"{text[..^1]},\"tambahan\":1}}", "tambahan");
        var (name, value) = body.First();
        await IsRefused(request, $"{text[..^1]},\"{name}\":{value!.ToJsonString()}}}", name);
        // Names are spelled in one way.
        var upper = char.ToUpperInvariant(name[0]) + name[1..];
        await IsRefused(request, $"{text[..^1]},\"{upper}\":{value.ToJsonString()}}}", upper);
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task What_is_no_json_is_refused(string request)
    {
        var before = Books.Fingerprint();
        string[] texts =
        [
            "",
            " ",
            "null",
            "{",
            "}",
            "\"teks\"",
            "42",
            "<xml/>",
            "{\"a\":}",
            "\ufeff\ufeff",
            new string('[', 2_000) + new string(']', 2_000),
            "{\"a\":" + new string('[', 200) + new string(']', 200) + "}",
            _good[request].Body.ToJsonString() + "x",
        ];
        foreach (var text in texts)
        {
            await IsRefused(request, text, null);
        }

        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task A_body_that_is_not_said_to_be_json_is_refused(string request)
    {
        var (who, method, path, body) = _good[request];
        foreach (var type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded" })
        {
            var content = new StringContent(body.ToJsonString(), Encoding.UTF8, type);
            var answer = await who.Send(new HttpMethod(method), path, content, [("Idempotency-Key", "k")]);
            answer.Refused(HttpStatusCode.UnsupportedMediaType, "http.415");
        }
    }

    [Test]
    public async Task A_field_within_a_field_is_named_by_its_whole_path()
    {
        var business = new { name = "Warung" };

        var missing = await Office.Officer.Post("/borrowers", Office.Borrower().With(new { business }));
        var unknown = await Office.Officer.Post(
            "/borrowers",
            Office.Borrower().With(new { business = business.With(new { sector = "kuliner", pajak = 1 }) })
        );
        var holidays = new[] { business.With(new { name = "Libur" }) };
        var listed = await Office.Admin.Put($"/offices/{Office.Id}/holidays", holidays);

        Assert.Multiple(() =>
        {
            Assert.That(missing.Body!["errors"]!["business.sector"], Is.Not.Null, missing.Body!.ToJsonString());
            Assert.That(unknown.Body!["errors"]!["business.pajak"], Is.Not.Null, unknown.Body!.ToJsonString());
            Assert.That(listed.Body!["errors"]!["[0].date"], Is.Not.Null, listed.Body!.ToJsonString());
        });
    }

    [Test]
    public async Task The_requests_that_all_these_spoil_are_good_themselves()
    {
        // On an office of their own: here they must not succeed.
        var copy = new MalformedInputTests();
        await copy.OpenOffice();
        try
        {
            foreach (var (who, method, path, body) in copy._good.Values)
            {
                (await who.Send(new HttpMethod(method), path, body, [("Idempotency-Key", "k")])).Ok();
            }
        }
        finally
        {
            await copy.CloseOffice();
        }
    }

    [TestCase("2026-02-30")]
    [TestCase("2026-2-3")]
    [TestCase("03/04/2026")]
    [TestCase("2026-02-03T00:00:00Z")]
    [TestCase("20260203")]
    [TestCase("kemarin")]
    [TestCase("")]
    [TestCase("1899-12-31")]
    [TestCase("2201-01-01")]
    public async Task A_date_that_is_none_is_refused_wherever_it_stands(string date)
    {
        var tried = 0;
        foreach (var (request, good) in _good)
        {
            foreach (var (path, value) in Leaves(good.Body, ""))
            {
                var isDate =
                    value.GetValueKind() == System.Text.Json.JsonValueKind.String
                    && DateOnly.TryParseExact(value.GetValue<string>(), "yyyy-MM-dd", out _);
                if (
                    isDate
                    && !(
                        path.Contains('[', StringComparison.Ordinal)
                        && date.StartsWith("1899", StringComparison.Ordinal)
                    )
                    && !(
                        path.Contains('[', StringComparison.Ordinal)
                        && date.StartsWith("2201", StringComparison.Ordinal)
                    )
                )
                {
                    await IsRefused(request, (path, JsonText(date)), mustName: true);
                    tried++;
                }
            }
        }

        Assert.That(tried, Is.GreaterThan(10));
    }

    [TestCase("/loans/{0}?asOf=", "asOf")]
    [TestCase("/loans/{0}/schedule?asOf=", "asOf")]
    [TestCase("/reports/portfolio?asOf=", "asOf")]
    [TestCase("/reports/arrears?asOf=", "asOf")]
    [TestCase("/reports/trial-balance?asOf=", "asOf")]
    [TestCase("/audit/events?from=", "from")]
    [TestCase("/audit/events?to=", "to")]
    public async Task A_date_in_an_address_is_spelled_as_in_a_body(string address, string field)
    {
        var loan = _good["repayments"].Path.Split('/')[2];
        foreach (var text in new[] { "2026-02-30", "03/04/2026", "2026-2-3", "kemarin", "%00", "2026-03-04T00:00:00" })
        {
            var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, loan) + text;
            var problem = await Refuses(Office.Auditor, who => who.Get(path), Refusal.Invalid("request.malformed"));
            Assert.That(problem["errors"]![field], Is.Not.Null, path);
        }
    }

    [TestCase("/loans?limit=0", "limit")]
    [TestCase("/loans?limit=201", "limit")]
    [TestCase("/loans?limit=-1", "limit")]
    [TestCase("/loans?limit=banyak", "limit")]
    [TestCase("/loans?limit=1.5", "limit")]
    [TestCase("/loans?limit=99999999999", "limit")]
    [TestCase("/loans?status=lunas", "status")]
    [TestCase("/loans?status=Active", "status")]
    [TestCase("/loans?status=1", "status")]
    [TestCase("/applications?status=lunas", "status")]
    [TestCase("/loans?cursor=tidak-ada", "cursor")]
    [TestCase("/loans?cursor=%F0%9F%98%80", "cursor")]
    [TestCase("/borrowers?cursor=", "cursor")]
    [TestCase("/audit/events?cursor=-5", "cursor")]
    [TestCase("/audit/events?limit=201", "limit")]
    [TestCase("/reports/portfolio?format=exe", "format")]
    public async Task A_question_that_can_not_be_read_is_refused_by_its_name(string path, string field)
    {
        var answer = await Office.Auditor.Get(path);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Refused(answer.Status, (string)answer.Body!["code"]!)["errors"]![field], Is.Not.Null);
    }

    [TestCase("/loans/x")]
    [TestCase("/loans/00000000-0000-0000-0000-000000000000")]
    [TestCase("/loans/%27%20OR%201=1")]
    [TestCase("/loans/../../etc/passwd%2500")]
    [TestCase("/applications/x")]
    [TestCase("/borrowers/x")]
    [TestCase("/groups/x")]
    [TestCase("/products/x")]
    [TestCase("/offices/x")]
    [TestCase("/tidak/ada")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        var answer = await Office.Auditor.Get(path);

        answer.Refused(HttpStatusCode.NotFound, (string)answer.Body!["code"]!);
    }

    [Test]
    public async Task An_id_of_any_length_is_not_found()
    {
        var answer = await Office.Auditor.Get("/loans/" + new string('9', 5_000));

        answer.Refused(HttpStatusCode.NotFound, "loan.not_found");
    }

    [TestCase("DELETE", "/loans")]
    [TestCase("PATCH", "/products")]
    [TestCase("POST", "/reports/portfolio")]
    [TestCase("GET", "/schedules/preview")]
    [TestCase("DELETE", "/audit/events")]
    public async Task Another_method_is_not_allowed(string method, string path) =>
        (await Office.Admin.Send(new HttpMethod(method), path, null, [])).Refused(
            HttpStatusCode.MethodNotAllowed,
            "http.405"
        );

    private static JsonNode Node(object value) => System.Text.Json.JsonSerializer.SerializeToNode(value)!;

    private static string JsonText(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static bool IsId(string path) =>
        path.EndsWith("Id", StringComparison.Ordinal)
        || path.StartsWith('[') && !path.Contains('.', StringComparison.Ordinal);

    private static bool IsOptionalText(string path) => path is "regionCode" or "reference" or "address" or "note";

    /// <summary>Every value in a body, by its path as the API spells it.</summary>
    private static IEnumerable<(string Path, JsonValue Value)> Leaves(JsonNode node, string path) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => Leaves(p.Value!, path.Length == 0 ? p.Key : $"{path}.{p.Key}")),
            JsonArray a => a.SelectMany((item, i) => Leaves(item!, $"{path}[{i}]")),
            _ => [(path, node.AsValue())],
        };

    private static IEnumerable<string> OtherTypes(JsonValue value) =>
        value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number =>
            [
                "1.5",
                "1e3",
                "\"1000\"",
                "true",
                "[]",
                "{}",
                "99999999999999999999",
                "-99999999999999999999",
                "1e400",
            ],
            _ => ["1", "1.5", "false", "[]", "{}"],
        };

    private async Task IsRefused(string request, (string Path, string Json) change, bool mustName)
    {
        var body = _good[request].Body.DeepClone();
        const string Mark = "\"@@@\"";
        Replace(body, change.Path, "@@@");
        var text = body.ToJsonString().Replace(Mark, change.Json, StringComparison.Ordinal);
        await IsRefused(request, text, mustName ? change.Path : null);
    }

    private async Task IsRefused(string request, string text, string? field)
    {
        var (who, method, path, _) = _good[request];
        var content = new StringContent(text, Encoding.UTF8, "application/json");
        var answer = await who.Send(
            new HttpMethod(method),
            path,
            content,
            [("Idempotency-Key", Guid.NewGuid().ToString())]
        );
        var shown = text.Length > 300 ? text[..300] : text;
        Assert.That((int)answer.Status, Is.AnyOf(400, 404, 409), $"{method} {path} {shown}\n{answer.Body}");
        answer.Refused(answer.Status, (string)answer.Body!["code"]!);
        if (field is not null)
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{shown}\n{answer.Body}");
            var errors = answer.Body["errors"]?.AsObject().Select(error => error.Key).ToList() ?? [];
            // A list or an object as a whole may be named instead of what is in it, and "holidays" for the body itself.
            Assert.That(
                errors.Any(name =>
                    field == name
                    || field.StartsWith(name, StringComparison.Ordinal)
                    || name.EndsWith(field, StringComparison.Ordinal)
                ),
                $"{field} is not named: {shown}\n{answer.Body}"
            );
        }
    }

    private static void Replace(JsonNode node, string path, string value)
    {
        var parts = path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts[..^1])
        {
            node =
                part[0] == '['
                    ? node[int.Parse(part[1..^1], System.Globalization.CultureInfo.InvariantCulture)]!
                    : node[part]!;
        }

        if (parts[^1][0] == '[')
        {
            node[int.Parse(parts[^1][1..^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            node[parts[^1]] = value;
        }
    }
}
