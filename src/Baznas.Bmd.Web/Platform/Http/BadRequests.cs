using System.Text.Json;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;
using Microsoft.AspNetCore.Diagnostics;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>Turns what the framework throws into problems: unreadable requests by field, everything else as 500.</summary>
/// <param name="logger">For operators.</param>
public sealed partial class ExceptionsToProblems(ILogger<ExceptionsToProblems> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        if (PagesHost.IsPage(httpContext))
        {
            return await ShowPage(httpContext, exception);
        }

        if (exception is BadHttpRequestException bad)
        {
            var problem =
                bad.StatusCode == StatusCodes.Status400BadRequest
                    ? Problems.Of(Explain(bad), httpContext)
                    : Problems.OfStatus(bad.StatusCode, httpContext);
            await Problems.Write(problem, httpContext);
            return true;
        }

        logger.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
        await Problems.Write(Problems.OfStatus(StatusCodes.Status500InternalServerError, httpContext), httpContext);
        return true;
    }

    private async Task<bool> ShowPage(HttpContext http, Exception exception)
    {
        var status = (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
        if (status == StatusCodes.Status500InternalServerError)
        {
            logger.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
        }

        await PagesHost.ShowStatus(http, status);
        return true;
    }

    private static InvalidRequest Explain(BadHttpRequestException exception)
    {
        if (exception.InnerException is JsonException json)
        {
            return Explain(json);
        }

        // Without a body the framework's words name the parameter that it would have been, which no caller knows.
        var match = ParameterName().Match(exception.Message);
        return match.Success && !exception.Message.Contains("body", StringComparison.OrdinalIgnoreCase)
            ? One(JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value), "field.malformed")
            : InvalidRequest.NoJson;
    }

    internal static InvalidRequest Explain(JsonException exception)
    {
        var path = exception.Path?.TrimStart('$').TrimStart('.') ?? "";
        if (MissingNames(exception.Message) is { Count: > 0 } missing)
        {
            return new InvalidRequest(
                "request.invalid",
                missing.ToDictionary(name => Join(path, name), _ => new[] { Messages.Text("field.required")! })
            );
        }

        if (UnknownName().Match(exception.Message) is { Success: true } unknown)
        {
            return One(Join(path, unknown.Groups["name"].Value), "field.unknown");
        }

        if (RepeatedName().Match(exception.Message) is { Success: true } repeated)
        {
            return One(Join(path, repeated.Groups["name"].Value), "field.repeated");
        }

        return path.Length == 0 ? InvalidRequest.NoJson : One(path, "field.malformed");
    }

    // Where a path already ends in the name, it is whole.
    private static string Join(string path, string name) =>
        path.Length == 0 ? name
        : path == name || path.EndsWith($".{name}", StringComparison.Ordinal) ? path
        : $"{path}.{name}";

    private static InvalidRequest One(string field, string text) =>
        new("request.malformed", new Dictionary<string, string[]> { [field] = [Messages.Text(text)!] });

    // "…was missing required properties including: 'principal', 'purpose'."
    private static List<string> MissingNames(string message) =>
        message.Contains("missing required properties", StringComparison.Ordinal)
            ?
            [
                .. QuotedName()
                    .Matches(message[message.IndexOf("including", StringComparison.Ordinal)..])
                    .Select(m => m.Groups["name"].Value),
            ]
            : [];

    [GeneratedRegex(
        @"Failed to bind parameter ""[^""]*?(?<name>\w+)"" from|Required parameter ""[^""]*?(?<name>\w+)"" was not provided"
    )]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"The JSON property '(?<name>[^']+)' could not be mapped")]
    private static partial Regex UnknownName();

    [GeneratedRegex(@"Duplicate property '(?<name>[^']+)'")]
    private static partial Regex RepeatedName();

    [GeneratedRegex(@"'(?<name>[^']+)'")]
    private static partial Regex QuotedName();
}
