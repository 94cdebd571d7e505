using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>An office of its own for a test of what changes a whole office: its months, its calendar, all its loans.</summary>
public sealed class OwnOffice
{
    private static int _opened;

    private OwnOffice(TestOffice office, string mark) => (Office, Mark) = (office, mark);

    public TestOffice Office { get; }

    private string Mark { get; }

    public static async Task<OwnOffice> Open()
    {
        var mark = $"O{Interlocked.Increment(ref _opened)}";
        return new OwnOffice(await TestOffice.Open(BrowserOffice.Host, mark), mark);
    }

    /// <summary>Somebody of this office, signed in through the page for it.</summary>
    public async Task<Person> SignedIn(string name, Screen screen)
    {
        var person = await Person.Anybody(screen);
        await person.Go("/sign-in");
        await person.Fill("userName", $"{name}.{Mark}");
        await person.Fill("password", TestOffice.Password);
        await person.Press("Masuk");
        await person.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return person;
    }
}
