using System.Text.Json;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>A use case that the API offers says so itself, beside its command or query.</summary>
public interface IApiEndpoint
{
    /// <summary>Adds the endpoint.</summary>
    static abstract void Map(Api api);
}

/// <summary>What an endpoint sends; from it follows who may call it.</summary>
/// <param name="RequestType">The command or query.</param>
/// <param name="AnswerType">What it is answered with.</param>
public sealed record SendsRequest(Type RequestType, Type AnswerType);

/// <summary>
/// The API's routes. An endpoint is a pattern and a function that makes the request from what was bound;
/// sending it and answering is the same for all.
/// </summary>
/// <param name="routes">Where the routes are added.</param>
public sealed class Api(IEndpointRouteBuilder routes)
{
    /// <summary>The API's base path.</summary>
    public const string Base = "/api/v1";

    /// <summary>The longest body a request may have. The largest in use, a list of holidays, is far below it.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    /// <summary>The media types of the files that every report can be had as.</summary>
    public static readonly string[] ReportFileTypes = ["text/csv", XlsxFile.MediaType, PdfFile.MediaType];

    private readonly RouteGroupBuilder _group = routes.MapGroup(Base);

    /// <summary>Adds the endpoints of every use case in this assembly that is <paramref name="wanted"/>.</summary>
    public void MapAll(Func<Type, bool> wanted)
    {
        foreach (
            var type in typeof(Api)
                .Assembly.GetTypes()
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(IApiEndpoint)) && wanted(type))
        )
        {
            type.GetMethod(nameof(IApiEndpoint.Map), [typeof(Api)])!.Invoke(null, [this]);
        }
    }

    /// <summary>A question: 200 with an ETag, or 304.</summary>
    public RouteHandlerBuilder Get<TQuery, T>(string pattern, Delegate makeQuery)
        where TQuery : IQuery<T>
        where T : notnull => Map<TQuery, T>(HttpMethod.Get, pattern, makeQuery, StatusCodes.Status200OK);

    /// <summary>A report: JSON, or a file when the query string says <c>format=csv</c>, <c>xlsx</c> or <c>pdf</c>.</summary>
    public RouteHandlerBuilder Report<TQuery, T>(string pattern, Delegate makeQuery)
        where TQuery : IReportQuery<T>
        where T : IReport =>
        Get<TQuery, T>(pattern, makeQuery).Produces<T>(StatusCodes.Status200OK, "application/json", ReportFileTypes);

    /// <summary>A command that makes something: 201.</summary>
    public RouteHandlerBuilder Post<TCommand, T>(string pattern, Delegate makeCommand)
        where TCommand : IRequest<Result<T>>
        where T : notnull => Map<TCommand, T>(HttpMethod.Post, pattern, makeCommand, StatusCodes.Status201Created);

    /// <summary>A request sent with POST that makes nothing new: 200.</summary>
    public RouteHandlerBuilder PostAction<TRequest, T>(string pattern, Delegate makeRequest)
        where TRequest : IRequest<Result<T>>
        where T : notnull => Map<TRequest, T>(HttpMethod.Post, pattern, makeRequest, StatusCodes.Status200OK);

    /// <summary>A command that starts what goes on after the answer: 202.</summary>
    public RouteHandlerBuilder PostStart<TCommand, T>(string pattern, Delegate makeCommand)
        where TCommand : ICommand<T>
        where T : notnull => Map<TCommand, T>(HttpMethod.Post, pattern, makeCommand, StatusCodes.Status202Accepted);

    /// <summary>A command that replaces something: 200.</summary>
    public RouteHandlerBuilder Put<TCommand, T>(string pattern, Delegate makeCommand)
        where TCommand : IRequest<Result<T>>
        where T : notnull => Map<TCommand, T>(HttpMethod.Put, pattern, makeCommand, StatusCodes.Status200OK);

    /// <summary>A call that needs no sign-in and so no command: 200.</summary>
    public RouteHandlerBuilder MapAnonymousPost<TBody, T>(
        string pattern,
        Func<HttpContext, TBody, Task<Result<T>>> handle
    )
        where TBody : class
        where T : notnull =>
        _group
            .MapPost(
                pattern,
                async (HttpContext http, TBody body) =>
                {
                    var result = await handle(http, body);
                    return result.IsRefused(out var error)
                        ? Refuse(error, http)
                        : Results.Json(result.Value, Json.Options);
                }
            )
            .AllowAnonymous()
            .WithName(typeof(TBody).Name.Replace("Request", "", StringComparison.Ordinal))
            .WithTags(Tag(typeof(TBody)))
            .Produces<T>(StatusCodes.Status200OK)
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problems.MediaType)
            .Produces<Problem>(StatusCodes.Status401Unauthorized, Problems.MediaType);

    /// <summary>
    /// A call of a provider, which signs in by no token and so sends no command of its own: what it says is checked by what
    /// handles it. Its form is the provider's, so the API's description leaves it out.
    /// </summary>
    public void MapProviderCall(
        HttpMethod method,
        string pattern,
        Func<HttpContext, Task<Microsoft.AspNetCore.Http.IResult>> handle
    ) => _group.MapMethods(pattern, [method.Method], handle).AllowAnonymous().ExcludeFromDescription();

    private RouteHandlerBuilder Map<TRequest, T>(HttpMethod method, string pattern, Delegate makeRequest, int status)
        where TRequest : IRequest<Result<T>>
        where T : notnull
    {
        var builder = new LateRoute(
            pattern,
            method,
            makeRequest,
            QueryTimes.Strictly,
            (_, next) =>
                async invocation =>
                {
                    var request = (TRequest)(await next(invocation))!;
                    return await Send<TRequest, T>(invocation.HttpContext, request, status);
                }
        ).MapTo(_group);
        // What the function makes is the request; taken for the answer, it would be published as one.
        builder.Finally(endpoint =>
        {
            foreach (
                var inferred in endpoint
                    .Metadata.OfType<IProducesResponseTypeMetadata>()
                    .Where(answer => answer.Type == typeof(TRequest))
                    .ToList()
            )
            {
                endpoint.Metadata.Remove(inferred);
            }
        });
        foreach (var refusal in RefusalsOf(typeof(TRequest)))
        {
            builder.Produces<Problem>(refusal, Problems.MediaType);
        }

        return builder
            .WithName(typeof(TRequest).Name)
            .WithTags(Tag(typeof(TRequest)))
            .WithMetadata(new SendsRequest(typeof(TRequest), typeof(T)))
            .Produces(status, typeof(T).IsAssignableTo(typeof(IFile)) ? typeof(JsonElement) : typeof(T));
    }

    private static IEnumerable<int> RefusalsOf(Type request)
    {
        yield return StatusCodes.Status400BadRequest;
        yield return StatusCodes.Status401Unauthorized;
        yield return StatusCodes.Status403Forbidden;
        yield return StatusCodes.Status404NotFound;
        yield return StatusCodes.Status409Conflict;
        if (request.IsAssignableTo(typeof(IConditional)))
        {
            yield return StatusCodes.Status412PreconditionFailed;
        }

        if (request.IsAssignableTo(typeof(IWrite)))
        {
            yield return StatusCodes.Status422UnprocessableEntity;
        }
    }

    private static async Task<Microsoft.AspNetCore.Http.IResult> Send<TRequest, T>(
        HttpContext http,
        TRequest request,
        int status
    )
        where TRequest : IRequest<Result<T>>
        where T : notnull
    {
        var context = http.RequestServices.GetRequiredService<CallContext>();
        if (request is IMovesMoney && context.IdempotencyKey is null)
        {
            return Refuse(Error.Invalid("idempotency_key.missing"), http);
        }

        var mediator = http.RequestServices.GetRequiredService<IMediator>();
        var result = await mediator.Send(request, http.RequestAborted);
        if (result.IsRefused(out var error))
        {
            return Refuse(error, http);
        }

        if (context.Replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }

        return Answer(http, await FileOf(http, request, result.Value) ?? (object)result.Value, status);
    }

    private static async Task<IFile?> FileOf(HttpContext http, object request, object value) =>
        request is IReportQuery query && value is IReport report
            ? await http
                .RequestServices.GetRequiredService<ReportFiles>()
                .Of(report, query, http.Request.Query["format"], http.RequestAborted)
            : null;

    private static Microsoft.AspNetCore.Http.IResult Answer(HttpContext http, object value, int status)
    {
        if (value is IFile file)
        {
            if (file.Sha256 is { } sha256)
            {
                // RFC 9530: whoever keeps the file can tell later that it is the same.
                http.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(sha256)}:";
            }

            if (file is HtmlPage page)
            {
                http.Response.Headers.ContentSecurityPolicy = page.ContentSecurityPolicy;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                http.Response.Headers.CacheControl = "private, no-store";
            }

            if (file.ShownAs is { } shownAs)
            {
                http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("inline")
                {
                    FileName = shownAs,
                }.ToString();
                http.Response.Headers.CacheControl = "private, no-store";
            }

            return file.Stream is { } stream
                ? Results.File(stream, file.ContentType, file.Name)
                : Results.File(file.Content, file.ContentType, file.Name);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json.Options);
        if (http.Request.Method == HttpMethods.Get)
        {
            var tag = ETag.OfBytes(body);
            http.Response.Headers.ETag = tag;
            http.Response.Headers.CacheControl = "private, no-cache";
            if (http.Request.Headers.IfNoneMatch.Any(value => value?.Contains(tag, StringComparison.Ordinal) == true))
            {
                return Results.StatusCode(StatusCodes.Status304NotModified);
            }
        }

        http.Response.StatusCode = status;
        return Results.Bytes(body, "application/json; charset=utf-8");
    }

    internal static Microsoft.AspNetCore.Http.IResult Refuse(Error error, HttpContext http)
    {
        var problem = Problems.Of(error, http);
        return Results.Json(problem, Json.Options, Problems.MediaType, problem.Status);
    }

    // The feature's folder: Baznas.Bmd.Web.Features.<Area>.…
    private static string Tag(Type request) =>
        request.Namespace!.Split('.').SkipWhile(part => part != "Features").ElementAtOrDefault(1) ?? "Service";
}

/// <summary>An answer that is a file rather than JSON.</summary>
public interface IFile
{
    /// <summary>The bytes.</summary>
    byte[] Content { get; }

    /// <summary>The bytes as they come, for what is too large to hold; null where they are held.</summary>
    Stream? Stream => null;

    /// <summary>The media type.</summary>
    string ContentType { get; }

    /// <summary>The file's name, without a path; null for what a browser shows instead of saving it.</summary>
    string? Name { get; }

    /// <summary>What a browser proposes to save it as once it has shown it; null when there is nothing to propose.</summary>
    string? ShownAs => null;

    /// <summary>The SHA-256 that was kept with it; null when none was.</summary>
    byte[]? Sha256 => null;
}
