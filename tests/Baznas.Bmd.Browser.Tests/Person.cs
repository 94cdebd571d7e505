using System.Collections.Concurrent;
using Baznas.Bmd.Web.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>How somebody looks at the pages.</summary>
public enum Screen
{
    /// <summary>A cheap phone, 390 pixels wide.</summary>
    Phone,

    /// <summary>A desk, 1280 pixels wide.</summary>
    Desk,

    /// <summary>A phone whose browser runs no scripts.</summary>
    PhoneWithoutScripts,
}

/// <summary>
/// A person at a browser of their own. Whatever goes wrong on the way (an error in the console, a request that leaves
/// the service) is found when they leave.
/// </summary>
public sealed class Person : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> SignedInBefore = [];

    private readonly IBrowserContext _context;
    private readonly Screen _screen;
    private readonly List<string> _faults = [];

    private Person(IBrowserContext context, IPage page, Screen screen) =>
        (_context, Page, _screen) = (context, page, screen);

    /// <summary>Where their service listens.</summary>
    private string Address { get; init; } = "";

    public IPage Page { get; }

    /// <summary>Somebody who has not signed in.</summary>
    /// <param name="screen">How they look at it.</param>
    /// <param name="address">Where another service than everybody's listens.</param>
    public static Task<Person> Anybody(Screen screen, string? address = null) => Arriving(screen, null, address);

    /// <summary>A borrower, signed in with the PIN that an officer gave them.</summary>
    public static async Task<Person> WithPin(string phone, string pin, Screen screen)
    {
        var person = await Anybody(screen);
        await person.Go("/my/sign-in");
        await person.Fill("phone", phone);
        await person.Fill("pin", pin);
        await person.Press("Masuk");
        await person.Arrives("/my");
        return person;
    }

    /// <summary>Somebody of the office who signed in on this browser before.</summary>
    public static async Task<Person> BackAgain(string name, Screen screen)
    {
        var cookies = SignedInBefore.GetOrAdd(name, name => new Lazy<Task<string>>(() => CookiesOf(name)));
        return await Arriving(screen, await cookies.Value);
    }

    private static async Task<string> CookiesOf(string name)
    {
        await using var person = await SignedIn(name);
        return await person._context.StorageStateAsync();
    }

    private static async Task<Person> Arriving(Screen screen, string? cookies, string? address = null)
    {
        address ??= BrowserOffice.Address;
        var context = await BrowserOffice.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address,
                StorageState = cookies,
                ReducedMotion = ReducedMotion.Reduce,
                JavaScriptEnabled = screen != Screen.PhoneWithoutScripts,
                ViewportSize =
                    screen == Screen.Desk
                        ? new ViewportSize { Width = 1280, Height = 800 }
                        : new ViewportSize { Width = 390, Height = 800 },
            }
        );
        context.SetDefaultTimeout(15_000);
        await context.AddCookiesAsync([LanguageCookie("id", address)]);
        var person = new Person(context, await context.NewPageAsync(), screen) { Address = address };
        person.Listen();
        return person;
    }

    /// <summary>Somebody of the office, signed in through the page for it.</summary>
    /// <param name="name">The user's name, such as <c>cashier</c> of the office MJK or <c>cashier.DESA</c>.</param>
    /// <param name="screen">How they look at it.</param>
    public static async Task<Person> SignedIn(string name, Screen screen = Screen.Desk)
    {
        var person = await Anybody(screen);
        await person.Go("/sign-in");
        await person.Fill(
            "userName",
            name == "admin" || name.Contains('.', StringComparison.Ordinal) ? name : $"{name}.MJK"
        );
        await person.Fill("password", name == "admin" ? BmdHost.AdminPassword : TestOffice.Password);
        await person.Press("Masuk");
        await person.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return person;
    }

    public async Task Go(string path) => await Page.GotoAsync(path);

    /// <summary>Fills a field, named as in the command.</summary>
    public Task Fill(string field, string value) => Page.Locator($"[name='{field}']").First.FillAsync(value);

    public Task Choose(string field, string value) => Page.Locator($"select[name='{field}']").SelectOptionAsync(value);

    /// <summary>Presses a button of the page by what it says.</summary>
    public Task Press(string text) =>
        Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).ClickAsync();

    /// <summary>Follows a link of the page by what it says.</summary>
    public Task Follow(string text) =>
        Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = text, Exact = true }).First.ClickAsync();

    /// <summary>Changes the language that pages speak to this person.</summary>
    public Task Speak(string language) => _context.AddCookiesAsync([LanguageCookie(language, Address)]);

    /// <summary>Leaves a picture of the page in front, as a person would scroll through it.</summary>
    public Task Photograph(string file) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });

    /// <summary>What the page says between head and foot.</summary>
    public Task<string> Text() => Page.Locator("main").InnerTextAsync();

    /// <summary>Waits until the page says something between head and foot.</summary>
    public Task Sees(string text) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(text, IgnoringCase);

    /// <summary>Waits until the browser is at a path.</summary>
    public Task Arrives(string path) => Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path);

    private static LocatorAssertionsToContainTextOptions IgnoringCase => new() { IgnoreCase = true };

    /// <summary>
    /// Asserts that the page in front fits its width and, on a phone, breaks no rule of accessibility; at a desk the same
    /// page says the same in the same order, and what looks at it is a script.
    /// </summary>
    public Task LooksRight() =>
        _screen switch
        {
            Screen.Phone => BreaksNoRule(),
            Screen.Desk => FitsTheScreen(),
            _ => Task.CompletedTask,
        };

    /// <summary>Asserts that the page in front breaks no rule of WCAG 2.2 AA that a program can see, and fits its width.</summary>
    public async Task BreaksNoRule()
    {
        var found = await Page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions
                {
                    Type = "tag",
                    Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                },
                // What keeps the rules need not be told of, node by node.
                ResultTypes = [ResultType.Violations],
            }
        );
        Assert.That(
            found.Violations.SelectMany(rule =>
                rule.Nodes.Select(node => $"{Page.Url}: {rule.Id}: {node.Html[..Math.Min(node.Html.Length, 160)]}")
            ),
            Is.Empty
        );
        await FitsTheScreen();
    }

    /// <summary>Asserts that nobody has to push the page in front aside to read it.</summary>
    public async Task FitsTheScreen() =>
        Assert.That(
            await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"),
            Is.LessThanOrEqualTo(1),
            $"{Page.Url} is wider than the screen"
        );

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.That(_faults, Is.Empty);
    }

    private static Cookie LanguageCookie(string language, string address) =>
        new()
        {
            Name = "bmd.language",
            Value = language,
            Url = address,
        };

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            // A refused form is answered with its status, which Chromium writes down as an error.
            if (
                message.Type == "error"
                && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
            )
            {
                _faults.Add($"{Page.Url}: {message.Text}");
            }
        };
        Page.PageError += (_, error) => _faults.Add($"{Page.Url}: {error}");
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Address, StringComparison.Ordinal))
            {
                _faults.Add($"{Page.Url} asked for {request.Url}");
            }
        };
        Page.Response += (_, response) =>
        {
            if (
                response.Status >= 500
                || (response.Status == 404 && response.Url.Contains("/assets/", StringComparison.Ordinal))
            )
            {
                _faults.Add($"{response.Url} was answered with {response.Status}");
            }
        };
    }
}
