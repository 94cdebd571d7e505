using Baznas.Bmd.Web.Features.Audit;
using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Platform.Http;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>
/// The jobs: at its times (<see cref="JobPlan"/>) each looks for what is due at each office, by the office's own time, and
/// does it. What is done is told by the database alone, so a run that was missed is made up for by the next, and one too
/// many changes nothing.
/// </summary>
/// <remarks>
/// <c>Bmd:Jobs:Enabled</c> (default true) switches the server and the schedules. With SQL Server the jobs' own state is
/// kept there, in the schema <c>Jobs</c>, and any node may run them; with SQLite it is forgotten when the service stops.
/// </remarks>
internal static class JobsHost
{
    private const string Dashboard = "/jobs";

    // A single writer behind all of them; more workers would only wait for each other.
    private const int Workers = 2;

    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<OfficeRounds>();
        // Of this host alone: Hangfire's own registration takes whatever storage and parts the process made last.
        services.AddSingleton(Storage);
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(
            provider.GetRequiredService<IServiceScopeFactory>()
        ));
        services.AddHangfire(Configure);
        services.AddAntiforgery();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BasicSignIn>(BasicSignIn.SchemeName, null);
        services
            .AddHealthChecks()
            .AddCheck<BooksVerified>("books", HealthStatus.Degraded)
            .AddCheck<JobsWork>("jobs", HealthStatus.Degraded);
        var isEnabled = IsEnabled(builder.Configuration);
        services.AddSingleton(provider => new JobsHere(
            isEnabled,
            isEnabled || provider.GetRequiredService<Database>().ServerClient is not null
        ));
        if (isEnabled)
        {
            services.AddHangfireServer(options => options.WorkerCount = Workers);
        }
    }

    public static void MapJobs(this WebApplication app)
    {
        // What the dashboard needs it brings along; whatever else a page of it asked for is not fetched.
        app.Use(
            (http, next) =>
            {
                if (http.Request.Path.StartsWithSegments(Dashboard))
                {
                    http.Response.Headers.ContentSecurityPolicy =
                        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
                }

                return next(http);
            }
        );
        app.MapHangfireDashboard(
                Dashboard,
                new DashboardOptions
                {
                    // Who may see it is said below; Hangfire's own filter would let in whoever sits at the machine.
                    Authorization = [],
                    AppPath = null,
                    DashboardTitle = "Baznas.Bmd",
                    DisplayStorageConnectionString = false,
                    // Every poll checks a password.
                    StatsPollingInterval = 15_000,
                }
            )
            .RequireAuthorization(BasicSignIn.AdministratorOfAllOffices);
        if (IsEnabled(app.Configuration))
        {
            app.Lifetime.ApplicationStarted.Register(() => Schedule(app.Services));
        }
    }

    private static bool IsEnabled(IConfiguration configuration) => configuration.GetValue("Bmd:Jobs:Enabled", true);

    private static void Configure(IGlobalConfiguration jobs) =>
        jobs.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings();

    private static JobStorage Storage(IServiceProvider services) =>
        services.GetRequiredService<Database>().ServerClient is { } client
            ? new SqlServerStorage(
                services.GetRequiredService<DatabaseOptions>().ConnectionString,
                new SqlServerStorageOptions { SqlClientFactory = client, SchemaName = "Jobs" }
            )
            : new InMemoryStorage(new InMemoryStorageOptions());

    private static void Schedule(IServiceProvider services)
    {
        var recurring = services.GetRequiredService<IRecurringJobManager>();
        foreach (var plan in JobPlan.All)
        {
            plan.Schedule(recurring);
        }

        services.GetRequiredService<JobsHere>().Since = services.GetRequiredService<TimeProvider>().GetUtcNow();
        // What fell due while the service was down, or while a demonstration's clock jumped, need not wait for the hour.
        TriggerAll();
        services.GetRequiredService<ServiceClock>().Moved += (_, _) => TriggerAll();

        void TriggerAll()
        {
            foreach (var plan in JobPlan.All)
            {
                recurring.Trigger(plan.RecurringId);
            }
        }
    }
}
