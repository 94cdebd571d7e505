using Baznas.Bmd.Web.Platform.Access;
using MediatR;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>Requests that the service sends itself, in a job or a sub-command.</summary>
public static class ServiceRequests
{
    /// <summary>Sends a request in a scope of its own, as the service.</summary>
    public static Task<T> SendAsService<T>(
        this IServiceProvider services,
        IRequest<T> request,
        CancellationToken ct = default
    ) => services.SendAs(Caller.Service, new Origin(Edge.Job), request, ct);

    /// <summary>Sends a request in a scope of its own, as the service, for what came from elsewhere than a job.</summary>
    public static Task<T> SendAsService<T>(
        this IServiceProvider services,
        Origin origin,
        IRequest<T> request,
        CancellationToken ct = default
    ) => services.SendAs(Caller.Service, origin, request, ct);

    /// <summary>Sends a request in a scope of its own, as a user.</summary>
    public static async Task<T> SendAs<T>(
        this IServiceProvider services,
        Caller caller,
        Origin origin,
        IRequest<T> request,
        CancellationToken ct = default
    )
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CallContext>();
        context.Caller = caller;
        context.Origin = origin;
        context.RequestId = $"service-{Guid.CreateVersion7()}";
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}
