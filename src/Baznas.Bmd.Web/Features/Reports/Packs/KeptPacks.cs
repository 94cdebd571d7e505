using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reports.Packs;

/// <summary>Which pack: what it is, of which month, and the how-manieth of it.</summary>
/// <param name="Kind">What it is: <c>monthEnd</c>.</param>
/// <param name="Period">The month.</param>
/// <param name="Edition">1, and one more each time the month was closed again.</param>
public sealed record PackKey(string Kind, string Period, int Edition);

/// <summary>What the audit trail says of a kept pack; the files can be held against it.</summary>
public sealed record PackEvidence
{
    /// <summary>The audit event.</summary>
    public const string Action = "keptPack.kept";

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The month.</summary>
    public required string Period { get; init; }

    /// <summary>The how-manieth.</summary>
    public required int Edition { get; init; }

    /// <summary>Of the archive, in hexadecimal.</summary>
    public required string ArchiveSha256 { get; init; }

    /// <summary>Its files in their order.</summary>
    public required IReadOnlyList<FileEvidence> Files { get; init; }
}

/// <summary>A file of a kept pack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
public sealed record FileEvidence(string Name, int Size, string Sha256);

/// <summary>Packs of files kept as they were.</summary>
/// <param name="db">The request's database.</param>
/// <param name="work">The unit of work under way.</param>
/// <param name="ids">Makes their ids.</param>
public sealed class KeptPacks(Db db, Work work, Ids ids)
{
    private static readonly Sql<NewPack, NoRows> InsertPack = new(
        """
        INSERT INTO [KeptPack] ([Id], [OfficeId], [Kind], [Period], [Edition], [ArchiveSha256], [KeptAt])
        VALUES (@Id, @OfficeId, @Kind, @Period, @Edition, @ArchiveSha256, @KeptAt)
        """
    );

    private static readonly Sql<NewFile, NoRows> InsertFile = new(
        """
        INSERT INTO [KeptFile] ([PackId], [Place], [Name], [ContentType], [Size], [Sha256], [Content])
        VALUES (@PackId, @Place, @Name, @ContentType, @Size, @Sha256, @Content)
        """
    );

    private static readonly Sql<IdParameter, FileRow> FilesOf = new(
        "SELECT [Name], [ContentType], [Content] FROM [KeptFile] WHERE [PackId] = @Id ORDER BY [Place]"
    );

    /// <summary>Keeps a pack of the office under way.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Keep(PackKey key, IReadOnlyList<PackFile> files, CancellationToken ct)
    {
        var pack = new NewPack
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            Kind = key.Kind,
            Period = key.Period,
            Edition = key.Edition,
            ArchiveSha256 = Digest.Of(PackArchive.Of(files)),
            KeptAt = work.Now,
        };
        await db.Execute(InsertPack, pack, ct);
        await db.ExecuteEach(InsertFile, [.. files.Select((file, i) => NewFile.Of(pack.Id, i + 1, file))], ct);
        work.Audit(
            PackEvidence.Action,
            pack.Id,
            null,
            new PackEvidence
            {
                Kind = pack.Kind,
                Period = pack.Period,
                Edition = pack.Edition,
                ArchiveSha256 = pack.ArchiveSha256,
                Files = [.. files.Select(file => new FileEvidence(file.Name, file.Content.Length, file.Sha256))],
            }
        );
        return pack.Id;
    }

    /// <summary>The files of a pack in their order.</summary>
    public async Task<IReadOnlyList<PackFile>> Files(string packId, CancellationToken ct) =>
        [.. (await db.Query(FilesOf, new IdParameter(packId), ct)).Select(row => row.ToFile())];

    private sealed record NewPack
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string Kind { get; init; }
        public required string Period { get; init; }
        public required int Edition { get; init; }
        public required string ArchiveSha256 { get; init; }
        public required DateTimeOffset KeptAt { get; init; }
    }

    private sealed record NewFile
    {
        public required string PackId { get; init; }
        public required int Place { get; init; }
        public required string Name { get; init; }
        public required string ContentType { get; init; }
        public required int Size { get; init; }
        public required string Sha256 { get; init; }
        public required byte[] Content { get; init; }

        public static NewFile Of(string packId, int place, PackFile file) =>
            new()
            {
                PackId = packId,
                Place = place,
                Name = file.Name,
                ContentType = file.ContentType,
                Size = file.Content.Length,
                Sha256 = file.Sha256,
                Content = file.Content,
            };
    }

    private sealed class FileRow
    {
        public string Name { get; init; } = "";
        public string ContentType { get; init; } = "";
        public byte[] Content { get; init; } = [];

        public PackFile ToFile() => new(Name, ContentType, Content);
    }
}
