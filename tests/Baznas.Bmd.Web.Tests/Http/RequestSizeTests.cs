using System.Net;
using System.Text;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Http;

/// <summary>How much may be sent, asked of the real server.</summary>
public sealed class RequestSizeTests
{
    private BmdHost _host = null!;
    private ApiClient _admin = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _host.UseKestrel(0);
        _host.StartServer();
        _admin = await _host.Admin();
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_body_beyond_256_kilobytes_is_too_large(bool isChunked)
    {
        var content = new StringContent($"\"{new string('x', 256 * 1024)}\"", Encoding.UTF8, "application/json");
        if (isChunked)
        {
            content.Headers.ContentLength = null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/products") { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        var message = await _admin.Http.SendAsync(request);
        var body = System.Text.Json.Nodes.JsonNode.Parse(await message.Content.ReadAsStringAsync());

        new Answer(message.StatusCode, body, message).Refused(HttpStatusCode.RequestEntityTooLarge, "http.413");
    }

    [Test]
    public async Task A_body_within_the_limit_is_read()
    {
        var answer = await _admin.Post("/products", TestOffice.Product(new string('x', 250 * 1024)));

        answer.Refused(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Test]
    public async Task A_path_with_a_null_character_is_refused_and_not_a_fault()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/loans/%00");
        var message = await _admin.Http.SendAsync(request);

        Assert.That((int)message.StatusCode, Is.InRange(400, 404));
    }
}
