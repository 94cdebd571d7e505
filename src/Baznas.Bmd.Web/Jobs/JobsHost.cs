using System.Linq.Expressions;
using Baznas.Bmd.Web.Features.Audit;
using Baznas.Bmd.Web.Features.Reminders;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Platform.Http;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>
/// The jobs: every hour each looks for what is due at each office, by the office's own time, and does it. What is done is
/// told by the database alone, so a run that was missed is made up for by the next, and one too many changes nothing.
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
        services.AddSingleton<Outbox>();
        services.AddScoped<OfficeRounds>();
        services.AddHangfire(Configure);
        services.AddAntiforgery();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BasicSignIn>(BasicSignIn.SchemeName, null);
        services.AddHealthChecks().AddCheck<BooksVerified>("books", HealthStatus.Degraded);
        if (IsEnabled(builder.Configuration))
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

    private static void Configure(IServiceProvider services, IGlobalConfiguration jobs)
    {
        jobs.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings();
        if (services.GetRequiredService<Database>().ServerClient is { } client)
        {
            jobs.UseSqlServerStorage(
                services.GetRequiredService<DatabaseOptions>().ConnectionString,
                new SqlServerStorageOptions { SqlClientFactory = client, SchemaName = "Jobs" }
            );
        }
        else
        {
            jobs.UseInMemoryStorage(new InMemoryStorageOptions());
        }
    }

    private static void Schedule(IServiceProvider services)
    {
        var recurring = services.GetRequiredService<IRecurringJobManager>();
        var ids = new List<string>();
        Add<MonthlyReports>(job => job.Run(CancellationToken.None), minute: 0);
        Add<DueDeposits>(job => job.Run(CancellationToken.None), minute: 2);
        Add<Reminding>(job => job.Run(CancellationToken.None), minute: 5);
        // Half an hour past the hour, since the lists are due at half past six; a minute past it, at seven.
        Add<MorningLists>(job => job.Run(CancellationToken.None), minute: 31);
        Add<ApprovalLists>(job => job.Run(CancellationToken.None), minute: 1);
        Add<Delivery>(job => job.Run(CancellationToken.None), minute: 15);
        Add<NightlyVerification>(job => job.Run(CancellationToken.None), minute: 30);
        // What fell due while the service was down, or while a demonstration's clock jumped, need not wait for the hour.
        TriggerAll();
        services.GetRequiredService<ServiceClock>().Moved += (_, _) => TriggerAll();

        void Add<TJob>(Expression<Func<TJob, Task>> run, int minute)
        {
            ids.Add(typeof(TJob).Name);
            recurring.AddOrUpdate(typeof(TJob).Name, run, Cron.Hourly(minute));
        }

        void TriggerAll() => ids.ForEach(recurring.Trigger);
    }
}
