using System.Globalization;
using Baznas.Bmd.Web.Platform.Http;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// What a person sees in the place of a page that can't be shown. It is made without the layout, so that it can also
/// say that something is broken.
/// </summary>
internal static class RefusalPage
{
    /// <summary>Answers with the page of a refusal.</summary>
    public static Task Write(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync($"<!DOCTYPE html>\n{Page(problem)}", http.RequestAborted);
    }

    private static Html Page(Problem problem) =>
        Html.Of(
            $"""
            <html lang="{CultureInfo.CurrentUICulture.Name}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{problem.Title} · Baznas.Bmd</title>
            <link rel="icon" href="{AssetFiles.Address("icon.svg")}" type="image/svg+xml">
            <link rel="stylesheet" href="{AssetFiles.Address("base.css")}">
            </head>
            <body class="plain">
            <main class="narrow">
            <h1>{problem.Title}</h1>
            <p class="lead">{problem.Detail}</p>
            <p><a class="button" href="/">{PageText.T("refusal.home")}</a></p>
            <p class="small">{PageText.T("refusal.trace")} <code>{problem.TraceId}</code></p>
            </main>
            </body>
            </html>
            """
        );
}
