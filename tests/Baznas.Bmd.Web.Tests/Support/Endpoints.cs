using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Platform.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>An address as the service has mapped it.</summary>
public sealed record MappedEndpoint(string? Method, string Path, Type? RequestType, bool IsAnonymous);

/// <summary>Every address that the service answers at.</summary>
public static partial class Endpoints
{
    public static IReadOnlyList<MappedEndpoint> Of(BmdHost host) =>
        [
            .. host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .SelectMany(endpoint =>
                    (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [null!])
                        .DefaultIfEmpty(null)
                        .Select(method => new MappedEndpoint(
                            method,
                            "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
                            endpoint.Metadata.GetMetadata<SendsRequest>()?.RequestType,
                            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                        ))
                ),
        ];

    /// <summary>The path with every parameter called the same.</summary>
    public static string Shape(string path) => Parameter().Replace(path, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
