using System.Globalization;
using System.Net;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace Baznas.Bmd.Web.Tests.Http;

/// <summary>What operators read of each request, in the log of a service that runs as it does outside tests.</summary>
public sealed class RequestLogTests
{
    private const string Nik = "3576991201900001";

    private readonly string _folder = Directory.CreateTempSubdirectory("bmd-log-").FullName;

    private string[] _lines = [];
    private Answer _refused = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        var file = Path.Combine(_folder, "log.txt");
        await using (var host = new BmdHost())
        {
            await using var logged = host.WithWebHostBuilder(builder => WriteTo(builder, file));
            using var http = logged.CreateClient();
            var client = new ApiClient(http);
            _refused = await client.Get($"/borrowers?q={Nik}");
            await client.Get("/loans/x%0Ay");
            await http.GetAsync("/health/live");
            await http.GetAsync("/health/ready");
        }

        _lines = await File.ReadAllLinesAsync(file);
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void A_request_leaves_one_line_with_the_problem_s_trace_id()
    {
        var traceId = (string)_refused.Refused(HttpStatusCode.Unauthorized, "access.not_signed_in")["traceId"]!;

        var lines = _lines.Where(line => line.Contains(traceId, StringComparison.Ordinal)).ToList();

        Assert.That(lines, Has.Count.EqualTo(1));
        Assert.That(lines[0], Does.Match($@"GET /api/v1/borrowers 401 in \d+ ms \({traceId}\)"));
    }

    [Test]
    public void The_query_string_is_nobody_s_business() =>
        Assert.That(_lines, Has.None.Contains(Nik).And.None.Contains("?"));

    [Test]
    public void A_caller_can_not_write_lines_of_their_own() =>
        Assert.That(_lines, Has.One.Contains("GET /api/v1/loans/x%0Ay 401"));

    [Test]
    public void Health_checks_are_not_told() => Assert.That(_lines, Has.None.Contains("/health"));

    [Test]
    public void Nothing_else_is_said() =>
        Assert.That(_lines.Where(line => line.Contains("/api/")), Has.Exactly(2).Items);

    private static void WriteTo(IWebHostBuilder builder, string file)
    {
        builder.UseSetting("Serilog:MinimumLevel:Default", "Information");
        builder.ConfigureServices(services =>
            services.AddSerilog(
                (host, logging) =>
                    logging
                        .ReadFrom.Configuration(host.GetRequiredService<IConfiguration>())
                        .WriteTo.File(
                            file,
                            outputTemplate: "{Level:u3} {Message:lj}{NewLine}{Exception}",
                            formatProvider: CultureInfo.InvariantCulture
                        ),
                preserveStaticLogger: true
            )
        );
    }
}
