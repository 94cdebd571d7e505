using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.GetApplication;

/// <summary>An application with its survey and decisions.</summary>
/// <param name="Id">The application.</param>
[AllowedToStaff]
public sealed record GetApplication(string Id) : IQuery<ApplicationView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Application(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetApplication, ApplicationView>("/applications/{id}", (string id) => new GetApplication(id));
}

/// <summary>Reads it.</summary>
public sealed class GetApplicationHandler(ApplicationBook applications)
    : IRequestHandler<GetApplication, Result<ApplicationView>>
{
    /// <inheritdoc/>
    public async Task<Result<ApplicationView>> Handle(GetApplication request, CancellationToken cancellationToken) =>
        (await applications.Find(request.Id, cancellationToken))!.Value.View;
}
