using System.Net;
using System.Text.RegularExpressions;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>A browser without a screen: keeps cookies, fills in the forms of pages, follows where they lead.</summary>
public sealed partial class Pages(HttpClient http)
{
    /// <summary>A browser that knows nobody yet.</summary>
    public static Pages At(Uri address) =>
        // The client closes what it was given.
#pragma warning disable CA2000
        new(
            new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address }
        );
#pragma warning restore CA2000

    /// <summary>What a page says, unescaped.</summary>
    public async Task<string> Read(string path)
    {
        using var answer = await http.GetAsync(path);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>How a page answers.</summary>
    public async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>Sends a form from a page that has one, and says what the page it leads to says.</summary>
    public async Task<string> Send(string from, string to, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await Read(from)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(
            fields.Append(("formToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))
        );
        using var answer = await http.PostAsync(to, form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"formToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
