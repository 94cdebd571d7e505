using Baznas.Bmd.Web.Features.Reports.Packs.ListPacks;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Packs.GetPack;

/// <summary>A kept pack and what is in it.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetPack : IQuery<PackWithFiles>, IApiEndpoint
{
    /// <summary>Which one.</summary>
    public required string Id { get; init; }

    Subject IRead.Subject => Subject.KeptPack(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetPack, PackWithFiles>("/reports/packs/{id}", (string id) => new GetPack { Id = id });
}

/// <summary>A kept pack and what is in it.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Files">Its files in their order.</param>
public sealed record PackWithFiles(PackView Pack, IReadOnlyList<PackFileView> Files);

/// <summary>A kept file, without its content.</summary>
public sealed record PackFileView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>How many bytes.</summary>
    public required int Size { get; init; }

    /// <summary>Of its bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>Reads it.</summary>
public sealed class GetPackHandler(Db db) : IRequestHandler<GetPack, Result<PackWithFiles>>
{
    private static readonly Sql<IdParameter, PackRow> ById = new($"{PackRow.Select} WHERE p.[Id] = @Id");

    private static readonly Sql<IdParameter, FileRow> FilesOf = new(
        "SELECT [Name], [ContentType], [Size], [Sha256] FROM [KeptFile] WHERE [PackId] = @Id ORDER BY [Place]"
    );

    /// <inheritdoc/>
    public async Task<Result<PackWithFiles>> Handle(GetPack request, CancellationToken cancellationToken)
    {
        var id = new IdParameter(request.Id);
        var pack = (await db.Find(ById, id, cancellationToken))!;
        var files = await db.Query(FilesOf, id, cancellationToken);
        return new PackWithFiles(pack.ToView(), [.. files.Select(file => file.ToView())]);
    }

    private sealed class FileRow
    {
        public string Name { get; init; } = "";
        public string ContentType { get; init; } = "";
        public int Size { get; init; }
        public string Sha256 { get; init; } = "";

        public PackFileView ToView() =>
            new()
            {
                Name = Name,
                ContentType = ContentType,
                Size = Size,
                Sha256 = Sha256,
            };
    }
}
