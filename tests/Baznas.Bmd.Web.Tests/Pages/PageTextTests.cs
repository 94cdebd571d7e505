using System.Text.RegularExpressions;
using System.Xml.Linq;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Pages;

/// <summary>No page says anything that is not in the resource files, in both languages, and nothing there is unused.</summary>
public sealed partial class PageTextTests
{
    private static readonly string Web = Path.Combine(SourceTree.Root, "src", "Baznas.Bmd.Web");

    private static readonly Dictionary<string, string> Indonesian = Read("Pages.resx");

    private static readonly Dictionary<string, string> English = Read("Pages.en.resx");

    private static readonly List<(string Path, string Text)> Markup =
    [
        .. new[] { "Features", "Platform" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Web, folder), "*.cshtml", SearchOption.AllDirectories)
            )
            .Select(path => (Path.GetRelativePath(Web, path), File.ReadAllText(path))),
    ];

    private static readonly string Sources = string.Join(
        '\n',
        Markup.Select(file => file.Text).Concat(SourceTree.Files("Baznas.Bmd.Web").Select(file => file.Text))
    );

    [Test]
    public void Both_languages_have_the_same_keys_sorted()
    {
        Assert.That(Indonesian, Has.Count.GreaterThan(200));
        Assert.That(English.Keys, Is.EqualTo(Indonesian.Keys));
        Assert.That(Indonesian.Keys, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(Indonesian.Values.Concat(English.Values), Has.None.Empty);
    }

    [Test]
    public void Both_languages_have_the_same_placeholders() =>
        Assert.Multiple(() =>
        {
            foreach (var (key, text) in Indonesian)
            {
                Assert.That(Placeholders(English[key]), Is.EquivalentTo(Placeholders(text)), key);
            }
        });

    [Test]
    public void Every_key_that_is_named_has_a_text()
    {
        var named = Named()
            .Matches(Sources)
            .Select(match => match.Groups["key"].Value)
            // What ends with a point is put together with what follows it.
            .Where(key => !key.EndsWith('.'))
            .Distinct()
            .ToList();

        Assert.That(named, Has.Count.GreaterThan(50));
        Assert.That(named.Except(Indonesian.Keys), Is.Empty);
    }

    [Test]
    public void Every_field_has_a_label()
    {
        var fields = Markup
            .SelectMany(file => FieldTag().Matches(file.Text))
            .Where(tag => !tag.Value.Contains(" label=", StringComparison.Ordinal))
            .Select(tag => FieldName().Match(tag.Value).Groups["name"].Value)
            .Where(name => !name.Contains('@', StringComparison.Ordinal))
            .Select(name => $"field.{name}")
            .Distinct()
            .ToList();

        Assert.That(fields, Has.Count.GreaterThan(5));
        Assert.That(fields.Except(Indonesian.Keys), Is.Empty);
    }

    [Test]
    public void Every_value_of_a_kind_has_a_word_or_none_has()
    {
        var kinds = new[] { typeof(Rupiah).Assembly, typeof(BmdPage).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type.IsEnum && Indonesian.Keys.Any(key => key.StartsWith($"{type.Name}.", StringComparison.Ordinal))
            )
            .ToList();

        Assert.That(kinds, Has.Count.GreaterThan(20));
        Assert.That(
            kinds
                .SelectMany(kind => Enum.GetNames(kind).Select(value => $"{kind.Name}.{value}"))
                .Except(Indonesian.Keys),
            Is.Empty
        );
    }

    [Test]
    public void Every_part_of_the_books_says_what_must_hold() =>
        Assert.That(
            Enum.GetNames<BookPart>().Select(part => $"verification.what.{part}").Except(Indonesian.Keys),
            Is.Empty
        );

    [Test]
    public void Every_text_is_used()
    {
        var prefixes = PutTogether().Matches(Sources).Select(match => match.Groups["prefix"].Value).Distinct().ToList();

        var unused = Indonesian
            .Keys.Where(key => !Sources.Contains($"\"{key}\"", StringComparison.Ordinal))
            .Where(key => !prefixes.Exists(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            // The words of the kinds.
            .Where(key => !char.IsUpper(key[0]))
            .Where(key => !(key.StartsWith("field.", StringComparison.Ordinal) && IsLabel(key["field.".Length..])));

        Assert.That(unused, Is.Empty);
    }

    [Test]
    public void No_page_says_a_word_of_its_own()
    {
        var said = Markup.SelectMany(file =>
            BetweenTags()
                .Matches(WithoutCode(file.Text))
                .Select(match => match.Groups["text"].Value.Trim())
                .Where(text => Word().IsMatch(text))
                .Select(text => $"{file.Path}: {text}")
        );

        // The names of the two languages are written each in its own.
        Assert.That(
            said.Where(text =>
                !text.EndsWith("English", StringComparison.Ordinal)
                && !text.EndsWith("Bahasa Indonesia", StringComparison.Ordinal)
            ),
            Is.Empty
        );
    }

    private static bool IsLabel(string name) =>
        Sources.Contains($"name=\"{name}\"", StringComparison.Ordinal)
        || Regex.IsMatch(Sources, $@"name=""[^""]*\]\.{Regex.Escape(name.Split('.')[^1])}""");

    // What stands in code (@…, @{…}, attributes) is looked at by the other tests.
    private static string WithoutCode(string markup) =>
        Regex.Replace(
            Regex.Replace(markup, @"@\*.*?\*@", "", RegexOptions.Singleline),
            @"@\{.*?^\}",
            "",
            RegexOptions.Singleline | RegexOptions.Multiline
        );

    private static int[] Placeholders(string text) =>
        [
            .. Placeholder()
                .Matches(text)
                .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
                .Distinct(),
        ];

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(Path.Combine(Web, "Resources", file))
            .Root!.Elements("data")
            .ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);

    [GeneratedRegex(@"\bT\(\s*""(?<key>[^""]+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"""(?<prefix>[a-z][a-z_]*\.(?:[A-Za-z_]+\.|[A-Za-z]+_)*)(?:\{|"")")]
    private static partial Regex PutTogether();

    [GeneratedRegex(@"<field\b[^>]*>", RegexOptions.Singleline)]
    private static partial Regex FieldTag();

    [GeneratedRegex(@"\sname=""(?<name>[^""]*)""")]
    private static partial Regex FieldName();

    [GeneratedRegex(
        @"<(?:p|h1|h2|h3|th|td|a|button|label|li|dt|dd|caption|summary|legend|span|option|strong)\b[^<>@]*>(?<text>[^<>@{}()]+)<"
    )]
    private static partial Regex BetweenTags();

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Placeholder();
}
