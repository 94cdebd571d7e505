using Scalar.AspNetCore;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>The page that shows the API's description. Everything it needs comes from this service.</summary>
internal static class Docs
{
    private const string Path = "/docs";

    /// <summary>Maps the page and what it loads, open to everybody.</summary>
    public static void MapDocs(this WebApplication app) =>
        app.MapScalarApiReference(
                Path,
                (options, http) =>
                {
                    options
                        .WithTitle("Baznas.Bmd")
                        .DisableDefaultFonts()
                        .DisableTelemetry()
                        .DisableAgent()
                        .DisableMcp()
                        .HideClientButton()
                        .HideDeveloperTools();
                    options.WithNonce();
                    http.Response.OnStarting(() => Confine(http));
                }
            )
            .AllowAnonymous();

    // The page's styles are set by its script, so they can't be named beforehand; scripts can.
    private static Task Confine(HttpContext http)
    {
        var nonce = http.Items[ScalarOptions.NonceHttpContextItemKey];
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
            + "frame-ancestors 'none'";
        return Task.CompletedTask;
    }
}
