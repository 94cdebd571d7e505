using System.Diagnostics;
using System.Text.Json.Serialization;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>A refusal as RFC 9457 tells it.</summary>
public sealed record Problem
{
    /// <summary>A name for this sort of problem.</summary>
    public required string Type { get; init; }

    /// <summary>The sort of problem, in the caller's language.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong and what to do, in the caller's language.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable dotted code.</summary>
    public required string Code { get; init; }

    /// <summary>Finds the request in the logs.</summary>
    public required string TraceId { get; init; }

    /// <summary>What is wrong with which field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}

/// <summary>Maps refusals to HTTP, in one place.</summary>
public static class Problems
{
    /// <summary>The media type of a problem.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The HTTP status of a sort of refusal.</summary>
    public static int StatusOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status400BadRequest,
            ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
            ErrorKind.KeyReused => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>The problem of a refusal.</summary>
    public static Problem Of(Error error, HttpContext http)
    {
        var detail = ReferenceEquals(error, InvalidRequest.NoJson)
            ? Messages.Text("request.no_json")!
            : Messages.Of(error);
        var errors = error switch
        {
            InvalidRequest { Fields.Count: 0 } => null,
            InvalidRequest invalid => invalid.Fields,
            { Field: { } field } => new Dictionary<string, string[]> { [field] = [detail] },
            _ => null,
        };
        return Make(http, StatusOf(error.Kind), (error.Code, detail)) with { Errors = errors };
    }

    /// <summary>The problem of a status that no refusal of ours explains, such as an unknown address.</summary>
    public static Problem OfStatus(int status, HttpContext http)
    {
        var code = $"http.{status}";
        return Make(http, status, (code, Messages.Text(code) ?? Messages.Text("http.other")!));
    }

    /// <summary>Answers with a problem.</summary>
    public static Task Write(Problem problem, HttpContext http)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, Json.Options, MediaType, http.RequestAborted);
    }

    private static Problem Make(HttpContext http, int status, (string Code, string Detail) text) =>
        new()
        {
            Type = $"urn:baznas-bmd:{text.Code}",
            Title = Messages.Text($"http.title.{status}") ?? Messages.Text("http.title.other")!,
            Status = status,
            Detail = text.Detail,
            Code = text.Code,
            TraceId = TraceId(http),
        };

    /// <summary>The name of the request in logs.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}

/// <summary>A request with fields that can't be taken.</summary>
public sealed record InvalidRequest : Error
{
    /// <summary>A body is missing that is needed, or it is no JSON at all.</summary>
    public static readonly InvalidRequest NoJson = new("request.malformed", new Dictionary<string, string[]>());

    /// <summary>Makes the refusal.</summary>
    /// <param name="code">Stable dotted code.</param>
    /// <param name="fields">What is wrong with which field, in the caller's language.</param>
    public InvalidRequest(string code, IReadOnlyDictionary<string, string[]> fields)
        : base(ErrorKind.Invalid, code) => Fields = fields;

    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; }
}
