using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>A browser without scripts and without eyes: it keeps cookies, and sends forms with what they hide.</summary>
public sealed class PageClient(HttpClient http)
{
    private readonly HttpClient _http = http;

    public PageClient(BmdHost host)
        : this(
            host.CreateClient(
                new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true }
            )
        ) { }

    /// <summary>Of a service in a process of its own.</summary>
    public static PageClient At(Uri address) =>
        new(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address });

    /// <summary>Signs in on the page for it.</summary>
    public static async Task<PageClient> SignedIn(BmdHost host, string userName, string password)
    {
        var client = new PageClient(host);
        var answer = await client.Send("/sign-in", ("userName", userName), ("password", password));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Redirect), answer.Html);
        return client;
    }

    public async Task<PageAnswer> Get(string path)
    {
        var answer = await _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return await PageAnswer.Of(answer);
    }

    /// <summary>Opens a page and sends its form, with some of its fields filled in.</summary>
    public async Task<PageAnswer> Send(string path, params (string Name, string Value)[] fields) =>
        await SendAgain(path, await Get(path), fields);

    /// <summary>Sends the form of a page that was opened before.</summary>
    public async Task<PageAnswer> SendAgain(string path, PageAnswer page, params (string Name, string Value)[] fields)
    {
        var all = page.Hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value));
        return await PageAnswer.Of(
            await _http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), new FormUrlEncodedContent(all))
        );
    }
}

/// <summary>A page as it arrived.</summary>
public sealed partial record PageAnswer(HttpStatusCode Status, string Html, HttpResponseMessage Message)
{
    /// <summary>Where it leads, when it leads on.</summary>
    public string? Location => Message.Headers.Location?.OriginalString;

    /// <summary>The hidden fields of the page's own form, the last on the page.</summary>
    public IEnumerable<(string Name, string Value)> Hidden =>
        Forms()
            .Matches(Html)
            .Where(form => !form.Value.Contains("data-plain", StringComparison.Ordinal))
            .SelectMany(form => HiddenFields().Matches(form.Value))
            .Select(input => (Attribute(input.Value, "name"), WebUtility.HtmlDecode(Attribute(input.Value, "value"))));

    public static async Task<PageAnswer> Of(HttpResponseMessage message) =>
        new(message.StatusCode, await message.Content.ReadAsStringAsync(), message);

    private static string Attribute(string tag, string name) =>
        Regex.Match(tag, $@"\s{name}=""([^""]*)""").Groups[1].Value;

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenFields();
}
