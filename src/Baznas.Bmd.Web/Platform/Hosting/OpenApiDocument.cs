using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Baznas.Bmd.Web.Platform.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>The published description of the API: the same text for the same code, wherever and however often it is asked.</summary>
internal static class OpenApiDocument
{
    private const string Bearer = "bearer";

    private const string Description =
        "Loan management for Baznas Microfinance Desa. Money is whole rupiah; dates are the office's. "
        + "Refusals are problems as RFC 9457 tells them, with a stable `code`, in the language that `Accept-Language` "
        + "asks for (`id` or `en`).";

    public static void Configure(OpenApiOptions options)
    {
        var types = new ConcurrentDictionary<string, Type>();
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = info => NameOf(info, types);
        options.AddSchemaTransformer((schema, context, _) => Correct(schema, context.JsonTypeInfo.Type));
        options.AddOperationTransformer((operation, context, _) => OpenApiOperations.Complete(operation, context));
        options.AddDocumentTransformer((document, _, _) => Complete(document, types));
    }

    // Two types under one name would make one of them a lie.
    private static string? NameOf(JsonTypeInfo info, ConcurrentDictionary<string, Type> types)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(info);
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return name is null || types.GetOrAdd(name, type) == type
            ? name
            : throw new InvalidOperationException($"{type} and {types[name]} are both called {name} in the API.");
    }

    private static Task Correct(OpenApiSchema schema, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        // Whether a value may be null is said where it is used, and would else be said twice.
        if (type == typeof(Rupiah))
        {
            schema.Type = JsonSchemaType.Integer;
            schema.Format = "int64";
            schema.Properties?.Clear();
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum =
            [
                .. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name)),
            ];
        }
        else if (type == typeof(JsonElement))
        {
            schema.Type =
                JsonSchemaType.Object
                | JsonSchemaType.Array
                | JsonSchemaType.String
                | JsonSchemaType.Number
                | JsonSchemaType.Boolean;
        }

        return Task.CompletedTask;
    }

    private static Task Complete(Microsoft.OpenApi.OpenApiDocument document, ConcurrentDictionary<string, Type> types)
    {
        document.Info.Title = "Baznas.Bmd";
        document.Info.Version = "v1";
        document.Info.Description = Description;
        // Wherever this document was read from.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = $"The `accessToken` of `POST {Api.Base}/auth/tokens`.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
        ];
        foreach (var (name, schema) in document.Components.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            Explain(schema, types[name]);
        }

        Sort(document);
        return Task.CompletedTask;
    }

    private static void Explain(IOpenApiSchema schema, Type type)
    {
        schema.Description ??= DocComments.Of(type);
        foreach (var property in type.GetProperties())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (schema.Properties?.TryGetValue(name, out var told) == true)
            {
                told.Description = DocComments.Of(property) ?? told.Description;
            }
        }
    }

    private static void Sort(Microsoft.OpenApi.OpenApiDocument document)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            paths.Add(path, item);
        }

        document.Paths = paths;
        document.Components!.Schemas = document
            .Components.Schemas?.OrderBy(schema => schema.Key, StringComparer.Ordinal)
            .ToDictionary();
        document.Tags = document.Tags?.OrderBy(tag => tag.Name, StringComparer.Ordinal).ToHashSet();
    }
}
