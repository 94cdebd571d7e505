using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.WriteOffs.GetWriteOff;

/// <summary>A request to write a debt off or to forgive it, with what approvers have said.</summary>
/// <param name="Id">The request.</param>
[AllowedToStaff]
public sealed record GetWriteOff(string Id) : IQuery<WriteOffView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.WriteOff(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetWriteOff, WriteOffView>("/write-offs/{id}", (string id) => new GetWriteOff(id));
}

/// <summary>Reads it.</summary>
public sealed class GetWriteOffHandler(WriteOffBook book) : IRequestHandler<GetWriteOff, Result<WriteOffView>>
{
    /// <inheritdoc/>
    public async Task<Result<WriteOffView>> Handle(GetWriteOff request, CancellationToken cancellationToken) =>
        await book.Find(request.Id, cancellationToken);
}
