using Baznas.Bmd.Web.Platform.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>The whole service on a database of its own, with its clock standing still until a test moves it.</summary>
public sealed class BmdHost : WebApplicationFactory<Program>
{
    public const string AdminPassword = "kata-sandi-admin";

    /// <summary>Wednesday, 4 March 2026, nine in the morning in Mojokerto.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(7));

    private readonly TestDatabase _database;
    private readonly BmdHost? _first;
    private readonly Dictionary<string, string> _tokens = [];
    private bool _isDisposed;

    public BmdHost() => _database = TestDatabase.Migrated();

    /// <summary>On a copy of a SQLite file that is there already.</summary>
    public BmdHost(string databaseFile) => _database = new TestDatabase(databaseFile);

    /// <summary>Another node on the database of the <paramref name="first"/>, which must outlive it.</summary>
    public BmdHost(BmdHost first) => (_first, _database) = (first, first._database);

    /// <summary>Whether the jobs run, as they do outside tests.</summary>
    public bool WithJobs { get; init; }

    /// <summary>Settings of a test's own; a further node has the first one's.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The service's secret, when it is not the one that all tests share.</summary>
    public string? MasterKey { get; init; }

    public ServiceClock Clock => Services.GetRequiredService<ServiceClock>();

    public string ConnectionString => _database.ConnectionString;

    public string Folder => _database.Folder;

    /// <summary>A client that is not signed in.</summary>
    public ApiClient Anonymous => new(CreateClient());

    /// <summary>A client signed in as the first administrator.</summary>
    public Task<ApiClient> Admin() => SignedIn("admin", AdminPassword);

    /// <summary>A client signed in as a user.</summary>
    public async Task<ApiClient> SignedIn(string userName, string password)
    {
        if (!_tokens.TryGetValue(userName, out var token))
        {
            var answer = await Anonymous.Post("/auth/tokens", new { userName, password });
            token = (string)answer.Ok()["accessToken"]!;
            _tokens[userName] = token;
        }

        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new ApiClient(client);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _database.Settings)
        {
            builder.UseSetting(key, value);
        }

        if (MasterKey is not null)
        {
            builder.UseSetting("Bmd:Keys:Master", MasterKey);
        }

        builder.UseSetting("Bmd:Admin:UserName", "admin");
        builder.UseSetting("Bmd:Admin:Password", AdminPassword);
        // Hundreds of offices sign their people in; what makes a password slow to guess is not what they are here for.
        builder.UseSetting("Bmd:Passwords:Iterations", "1");
        // A test that is cut off by a loss of power is run again.
        builder.UseSetting("Bmd:Database:DurableCommits", "false");
        builder.UseSetting("Bmd:Jobs:Enabled", WithJobs ? "true" : "false");
        builder.UseSetting("Serilog:MinimumLevel:Default", "Error");
        foreach (var (key, value) in _first?.Settings ?? Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(services =>
            services.AddSingleton(_ =>
            {
                var clock = new ServiceClock();
                clock.StandAt(Start);
                return clock;
            })
        );
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        // On a real port the factory disposes itself twice.
        if (disposing && _first is null && !_isDisposed)
        {
            _isDisposed = true;
            _database.Dispose();
        }
    }
}
