using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.GetUser;

/// <summary>A user of the caller's offices.</summary>
/// <param name="Id">Which one.</param>
[Allowed(Role.Admin, Role.Auditor)]
public sealed record GetUser(string Id) : IQuery<UserView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.User(Id);

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<GetUser, UserView>("/users/{id}", (string id) => new GetUser(id));
}

/// <summary>Reads it.</summary>
public sealed class GetUserHandler(UserViews users) : IRequestHandler<GetUser, Result<UserView>>
{
    /// <inheritdoc/>
    public async Task<Result<UserView>> Handle(GetUser request, CancellationToken cancellationToken) =>
        await users.Find(request.Id, cancellationToken);
}
