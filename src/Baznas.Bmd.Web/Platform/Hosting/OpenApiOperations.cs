using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>What the description of one call needs besides what the framework finds: all of it follows from the request's type.</summary>
internal static class OpenApiOperations
{
    private const string Csv = "text/csv";

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var sends = metadata.OfType<SendsRequest>().FirstOrDefault();
        var request = sends?.RequestType;
        operation.OperationId = JsonNamingPolicy.CamelCase.ConvertName(operation.OperationId!);
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            Correct(parameter, context.Description, request);
        }

        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
        }

        if (request is not null)
        {
            Explain(operation, request);
            AddConditions(operation, request);
        }

        var success = (OpenApiResponse)operation.Responses!.First(response => response.Key[0] == '2').Value;
        if (sends?.AnswerType.IsAssignableTo(typeof(IFile)) == true)
        {
            success.Headers = Headers("Repr-Digest", "The SHA-256 that was kept with the file, as RFC 9530 writes it.");
        }
        else if (context.Description.HttpMethod == HttpMethods.Get)
        {
            AddETag(operation, success);
        }

        if (request?.IsAssignableTo(typeof(IWrite)) == true)
        {
            success.Headers = Headers(
                "Idempotent-Replayed",
                "`true` when this is the answer to an earlier request with the same key."
            );
        }

        AddRefusals(operation);
        Explain(operation);
        return Task.CompletedTask;
    }

    // The first sentence is the call's name in a list; the others, and who may call it, are told beside it.
    private static void Explain(OpenApiOperation operation, Type request)
    {
        var sentences = (DocComments.Of(request) ?? "").Split(". ", 2);
        operation.Summary ??= sentences[0].TrimEnd('.');
        var roles = request.GetCustomAttribute<AllowedAttribute>()?.Roles;
        roles ??= request.IsDefined(typeof(AllowedToStaffAttribute)) ? AllowedAttribute.Staff : null;
        var who = roles is null
            ? "For everybody who is signed in."
            : $"For {string.Join(", ", roles.Select(role => $"`{EnumText.Of(role)}`"))}.";
        operation.Description ??= string.Join(' ', [.. sentences[1..], who]);
    }

    // As the contract and the JSON spell names; binding does not mind the case.
    private static void Correct(OpenApiParameter parameter, ApiDescription call, Type? request)
    {
        var described = call.ParameterDescriptions.FirstOrDefault(each => each.Name == parameter.Name);
        var info = (described?.ParameterDescriptor as IParameterInfoParameterDescriptor)?.ParameterInfo;
        parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        var type = info is null ? null : Nullable.GetUnderlyingType(info.ParameterType) ?? info.ParameterType;
        if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(EnumValue<>))
        {
            type = type.GetGenericArguments()[0];
            parameter.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))],
            };
        }

        const BindingFlags Any = BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance;
        var sameName =
            request?.GetProperty(parameter.Name, Any)
            // In a path, the id is that of what the request is about.
            ?? (parameter.In == ParameterLocation.Path ? request?.GetProperties().FirstOrDefault(EndsInId) : null);
        parameter.Description ??=
            (info?.Member is PropertyInfo property ? DocComments.Of(property) : null)
            ?? (sameName is null ? null : DocComments.Of(sameName))
            ?? (type is { IsEnum: true } ? DocComments.Of(type) : null);
    }

    private static bool EndsInId(PropertyInfo property) => property.Name.EndsWith("Id", StringComparison.Ordinal);

    private static void AddConditions(OpenApiOperation operation, Type request)
    {
        if (request.IsAssignableTo(typeof(IWrite)))
        {
            var movesMoney = request.IsAssignableTo(typeof(IMovesMoney));
            operation.Parameters!.Add(
                Header(
                    ("Idempotency-Key", "1 to 200 printable characters. The same key and payload posts once."),
                    movesMoney,
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        MinLength = 1,
                        MaxLength = 200,
                    }
                )
            );
        }

        if (request.IsAssignableTo(typeof(IConditional)))
        {
            operation.Parameters!.Add(
                Header(("If-Match", "The `ETag` of the copy that this is based on; refused with 412 when it is stale."))
            );
        }
    }

    private static void AddETag(OpenApiOperation operation, OpenApiResponse success)
    {
        foreach (var file in success.Content!.Where(content => content.Key is Csv or HtmlPage.MediaType))
        {
            file.Value.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
        }

        operation.Parameters!.Add(Header(("If-None-Match", "The `ETag` of the copy that the caller has.")));
        success.Headers = Headers("ETag", "The mark of this state of the resource; not on a file.");
        operation.Responses!["304"] = new OpenApiResponse();
    }

    private static void AddRefusals(OpenApiOperation operation)
    {
        var problem = ((OpenApiResponse)operation.Responses!["400"]).Content;
        string[] more = operation.RequestBody is null ? ["default"] : ["413", "415", "default"];
        foreach (var status in more)
        {
            operation.Responses[status] = new OpenApiResponse { Content = problem };
        }
    }

    private static void Explain(OpenApiOperation operation)
    {
        var responses = operation.Responses!.OrderBy(response => response.Key, StringComparer.Ordinal).ToList();
        operation.Responses = [];
        foreach (var (status, response) in responses)
        {
            response.Description = Meaning(status);
            operation.Responses.Add(status, response);
        }
    }

    private static OpenApiParameter Header(
        (string Name, string Meaning) header,
        bool isRequired = false,
        OpenApiSchema? schema = null
    ) =>
        new()
        {
            Name = header.Name,
            In = ParameterLocation.Header,
            Required = isRequired,
            Description = header.Meaning,
            Schema = schema ?? new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static Dictionary<string, IOpenApiHeader> Headers(string name, string meaning) =>
        new()
        {
            [name] = new OpenApiHeader
            {
                Description = meaning,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };

    private static string Meaning(string status) =>
        status switch
        {
            "200" => "Done.",
            "201" => "Made.",
            "202" => "Started; it goes on after the answer.",
            "304" => "The caller's copy is current.",
            "400" => "The request can't be read, or fields are out of range; `errors` names them.",
            "401" => "Not signed in.",
            "403" => "The caller's roles do not allow it.",
            "404" => "There is no such thing, or it is another office's.",
            "409" => "Refused by a rule or the present state; `code` says which.",
            "412" => "Changed since the copy that `If-Match` names.",
            "413" => "The body is too large.",
            "415" => "The body is not `application/json`.",
            "422" => "The idempotency key was used for another request.",
            "default" => "Any other refusal or failure.",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };
}
