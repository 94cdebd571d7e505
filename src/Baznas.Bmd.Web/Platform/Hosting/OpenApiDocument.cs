using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>The published description of the API.</summary>
internal static class OpenApiDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "Baznas.Bmd";
                document.Info.Version = "v1";
                document.Info.Description =
                    "Loan management for Baznas Microfinance Desa. Money is whole rupiah; dates are the office's.";
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
                };
                document.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] },
                ];
                return Task.CompletedTask;
            }
        );
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
                if (type == typeof(Rupiah))
                {
                    schema.Type =
                        JsonSchemaType.Integer | (type == context.JsonTypeInfo.Type ? 0 : JsonSchemaType.Null);
                    schema.Format = "int64";
                    schema.Description = "Whole rupiah.";
                    schema.Properties?.Clear();
                }

                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                if (
                    metadata.OfType<Http.SendsRequest>().FirstOrDefault() is { } sends
                    && sends.RequestType.IsAssignableTo(typeof(Requests.IMovesMoney))
                )
                {
                    operation.Parameters ??= [];
                    operation.Parameters.Add(
                        new OpenApiParameter
                        {
                            Name = "Idempotency-Key",
                            In = ParameterLocation.Header,
                            Required = true,
                            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
                        }
                    );
                }

                return Task.CompletedTask;
            }
        );
    }
}
