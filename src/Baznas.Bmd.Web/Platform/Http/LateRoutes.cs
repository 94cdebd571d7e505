namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>
/// Routes whose binding is compiled at their first call. The framework compiles a route with filters while the service
/// starts, and most of some three hundred are not called between two starts.
/// </summary>
internal static class LateRoutes
{
    /// <summary>Adds a route, described as the framework would: OpenAPI and the rules of access see no difference.</summary>
    /// <param name="routes">Where it is added.</param>
    /// <param name="pattern">Its pattern.</param>
    /// <param name="method">Its HTTP method.</param>
    /// <param name="handler">What is called with what was bound.</param>
    /// <param name="filters">What is done around the call, the outermost first.</param>
    public static RouteHandlerBuilder MapLate(
        this IEndpointRouteBuilder routes,
        string pattern,
        HttpMethod method,
        Delegate handler,
        params Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate>[] filters
    )
    {
        var route = routes.MapMethods(pattern, [method.Method], NeverCalled);
        route.Add(endpoint => Describe((RouteEndpointBuilder)endpoint, method, handler, filters));
        return new RouteHandlerBuilder([route]);
    }

    private static void Describe(
        RouteEndpointBuilder endpoint,
        HttpMethod method,
        Delegate handler,
        Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate>[] filters
    )
    {
        endpoint.Metadata.Add(handler.Method);
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = endpoint.ApplicationServices,
            RouteParameterNames = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name),
            DisableInferBodyFromParameters = method == HttpMethod.Get,
            ThrowOnBadRequest = true,
            EndpointBuilder = endpoint,
        };
        var described = RequestDelegateFactory.InferMetadata(handler.Method, options);
        var compiled = new Lazy<RequestDelegate>(() =>
        {
            // The endpoint itself was built long ago, without filters.
            foreach (var filter in filters)
            {
                endpoint.FilterFactories.Add(filter);
            }

            return RequestDelegateFactory.Create(handler, options, described).RequestDelegate;
        });
        endpoint.RequestDelegate = http => compiled.Value(http);
    }

    private static Task NeverCalled(HttpContext http) => throw new InvalidOperationException("Describe replaces it.");
}
