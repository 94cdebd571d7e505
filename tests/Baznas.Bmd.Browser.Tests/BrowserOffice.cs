using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>
/// One service on a real port, one office in it, and one Chromium for all tests of this assembly. Without a Chromium on
/// the machine they are skipped, and say so; <c>BMD_TEST_CHROMIUM</c> names another place to look.
/// </summary>
[SetUpFixture]
public sealed class BrowserOffice
{
    private static readonly string[] UsualPlaces =
    [
        // The same browser without a window, where there is one.
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private static IPlaywright? _playwright;

    public static BmdHost Host { get; private set; } = null!;

    public static TestOffice Office { get; private set; } = null!;

    /// <summary>Another office, in which there is something for every page; made while nobody else needs the clock.</summary>
    public static Scene Scene { get; private set; } = null!;

    public static IBrowser Browser { get; private set; } = null!;

    /// <summary>Where the service listens.</summary>
    public static string Address { get; private set; } = "";

    [OneTimeSetUp]
    public async Task Open()
    {
        var chromium =
            Environment.GetEnvironmentVariable("BMD_TEST_CHROMIUM") ?? UsualPlaces.FirstOrDefault(File.Exists);
        if (chromium is null)
        {
            Assert.Ignore("There is no Chromium on this machine, so the pages were not tested in a browser.");
        }

        Host = new BmdHost();
        Host.UseKestrel(0);
        Host.StartServer();
        Address = Host.ClientOptions.BaseAddress.ToString().TrimEnd('/');
        Office = await TestOffice.Open(Host);
        Scene = await Scene.Make(Host);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = chromium,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Host?.Dispose();
    }
}
