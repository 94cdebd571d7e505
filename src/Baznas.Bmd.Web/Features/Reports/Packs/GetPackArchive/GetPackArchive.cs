using Baznas.Bmd.Web.Features.Reports.Packs.GetPackFile;
using Baznas.Bmd.Web.Features.Reports.Packs.ListPacks;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Packs.GetPackArchive;

/// <summary>
/// All files of a pack in one archive; the <c>Repr-Digest</c> header (RFC 9530) is the SHA-256 that was kept with the pack.
/// </summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetPackArchive : IQuery<KeptFile>, IApiEndpoint
{
    /// <summary>The pack.</summary>
    public required string Id { get; init; }

    Subject IRead.Subject => Subject.KeptPack(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetPackArchive, KeptFile>("/reports/packs/{id}/archive", (string id) => new GetPackArchive { Id = id });
}

/// <summary>Puts it together.</summary>
public sealed class GetPackArchiveHandler(Db db, KeptPacks packs) : IRequestHandler<GetPackArchive, Result<KeptFile>>
{
    private static readonly Sql<IdParameter, PackRow> ById = new($"{PackRow.Select} WHERE p.[Id] = @Id");

    /// <inheritdoc/>
    public async Task<Result<KeptFile>> Handle(GetPackArchive request, CancellationToken cancellationToken)
    {
        var pack = (await db.Find(ById, new IdParameter(request.Id), cancellationToken))!.ToView();
        return new KeptFile(
            pack.ArchiveName,
            PackArchive.MediaType,
            PackArchive.Of(await packs.Files(request.Id, cancellationToken)),
            Convert.FromHexString(pack.ArchiveSha256)
        );
    }
}
