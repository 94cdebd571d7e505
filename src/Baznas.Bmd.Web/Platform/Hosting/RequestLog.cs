using Baznas.Bmd.Web.Platform.Http;
using Serilog;
using Serilog.Events;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>
/// One line in the log for each request: what was asked, how it ended, and the trace id that a problem names. Never the
/// query string, which may hold a name or a NIK.
/// </summary>
internal static class RequestLog
{
    /// <summary>Logs what passes from here on.</summary>
    public static void UseRequestLog(this WebApplication app) =>
        app.UseSerilogRequestLogging(options =>
        {
            options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
            options.MessageTemplate = "{RequestMethod} {RequestPath} {StatusCode} in {Elapsed:0} ms ({RequestTraceId})";
            options.GetMessageTemplateProperties = (http, _, elapsed, status) =>
                [
                    new LogEventProperty("RequestMethod", new ScalarValue(http.Request.Method)),
                    // Escaped again: a line break that a caller put in stays in its line.
                    new LogEventProperty("RequestPath", new ScalarValue(http.Request.Path.ToUriComponent())),
                    new LogEventProperty("StatusCode", new ScalarValue(status)),
                    new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
                    new LogEventProperty("RequestTraceId", new ScalarValue(Problems.TraceId(http))),
                ];
            options.GetLevel = (http, _, failure) => LevelOf(http, failure);
        });

    private static LogEventLevel LevelOf(HttpContext http, Exception? failure) =>
        failure is not null || http.Response.StatusCode >= StatusCodes.Status500InternalServerError
            ? LogEventLevel.Error
        : http.Request.Path.StartsWithSegments("/health") ? LogEventLevel.Debug
        : LogEventLevel.Information;
}
