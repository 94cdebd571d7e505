namespace Baznas.Bmd.Web.Platform.Http;

using Filter = Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate>;

/// <summary>
/// A route whose binding is compiled at its first call. The framework compiles a route with filters while the service
/// starts, and most of nearly two hundred are not called between two starts. It is described as the framework would
/// describe it: OpenAPI and the rules of access see no difference.
/// </summary>
/// <param name="pattern">Its pattern.</param>
/// <param name="method">Its HTTP method.</param>
/// <param name="handler">What is called with what was bound.</param>
/// <param name="filters">What is done around the call, the outermost first.</param>
internal sealed class LateRoute(string pattern, HttpMethod method, Delegate handler, params Filter[] filters)
{
    /// <summary>Adds the route.</summary>
    public RouteHandlerBuilder MapTo(IEndpointRouteBuilder routes)
    {
        var route = routes.MapMethods(pattern, [method.Method], NeverCalled);
        route.Add(endpoint => Complete((RouteEndpointBuilder)endpoint));
        return new RouteHandlerBuilder([route]);
    }

    private void Complete(RouteEndpointBuilder endpoint)
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

    private static Task NeverCalled(HttpContext http) => throw new InvalidOperationException("Complete replaces it.");
}
