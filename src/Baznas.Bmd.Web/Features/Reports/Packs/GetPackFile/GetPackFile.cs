using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Packs.GetPackFile;

/// <summary>
/// A file of a pack byte for byte as it was kept; the <c>Repr-Digest</c> header (RFC 9530) is the SHA-256 that was kept with
/// it.
/// </summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetPackFile : IQuery<KeptFile>, IApiEndpoint
{
    /// <summary>The pack.</summary>
    public required string Id { get; init; }

    /// <summary>The file's name: <c>manifest.json</c>.</summary>
    public required string Name { get; init; }

    Subject IRead.Subject => Subject.KeptPack(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetPackFile, KeptFile>(
            "/reports/packs/{id}/files/{name}",
            (string id, string name) => new GetPackFile { Id = id, Name = name }
        );
}

/// <summary>A kept file, or all of a pack's in one.</summary>
/// <param name="name">The file's name.</param>
/// <param name="contentType">The media type.</param>
/// <param name="content">The bytes.</param>
/// <param name="sha256">What was kept with it.</param>
public sealed class KeptFile(string name, string contentType, byte[] content, byte[] sha256) : IFile
{
    /// <inheritdoc/>
    public byte[] Content => content;

    /// <inheritdoc/>
    public string ContentType => contentType;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public byte[] Sha256 => sha256;
}

/// <summary>Reads it.</summary>
public sealed class GetPackFileHandler(Db db) : IRequestHandler<GetPackFile, Result<KeptFile>>
{
    private static readonly Error NotFound = Error.NotFound("pack.file_not_found");

    private static readonly Sql<GetPackFile, Row> Find = new(
        "SELECT [ContentType], [Sha256], [Content] FROM [KeptFile] WHERE [PackId] = @Id AND [Name] = @Name"
    );

    /// <inheritdoc/>
    public async Task<Result<KeptFile>> Handle(GetPackFile request, CancellationToken cancellationToken) =>
        await db.Find(Find, request, cancellationToken) is { } row
            ? new KeptFile(request.Name, row.ContentType, row.Content, Convert.FromHexString(row.Sha256))
            : NotFound;

    private sealed class Row
    {
        public string ContentType { get; init; } = "";
        public string Sha256 { get; init; } = "";
        public byte[] Content { get; init; } = [];
    }
}
