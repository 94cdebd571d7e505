using System.Text;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Audit;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Impact;

/// <summary>How households stand before a loan and later: who records it, who sees it, and what is kept of it where.</summary>
public sealed class ImpactSurveyTests : OfficeFixture
{
    private string _loan = "";
    private string _borrower = "";
    private string _application = "";

    [SetUp]
    public async Task NewLoan() => (_loan, _borrower, _application) = await Office.NewClosed();

    [Test]
    public async Task A_survey_is_listed_without_its_figures_the_newest_day_first()
    {
        var first = (await Record("application", "2026-01-06", new { applicationId = _application })).Ok();
        (await Record("closing", "2026-02-02", new { loanId = _loan })).Ok();
        (await Record("yearly", "2026-03-01", new { loanId = _loan })).Ok();

        var items = await List(Office.Auditor);

        Assert.Multiple(() =>
        {
            Assert.That(
                items.Select(item => item.Text("occasion")),
                Is.EqualTo(new[] { "yearly", "closing", "application" })
            );
            Assert.That(items.Select(item => (bool)item["counts"]!), Is.All.True);
            Assert.That(items[2].ToJsonString(), Is.EqualTo(first.ToJsonString()));
            Assert.That(first.Text("applicationId"), Is.EqualTo(_application));
            Assert.That(items.Select(item => item.ToJsonString()), Has.None.Contains("3217654"));
        });
    }

    [Test]
    public async Task The_figures_are_shown_for_a_purpose_and_the_trail_says_who_looked_and_why()
    {
        await Office.Admin.SetHadKifayah(Office.Id, "2026-02-01", 800_000);
        (await Record("application", "2026-01-06")).Ok();
        (await Record("yearly", "2026-03-01")).Ok();

        var shown = (await Office.Approver.RevealImpact(_borrower, "Menimbang pinjaman kedua")).Ok()[
            "items"
        ]!.AsArray();
        var looked = (await Office.Auditor.Events($"&subjectId={_borrower}&action=borrower.surveys_unmasked")).Single();

        Assert.Multiple(() =>
        {
            Assert.That(shown.Select(item => item!["figures"]!.Number("monthlyIncome")), Is.All.EqualTo(3_217_654));
            Assert.That(shown[0]!["figures"]!["spiritual"]!.Number("prayer"), Is.EqualTo(4));
            Assert.That(shown[0]!.Text("note"), Is.EqualTo("Menanggung orang tua sakit"));
            Assert.That(
                (shown[0]!.Number("threshold"), shown[0]!.Text("quadrant")),
                Is.EqualTo((3_200_000, "prosperous"))
            );
            Assert.That(
                (shown[1]!["threshold"], shown[1]!["quadrant"]),
                Is.EqualTo(((JsonNode?)null, (JsonNode?)null))
            );
            Assert.That(
                looked.GetProperty("after").GetProperty("purpose").GetString(),
                Is.EqualTo("Menimbang pinjaman kedua")
            );
            Assert.That(looked.GetProperty("user").GetProperty("userName").GetString(), Is.EqualTo("approver.MJK"));
        });
    }

    [Test]
    public async Task Neither_the_database_file_nor_the_trail_holds_an_answer_in_clear()
    {
        TestDatabase.NeedsFile();
        var sent = Guid.NewGuid().ToString();
        var survey = ImpactSteps.Survey("yearly", "2026-03-01");
        (await Office.Officer.Post($"/borrowers/{_borrower}/impact-surveys", survey, sent)).Ok();
        (await Office.Officer.RevealImpact(_borrower)).Ok();

        var events = await Office.Auditor.Events("");
        var files = Directory
            .EnumerateFiles(Host.Folder)
            .Select(path => Encoding.Latin1.GetString(File.ReadAllBytes(path)))
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(files, Has.Some.Contains("impactSurvey.recorded"), "The right files are looked at.");
            foreach (var answer in new[] { "3217654", "8765432", "61234567", "Menanggung", "fasting" })
            {
                Assert.That(files.Exists(file => file.Contains(answer, StringComparison.Ordinal)), Is.False, answer);
                Assert.That(events.Select(found => found.GetRawText()), Has.None.Contains(answer));
            }
        });
    }

    [Test]
    public async Task Answers_moved_to_another_survey_or_person_do_not_open()
    {
        TestDatabase.NeedsFile();
        var mine = (await Record("yearly", "2026-03-01")).Id();
        var own = Books.Query($"SELECT * FROM [ImpactSurvey] WHERE [Id] = '{mine}'").Single();
        var personal = new Platform.Personal.PersonalData(
            (Platform.Personal.Keys)Host.Services.GetService(typeof(Platform.Personal.Keys))!
        );
        var locked = (byte[])own["SensitiveData"]!;

        Assert.Multiple(() =>
        {
            Assert.That(Open(_borrower, mine), Throws.Nothing);
            Assert.That(
                Open(_borrower, _loan),
                Throws.InstanceOf<System.Security.Cryptography.CryptographicException>()
            );
            Assert.That(Open(_loan, mine), Throws.InstanceOf<System.Security.Cryptography.CryptographicException>());
        });

        Action Open(string person, string survey) =>
            () =>
                personal.Open<Features.Impact.ImpactAnswers>(
                    Features.Impact.ImpactSurveyRow.LockOf(person, survey),
                    locked
                );
    }

    [Test]
    public async Task A_mistake_is_corrected_by_another_survey_of_the_same_occasion()
    {
        var wrong = (await Record("closing", "2026-02-02", new { loanId = _loan, monthlyIncome = 1 })).Id();
        var right = (await Record("closing", "2026-02-03", new { loanId = _loan })).Id();

        var items = await List(Office.Officer);

        Assert.That(
            items.Select(item => (item.Text("id"), (bool)item["counts"]!)),
            Is.EqualTo(new[] { (right, true), (wrong, false) })
        );
    }

    [Test]
    public async Task The_same_key_twice_or_at_the_same_moment_records_once()
    {
        var survey = ImpactSteps.Survey("yearly", "2026-03-01");
        var path = $"/borrowers/{_borrower}/impact-surveys";
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Office.Officer.Post(path, survey, key)));

        Assert.That(answers.Select(answer => answer.Id()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await List(Office.Officer), Has.Count.EqualTo(1));
    }

    [TestCase("application", "2026-01-04", "date.out_of_order")]
    [TestCase("yearly", "2026-03-05", "date.in_future")]
    public async Task Dates_are_in_order(string occasion, string on, string code) =>
        await Refuses(
            Office.Officer,
            who => who.RecordImpact(_borrower, ImpactSteps.Survey(occasion, on)),
            Refusal.Conflict(code)
        );

    [Test]
    public async Task How_it_stood_before_a_loan_is_not_told_by_what_was_seen_after_the_money_came()
    {
        (await Record("application", "2026-01-09", new { applicationId = _application })).Ok();
        var late = ImpactSteps.Survey("application", "2026-01-10", new { applicationId = _application });
        var early = ImpactSteps.Survey("yearly", "2026-01-08", new { loanId = _loan });

        await Refuses(Office.Officer, who => who.RecordImpact(_borrower, late), Refusal.Conflict("date.out_of_order"));
        await Refuses(Office.Officer, who => who.RecordImpact(_borrower, early), Refusal.Conflict("date.out_of_order"));
    }

    [Test]
    public async Task A_loan_that_still_runs_has_no_survey_at_its_end_and_one_not_paid_out_no_yearly_one()
    {
        var active = await Office.NewActive();
        var signed = await Office.NewSigned();
        var running = ImpactSteps.Survey("closing", "2026-03-01", new { loanId = active });
        var waiting = ImpactSteps.Survey("yearly", "2026-03-01", new { loanId = signed });
        var first = await Office.BorrowerOf(active);
        var second = await Office.BorrowerOf(signed);

        await Refuses(
            Office.Officer,
            who => who.RecordImpact(first, running),
            Refusal.Conflict("impact.loan_not_ended")
        );
        await Refuses(
            Office.Officer,
            who => who.RecordImpact(second, waiting),
            Refusal.Conflict("impact.loan_not_paid_out")
        );
    }

    [Test]
    public async Task A_survey_is_about_an_application_or_a_loan_of_the_same_borrower()
    {
        var other = await Office.NewClosed();
        var application = ImpactSteps.Survey("application", "2026-01-06", new { applicationId = other.Application });
        var loan = ImpactSteps.Survey("closing", "2026-03-01", new { loanId = other.Loan });

        await Refuses(
            Office.Officer,
            who => who.RecordImpact(_borrower, application),
            Refusal.NotFound("application.not_found")
        );
        await Refuses(Office.Officer, who => who.RecordImpact(_borrower, loan), Refusal.NotFound("loan.not_found"));
    }

    public static IEnumerable<TestCaseData> BadBodies()
    {
        yield return Bad("householdSize", new { householdSize = 0 });
        yield return Bad("householdSize", new { householdSize = 1_000_000 });
        yield return Bad("monthlyIncome", new { monthlyIncome = -1 });
        yield return Bad("monthlyIncome", new { monthlyIncome = 1.5 });
        yield return Bad("monthlyIncome", new { monthlyIncome = (long?)null });
        yield return Bad("monthlyTurnover", new { monthlyTurnover = 2_000_000_000_000 });
        yield return Bad("assets", new { assets = "banyak" });
        yield return Bad("employees", new { employees = -1 });
        yield return Bad(
            "spiritual.prayer",
            new
            {
                spiritual = new
                {
                    prayer = 6,
                    fasting = 1,
                    zakat = 1,
                    family = 1,
                    policy = 1,
                },
            }
        );
        yield return Bad(
            "spiritual.policy",
            new
            {
                spiritual = new
                {
                    prayer = 5,
                    fasting = 1,
                    zakat = 1,
                    family = 1,
                    policy = 0,
                },
            }
        );
        yield return Bad("spiritual", new { spiritual = (object?)null });
        yield return Bad("note", new { note = new string('x', 2001) });
        yield return Bad("occasion", new { occasion = "sometimes" });
        yield return Bad("surveyedOn", new { surveyedOn = "0001-01-01" });
        yield return Bad("loanId", new { occasion = "closing" });
        yield return Bad("applicationId", new { applicationId = "01890000-0000-7000-8000-000000000000" });
        yield return Bad("loanId", new { occasion = "application", loanId = "01890000-0000-7000-8000-000000000000" });
    }

    [TestCaseSource(nameof(BadBodies))]
    public async Task A_bad_field_is_refused_by_its_name_and_leaves_no_trace(string field, object changes)
    {
        var before = Books.Fingerprint();
        var answer = await Office.Officer.RecordImpact(_borrower, ImpactSteps.Survey("yearly", "2026-03-01", changes));

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.Status, Is.EqualTo(400), answer.Body?.ToJsonString());
            Assert.That(answer.Body!["errors"]!.AsObject().Select(error => error.Key), Does.Contain(field));
            Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task Another_office_s_borrower_is_not_there()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var other = await TestOffice.Open(host, "KDR");
        var borrower = await other.NewBorrower();
        var books = new Books(host);
        var before = books.Fingerprint();

        foreach (
            var answer in new[]
            {
                await office.Officer.RecordImpact(borrower, ImpactSteps.Survey("yearly", "2026-03-04")),
                await office.Officer.RevealImpact(borrower),
                await office.Auditor.Get($"/borrowers/{borrower}/impact-surveys"),
            }
        )
        {
            answer.Refused(System.Net.HttpStatusCode.NotFound, "borrower.not_found");
        }

        (await office.Auditor.Get($"/offices/{other.Id}/had-kifayah")).Refused(
            System.Net.HttpStatusCode.NotFound,
            "office.not_found"
        );
        Assert.That(books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_form_without_scripts_records_a_survey_and_the_page_shows_figures_when_asked_why()
    {
        var officer = await PageClient.SignedIn(Host, "officer.MJK", TestOffice.Password);
        var form = $"/borrowers/{_borrower}/impact/new?occasion=closing&loanId={_loan}";
        var missing = await officer.Get($"/loans/{_loan}");

        var refused = await officer.Send(form, ("occasion", "closing"), ("about", $"loan:{_loan}"));
        var done = await officer.Send(
            form,
            ("occasion", "closing"),
            ("about", $"loan:{_loan}"),
            ("surveyedOn", "2026-02-10"),
            ("householdSize", "4"),
            ("monthlyIncome", "3.217.654"),
            ("monthlyTurnover", "Rp8.765.432"),
            ("assets", "61.234.567"),
            ("spiritual.prayer", "4"),
            ("spiritual.fasting", "4"),
            ("spiritual.zakat", "3"),
            ("spiritual.family", "4"),
            ("spiritual.policy", "3")
        );
        var borrower = await officer.Get($"/borrowers/{_borrower}");
        var shown = await officer.Send($"/borrowers/{_borrower}/impact", ("purpose", "Kunjungan"));

        Assert.Multiple(async () =>
        {
            Assert.That(missing.Html, Does.Contain("Survei dampak belum diisi"));
            Assert.That((int)refused.Status, Is.EqualTo(400));
            Assert.That(done.Location, Is.EqualTo($"/borrowers/{_borrower}"), done.Html);
            Assert.That(borrower.Html, Does.Contain("10 Feb 2026").And.Not.Contain("3.217.654"));
            Assert.That(shown.Html, Does.Contain("Rp3.217.654").And.Contain("Rp61.234.567"));
            Assert.That((await officer.Get($"/loans/{_loan}")).Html, Does.Not.Contain("Survei dampak belum diisi"));
        });
    }

    private Task<Answer> Record(string occasion, string on, object? changes = null) =>
        Office.Officer.RecordImpact(_borrower, ImpactSteps.Survey(occasion, on, changes));

    private async Task<List<JsonNode>> List(ApiClient who) =>
        [.. (await who.Get($"/borrowers/{_borrower}/impact-surveys")).Ok()["items"]!.AsArray().Select(item => item!)];

    private static TestCaseData Bad(string field, object changes) =>
        new TestCaseData(field, changes).SetArgDisplayNames(
            field,
            System.Text.Json.JsonSerializer.Serialize(changes) is { Length: < 120 } text ? text : "long"
        );
}
