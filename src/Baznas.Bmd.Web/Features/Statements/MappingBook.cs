using System.Text.Json;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>How an office maps its ledger to its statements.</summary>
public sealed record MappingView
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Counts the office's changes; 0 for the mapping that the service is delivered with.</summary>
    public required int Version { get; init; }

    /// <summary>From when on it holds; null for the mapping that the service is delivered with.</summary>
    public required DateOnly? ValidFrom { get; init; }

    /// <summary>The groups, by statement.</summary>
    public required IReadOnlyList<StatementGroup> Groups { get; init; }

    /// <summary>The lines, by statement, group and order.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }

    /// <summary>The mapping itself, which was valid when it was written.</summary>
    public StatementMapping ToMapping() => StatementMapping.Create(Groups, Lines).Value;

    /// <summary>A version of an office's mapping.</summary>
    public static MappingView Of(string officeId, int version, DateOnly? validFrom, StatementMapping mapping) =>
        new()
        {
            OfficeId = officeId,
            Version = version,
            ValidFrom = validFrom,
            Groups = mapping.Groups,
            Lines = mapping.Lines,
        };
}

/// <summary>Groups and lines as they are kept and delivered.</summary>
public sealed record MappingContent
{
    /// <summary>The groups.</summary>
    public required IReadOnlyList<StatementGroup> Groups { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }
}

/// <summary>The mappings of offices.</summary>
/// <param name="db">The request's database.</param>
public sealed class MappingBook(Db db)
{
    private const string Resource = "Baznas.Bmd.Web.Resources.statement-mapping.json";

    /// <summary>What the service is delivered with.</summary>
    public static readonly StatementMapping Delivered = ReadDelivered();

    private static readonly DateOnly Ever = DateOnly.MaxValue;

    private static readonly Sql<OfficeDay, Row> InForce = new(
        """
        SELECT m.[Version], m.[ValidFrom], m.[Content] FROM [StatementMapping] m
        WHERE m.[OfficeId] = @OfficeId AND m.[Version] = (SELECT MAX(x.[Version]) FROM [StatementMapping] x
            WHERE x.[OfficeId] = @OfficeId AND x.[ValidFrom] <= @Day)
        """
    );

    private static readonly Sql<NewMapping, NoRows> Insert = new(
        """
        INSERT INTO [StatementMapping] ([OfficeId], [Version], [ValidFrom], [Content], [WrittenBy], [WrittenAt])
        VALUES (@OfficeId, @Version, @ValidFrom, @Content, @WrittenBy, @WrittenAt)
        """
    );

    /// <summary>The mapping in force on a day; the one written last when no day is named.</summary>
    public async Task<MappingView> Of(string officeId, DateOnly? day, CancellationToken ct) =>
        await db.Find(InForce, new OfficeDay(officeId, day ?? Ever), ct) is { } row
            ? MappingView.Of(officeId, row.Version, row.ValidFrom, Parse(row.Content))
            : MappingView.Of(officeId, 0, null, Delivered);

    /// <summary>Stores a version.</summary>
    public Task Add(MappingView mapping, Work work, CancellationToken ct) =>
        db.Execute(
            Insert,
            new NewMapping
            {
                OfficeId = mapping.OfficeId,
                Version = mapping.Version,
                ValidFrom = mapping.ValidFrom!.Value,
                Content = Json.Write(new MappingContent { Groups = mapping.Groups, Lines = mapping.Lines }),
                WrittenBy = work.Caller.UserId,
                WrittenAt = work.Now,
            },
            ct
        );

    private static StatementMapping Parse(string content)
    {
        var read = Json.Read<MappingContent>(content);
        return StatementMapping.Create(read.Groups, read.Lines).Value;
    }

    private static StatementMapping ReadDelivered()
    {
        using var stream =
            typeof(MappingBook).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program lacks {Resource}.");
        var read = JsonSerializer.Deserialize<MappingContent>(stream, Json.Options)!;
        return StatementMapping.Create(read.Groups, read.Lines).Value;
    }

    private sealed record OfficeDay(string OfficeId, DateOnly Day);

    private sealed class Row
    {
        public int Version { get; init; }
        public DateOnly ValidFrom { get; init; }
        public string Content { get; init; } = "";
    }

    private sealed record NewMapping
    {
        public required string OfficeId { get; init; }
        public required int Version { get; init; }
        public required DateOnly ValidFrom { get; init; }
        public required string Content { get; init; }
        public required string WrittenBy { get; init; }
        public required DateTimeOffset WrittenAt { get; init; }
    }
}
