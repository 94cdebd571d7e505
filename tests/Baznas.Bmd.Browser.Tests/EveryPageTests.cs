using System.Globalization;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>
/// Every page of the service, in both languages and on both screens: it breaks no rule of accessibility that a program
/// can see, fits its screen, has one heading, and asks the database no more than is stated here.
/// <c>BMD_SCREENSHOTS</c> names a folder in which to leave a picture of each.
/// </summary>
[TestFixture(Screen.Phone)]
[TestFixture(Screen.Desk)]
public sealed partial class EveryPageTests(Screen screen)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("BMD_SCREENSHOTS");

    private readonly Dictionary<string, Person> _people = [];

    [OneTimeTearDown]
    public async Task Leave()
    {
        foreach (var person in _people.Values)
        {
            await person.DisposeAsync();
        }
    }

    [Test]
    public void Every_page_is_looked_at()
    {
        var mapped = BrowserOffice
            .Host.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Distinct();

        Assert.That(Visit.All.Select(visit => visit.Route).Concat(Visit.WithoutLook), Is.EquivalentTo(mapped));
    }

    [TestCaseSource(nameof(Visits))]
    public async Task A_page_looks_right_in_both_languages_and_asks_the_database_no_more_than_stated(Visit visit)
    {
        if (!_people.TryGetValue(visit.Who, out var person))
        {
            _people[visit.Who] = person = await visit.Person(screen, BrowserOffice.Scene);
        }

        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        foreach (var language in new[] { "id", "en" })
        {
            await person.Speak(language);
            var answer = (await person.Page.GotoAsync(visit.Path(BrowserOffice.Scene)))!;
            Assert.That(answer.Status, Is.EqualTo(200), answer.Url);
            if (Pictures is not null)
            {
                await person.Photograph(Path.Combine(Pictures, $"{Name(visit)}-{screen}-{language}.png"));
            }

            Assert.That(await person.Page.Locator("h1").CountAsync(), Is.EqualTo(1), answer.Url);
            Assert.That(await person.Text(), Does.Not.Match(@"\{\d\}"), answer.Url);
            await person.FitsTheScreen();
            Assert.That(await StatementsOf(answer), Is.EqualTo(visit.Statements), $"statements of {answer.Url}");
        }

        // By day on the phone, by night at the desk: the rules for both are the same.
        if (screen == Screen.Desk)
        {
            await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        }

        await person.BreaksNoRule();
    }

    private static IEnumerable<TestCaseData> Visits() =>
        Visit.All.Select(visit => new TestCaseData(visit).SetArgDisplayNames(visit.Route));

    private static async Task<int> StatementsOf(IResponse answer) =>
        int.Parse(
            Statements().Match(await answer.HeaderValueAsync("server-timing") ?? "").Groups["count"].Value,
            CultureInfo.InvariantCulture
        );

    private static string Name(Visit visit) =>
        NotInNames().Replace(visit.Route, "-").Trim('-') is { Length: > 0 } name ? name : "home";

    [GeneratedRegex("sql;desc=\"(?<count>\\d+)\"")]
    private static partial Regex Statements();

    [GeneratedRegex("[^a-z]+")]
    private static partial Regex NotInNames();
}
