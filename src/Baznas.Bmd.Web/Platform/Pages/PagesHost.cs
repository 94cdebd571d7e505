using System.Text.Encodings.Web;
using System.Text.Unicode;
using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.WebEncoders;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// The pages beside the API: Razor Pages that stand in the features' folders, a sign-in by cookie, stylesheets and one
/// script of ours, and headers that let a browser load and run nothing else.
/// </summary>
internal static class PagesHost
{
    /// <summary>Chooses how a request says who sends it: the API by a bearer token alone, pages by a cookie alone.</summary>
    private const string ByAddress = "by-address";

    private const string Assets = "/assets";

    private static readonly TimeSpan SignedInFor = TimeSpan.FromHours(10);

    private static readonly string[] ServiceAddresses = ["/api", "/openapi", "/docs", "/health", "/jobs"];

    public static void AddPages(this IServiceCollection services, bool isDemo)
    {
        services
            .AddRazorPages(options =>
            {
                options.RootDirectory = "/Features";
                if (!isDemo)
                {
                    // Without an address a page is not there.
                    options.Conventions.AddFolderRouteModelConvention("/Demo", page => page.Selectors.Clear());
                }
            })
            .AddMvcOptions(options => options.Filters.Add<RefusedPageFilter>());
        // Pages are UTF-8; only what would be markup needs another spelling.
        services.Configure<WebEncoderOptions>(options =>
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "bmd.form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "formToken";
        });
        // Only what is the same for everybody is compressed: a page holds what is nobody else's to guess at.
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.Name = "bmd.notice");
        services
            .AddAuthentication(ByAddress)
            .AddPolicyScheme(
                ByAddress,
                null,
                options =>
                    options.ForwardDefaultSelector = http =>
                        IsPage(http) ? PageSignIn.Scheme : JwtBearerDefaults.AuthenticationScheme
            )
            .AddCookie(PageSignIn.Scheme, Configure);
    }

    /// <summary>Whether a request is for a page, and so answered with one, also when it is refused.</summary>
    public static bool IsPage(HttpContext http) =>
        !ServiceAddresses.Any(address => http.Request.Path.StartsWithSegments(address));

    /// <summary>The language of a page is the one chosen on it; the API's is asked for with each request.</summary>
    public static Task<ProviderCultureResult?> ChooseLanguage(HttpContext http)
    {
        if (!IsPage(http))
        {
            return new AcceptLanguageHeaderRequestCultureProvider
            {
                Options = http
                    .RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<RequestLocalizationOptions>>()
                    .Value,
            }.DetermineProviderCultureResult(http);
        }

        var chosen = http.Request.Cookies[PageSignIn.LanguageCookie];
        return Task.FromResult<ProviderCultureResult?>(
            new ProviderCultureResult(Messages.Languages.Contains(chosen) ? chosen : Messages.Languages[0])
        );
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseWhen(IsPage, pages => pages.Use(Confine));
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Assets), assets => assets.UseResponseCompression());
        app.UseStaticFiles(
            new StaticFileOptions
            {
                RequestPath = Assets,
                FileProvider = AssetFiles.Provider,
                // The address changes with the content.
                OnPrepareResponse = file =>
                    file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
            }
        );
    }

    /// <summary>Shows a page for what no page answered: an unknown address, a form that is too old, a failure.</summary>
    public static Task ShowStatus(HttpContext http, int status) =>
        RefusalPage.Write(http, Problems.OfStatus(status, http));

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "bmd.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        // Plain HTTP is for a demonstration on one's own machine; behind TLS every cookie is secure.
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SignedInFor;
        options.SlidingExpiration = true;
        // The machine's, as that of tokens is: moving the office's clock signs nobody out.
        options.TimeProvider = TimeProvider.System;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "to";
        options.AccessDeniedPath = null;
        options.Events.OnRedirectToLogin = context =>
        {
            // A part of a page can't show a sign-in.
            if (context.Request.Headers.ContainsKey("X-Part"))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }

            // Borrowers have a door of their own; and the way there is the same whatever the service is reached by.
            var isBorrowers = context.Request.Path.StartsWithSegments("/my");
            context.Response.Redirect(isBorrowers ? "/my/sign-in" : new Uri(context.RedirectUri).PathAndQuery);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
            RefusalPage.Write(context.HttpContext, Problems.Of(AccessErrors.Denied, context.HttpContext));
        options.Events.OnValidatePrincipal = PageSignIn.Recognize;
    }

    // No inline style, no inline script, nothing from elsewhere; what a page shows of people is kept by no cache.
    private static Task Confine(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy =
                    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            }

            if (!http.Request.Path.StartsWithSegments(Assets))
            {
                headers.CacheControl = "private, no-store";
                // For whoever looks at a slow page: what it asked of the database.
                headers["Server-Timing"] = $"sql;desc=\"{http.RequestServices.GetRequiredService<Db>().Statements}\"";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }
}

/// <summary>Our stylesheet, script and icon, which are part of the program.</summary>
public static class AssetFiles
{
    /// <summary>The files.</summary>
    public static readonly IFileProvider Provider = new EmbeddedFileProvider(
        typeof(AssetFiles).Assembly,
        "Baznas.Bmd.Web.wwwroot"
    );

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Addresses = [];

    /// <summary>A file's address, which changes when the file does.</summary>
    public static string Address(string name) =>
        Addresses.GetOrAdd(
            name,
            static name =>
            {
                using var stream = Provider.GetFileInfo(name).CreateReadStream();
                var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream))[..12];
                return $"/assets/{name}?v={hash}";
            }
        );
}

/// <summary>A page that can't be shown because a query was refused shows the refusal instead.</summary>
public sealed class RefusedPageFilter : IAsyncExceptionFilter
{
    /// <inheritdoc/>
    public async Task OnExceptionAsync(ExceptionContext context)
    {
        if (context.Exception is RefusedException refused)
        {
            context.ExceptionHandled = true;
            var http = context.HttpContext;
            if (refused.Error.Kind == ErrorKind.Unauthenticated)
            {
                context.Result = new ChallengeResult();
                return;
            }

            await RefusalPage.Write(http, Problems.Of(refused.Error, http));
            context.Result = new EmptyResult();
        }
    }
}
