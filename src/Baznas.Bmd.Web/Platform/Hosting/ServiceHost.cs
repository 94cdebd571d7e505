using Baznas.Bmd.Web.Commands;
using Baznas.Bmd.Web.Features.Demo;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>Runs the service.</summary>
public static class ServiceHost
{
    /// <summary>Prepares the database, serves until stopped.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(WebApplication app, CommandLine run)
    {
        if (!await Prepare(app, run))
        {
            return 1;
        }

        Map(app, run);
        await app.RunAsync();
        return 0;
    }

    private static async Task<bool> Prepare(WebApplication app, CommandLine run)
    {
        if (run.IsDemo)
        {
            return await DemoOffice.Open(app);
        }

        if (app.Services.GetRequiredService<DatabaseOptions>().MigrateOnStart)
        {
            await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        }

        await FirstAdministrator.Ensure(app);
        return true;
    }

    private static void Map(WebApplication app, CommandLine run)
    {
        app.UseTrustedProxies();
        app.UseRequestLog();
        app.UseRequestLocalization();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context =>
            PagesHost.IsPage(context.HttpContext)
                ? PagesHost.ShowStatus(context.HttpContext, context.HttpContext.Response.StatusCode)
                : Problems.Write(
                    Problems.OfStatus(context.HttpContext.Response.StatusCode, context.HttpContext),
                    context.HttpContext
                )
        );
        app.UseSecurityHeaders();
        app.UsePages();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<CallContextMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HealthAnswer.Write })
            .AllowAnonymous();
        app.MapOpenApi().AllowAnonymous();
        app.MapDocs();
        new Api(app).MapAll(type => run.IsDemo || !type.IsAssignableTo(typeof(IDemoEndpoint)));
        app.MapRazorPages();
        app.MapJobs();
    }

    // Nothing may frame what is answered, and no browser may guess what an answer is.
    private static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                http.Response.Headers.XContentTypeOptions = "nosniff";
                http.Response.Headers.XFrameOptions = "DENY";
                http.Response.Headers["Referrer-Policy"] = "no-referrer";
                return next(http);
            }
        );
}
