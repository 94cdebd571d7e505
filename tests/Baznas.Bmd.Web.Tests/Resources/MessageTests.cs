using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Resources;

/// <summary>
/// What is scanned: every string literal of the form <c>word.word</c> in the sources of the service and the domain,
/// comments left out, without what stands in a call of <c>Audit(</c>, names a check of the verification, a stored report,
/// or a file. The codes that are put together while the service runs are listed in <see cref="PutTogether"/>.
/// </summary>
public sealed partial class MessageTests
{
    // Dotted names that nobody reads as a text.
    private static readonly HashSet<string> NoTexts =
    [
        "period.closed", // also the name of an event; its text is looked for below
        "period.reopened", // an event alone
        "channel.none", // why a message was given up
        "error.code", // where WhatsApp says things
        "text.body",
        "button.text",
        "events.txt", // a file of a pack
        "hub.mode",
        "hub.challenge",
        "hub.verify_token",
        "borrower.deposit_choice_made", // so is this
        "office.accounts_changed", // and this
        "office.statement_mapping_changed", // and this
        "closing.portfolio",
        "closing.trialBalance",
        "monthly.portfolio",
    ];

    private static readonly Dictionary<string, string> Indonesian = Read("Messages.resx");

    private static readonly Dictionary<string, string> English = Read("Messages.en.resx");

    private static readonly IEnumerable<string> PageTexts = Read("Pages.resx").Keys.Except(Indonesian.Keys);

    /// <summary>The codes that no literal shows, each family from what it is made of.</summary>
    private static IEnumerable<string> PutTogether =>
        [
            "duplicate",
            "period.closed",
            .. Enum.GetValues<SubjectKind>()
                .Where(kind => kind is not SubjectKind.None and not SubjectKind.Global and not SubjectKind.Caller)
                .Select(kind => $"{Camel(kind)}.not_found"),
        ];

    /// <summary>The words that stand in a text's placeholders: states, steps, kinds of fund, accounts.</summary>
    private static IEnumerable<string> Words =>
        [
            .. Enum.GetValues<LoanStatus>().Select(status => $"word.{Camel(status)}"),
            .. Enum.GetValues<ApplicationStatus>().Select(status => $"word.{Camel(status)}"),
            .. Enum.GetValues<FundKind>().Select(kind => $"word.{Camel(kind)}"),
            .. Enum.GetNames<Account>().Select(name => $"word.Account.{name}"),
            .. Enum.GetNames<EntryKind>().Select(name => $"word.EntryKind.{name}"),
            .. Enum.GetNames<StatementKind>().Select(name => $"word.StatementKind.{name}"),
            "word.cash",
            "word.bank",
            .. Sources().SelectMany(source => Step().Matches(source.Text)).Select(m => $"word.{m.Groups[1].Value}"),
        ];

    [Test]
    public void Both_languages_have_the_same_codes_sorted()
    {
        Assert.That(Indonesian, Has.Count.GreaterThan(100));
        Assert.That(English.Keys, Is.EqualTo(Indonesian.Keys));
        Assert.That(Indonesian.Keys, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(Indonesian.Values.Concat(English.Values), Has.None.Empty);
    }

    [Test]
    public void Both_languages_have_the_same_placeholders()
    {
        Assert.Multiple(() =>
        {
            foreach (var (code, text) in Indonesian)
            {
                Assert.That(Placeholders(English[code]), Is.EquivalentTo(Placeholders(text)), code);
                Assert.That(
                    Placeholders(text),
                    Is.EquivalentTo(Enumerable.Range(0, Placeholders(text).Length)),
                    $"{code} leaves out a placeholder"
                );
            }
        });
    }

    [Test]
    public void Every_code_in_the_sources_has_a_text()
    {
        var used = Literals().ToList();

        Assert.That(used, Has.Count.GreaterThan(100));
        Assert.That(used.Concat(PutTogether).Concat(Words).Except(Indonesian.Keys), Is.Empty);
    }

    [Test]
    public void Every_text_is_used()
    {
        var unused = Indonesian
            .Keys.Except(Literals())
            .Except(PutTogether)
            .Except(Words)
            // Of any status an answer may have; what has no text of its own takes the one of "other".
            .Where(code => !Regex.IsMatch(code, @"^http\.(title\.)?([45]\d\d|other)$"));

        Assert.That(unused, Is.Empty);
    }

    [TestCase("id")]
    [TestCase("en")]
    public void Money_is_written_as_indonesians_write_it_in_both_languages(string language)
    {
        var text = In(language, () => Messages.Of(Error.Conflict("loan.overpaid", new Rupiah(1_250_000))));

        Assert.That(text, Does.Contain("Rp1.250.000"));
    }

    [TestCase("id", "5 Maret 2026")]
    [TestCase("en", "5 March 2026")]
    public void Dates_are_written_out_as_the_language_does(string language, string expected)
    {
        var error = Error.Conflict("date.in_future", new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 4));

        Assert.That(In(language, () => Messages.Of(error)), Does.Contain(expected));
    }

    [TestCase("id", "infak tidak terikat")]
    [TestCase("en", "unrestricted infak")]
    public void Kinds_are_written_in_words(string language, string expected)
    {
        var error = Error.Conflict("application.fund_kind_not_allowed", "infakTidakTerikat");

        Assert.That(In(language, () => Messages.Of(error)), Does.Contain(expected).IgnoreCase);
    }

    [TestCase("id", "Rp1.250.000")]
    [TestCase("en-US,en;q=0.8", "Rp1.250.000")]
    public async Task Money_in_a_refusal_is_written_as_indonesians_write_it(string language, string expected)
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loanId = await office.NewActive(1_250_000);
        office.Cashier.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        var refused = (await office.Pay(loanId, 1_250_001)).Refused(
            System.Net.HttpStatusCode.Conflict,
            "loan.overpaid"
        );

        Assert.That((string?)refused["detail"], Does.Contain(expected));
    }

    private static T In<T>(string language, Func<T> read)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return read();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    private static readonly string[] PageFiles = ["base.css", "icon.svg"];

    private static IEnumerable<string> Literals() =>
        Sources()
            .Where(source => !source.Path.Contains("VerifyBooks", StringComparison.Ordinal))
            .SelectMany(source => Dotted().Matches(AuditCall().Replace(source.Text, "")))
            .Select(match => match.Groups[1].Value)
            .Where(literal => !literal.EndsWith(".csv", StringComparison.Ordinal))
            .Where(literal => !literal.EndsWith(".json", StringComparison.Ordinal))
            // Files and cookies of the pages; and what pages say, which has tests of its own.
            .Where(literal => !literal.StartsWith("bmd.", StringComparison.Ordinal) && !PageFiles.Contains(literal))
            .Except(PageTexts)
            .Except(NoTexts)
            .Distinct();

    private static IEnumerable<(string Path, string Text)> Sources() =>
        SourceTree.Files("Baznas.Bmd.Domain").Concat(SourceTree.Files("Baznas.Bmd.Web"));

    private static int[] Placeholders(string text) =>
        [
            .. Placeholder()
                .Matches(text)
                .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
                .Distinct()
                .Order(),
        ];

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(Path.Combine(SourceTree.Root, "src", "Baznas.Bmd.Web", "Resources", file))
            .Root!.Elements("data")
            .ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);

    private static string Camel<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    [GeneratedRegex(
        """
            "([a-z][a-z_]*(?:\.[a-z][a-zA-Z0-9_]*)+)"
            """
    )]
    private static partial Regex Dotted();

    [GeneratedRegex(
        """
            \.Audit\(\s*"[^"]*"
            """
    )]
    private static partial Regex AuditCall();

    [GeneratedRegex(
        """
            new StepDate\(\s*"([a-z]+)"
            """
    )]
    private static partial Regex Step();

    [GeneratedRegex(@"\{(\d+)(?::[^}]*)?\}")]
    private static partial Regex Placeholder();
}
