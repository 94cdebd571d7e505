using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.GetGroup;

/// <summary>A group with its members.</summary>
/// <param name="Id">The group.</param>
[AllowedToStaff]
public sealed record GetGroup(string Id) : IQuery<GroupView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Group(Id);

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<GetGroup, GroupView>("/groups/{id}", (string id) => new GetGroup(id));
}

/// <summary>Reads it.</summary>
public sealed class GetGroupHandler(GroupBook groups) : IRequestHandler<GetGroup, Result<GroupView>>
{
    /// <inheritdoc/>
    public async Task<Result<GroupView>> Handle(GetGroup request, CancellationToken cancellationToken) =>
        (await groups.Find(request.Id, cancellationToken))!;
}
