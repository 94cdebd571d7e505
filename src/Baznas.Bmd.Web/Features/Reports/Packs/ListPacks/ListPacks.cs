using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Packs.ListPacks;

/// <summary>The packs of reports that were kept as they were, the newest first.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record ListPacks : IQuery<Page<PackView>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PackFilter Filter { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Filter.OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListPacks, Page<PackView>>(
            "/reports/packs",
            ([AsParameters] PackFilter filter) => new ListPacks { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record PackFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only packs of this month: <c>2026-03</c>.</summary>
    public string? Period { get; init; }

    /// <summary>Only packs of this kind: <c>monthEnd</c>, <c>scheduled</c>.</summary>
    public string? Kind { get; init; }
}

/// <summary>A kept pack, without its files.</summary>
public sealed record PackView
{
    /// <summary>Which one.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The office's mark.</summary>
    public required string OfficeCode { get; init; }

    /// <summary>What it is: <c>monthEnd</c>, or <c>scheduled</c> for a report that came by itself.</summary>
    public required string Kind { get; init; }

    /// <summary>The month.</summary>
    public required string Period { get; init; }

    /// <summary>
    /// Which of its kind in its month: 1, and one more each time the month was closed again; scheduled ones are counted.
    /// </summary>
    public required int Edition { get; init; }

    /// <summary>The SHA-256 of the whole pack as one archive, in hexadecimal.</summary>
    public required string ArchiveSha256 { get; init; }

    /// <summary>When it was kept.</summary>
    public required DateTimeOffset KeptAt { get; init; }

    /// <summary>The archive's name.</summary>
    public string ArchiveName =>
        Kind == KeepMonthEndPack.KeepMonthEndPack.Kind
            ? $"BMD-{OfficeCode}-{Period}{(Edition == 1 ? "" : $"-{Edition}")}.zip"
            : $"BMD-{OfficeCode}-{Kind}-{Period}-{Edition}.zip";
}

/// <summary>A kept pack as the database holds it.</summary>
public sealed class PackRow
{
#pragma warning disable CS1591 // The columns of KeptPack.
    public const string Select = """
        SELECT p.[Id], p.[OfficeId], o.[Code] AS [OfficeCode], p.[Kind], p.[Period], p.[Edition], p.[ArchiveSha256], p.[KeptAt]
        FROM [KeptPack] p
        JOIN [Office] o ON o.[Id] = p.[OfficeId]
        """;

    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string OfficeCode { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Period { get; init; } = "";
    public int Edition { get; init; }
    public string ArchiveSha256 { get; init; } = "";
    public DateTimeOffset KeptAt { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it.</summary>
    public PackView ToView() =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            OfficeCode = OfficeCode,
            Kind = Kind,
            Period = Period,
            Edition = Edition,
            ArchiveSha256 = ArchiveSha256,
            KeptAt = KeptAt,
        };
}

/// <summary>Reads one page.</summary>
public sealed class ListPacksHandler(Db db, CallContext context) : IRequestHandler<ListPacks, Result<Page<PackView>>>
{
    private static readonly Sql<Parameters, PackRow> List = new(
        $$"""
        {{PackRow.Select}}
        WHERE 1 = 1
            {?OfficeId: AND p.[OfficeId] = @OfficeId}
            {?Before: AND p.[Id] < @Before}
            {?Period: AND p.[Period] = @Period}
            {?Kind: AND p.[Kind] = @Kind}
        ORDER BY p.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<PackView>>> Handle(ListPacks request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Filter.Limit, request.Filter.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var rows = await db.Query(
            List,
            new Parameters
            {
                Take = asked.Value.Take,
                Before = asked.Value.Before,
                OfficeId = request.Filter.OfficeId ?? context.Caller!.OfficeId,
                Period = request.Filter.Period,
                Kind = request.Filter.Kind,
            },
            cancellationToken
        );
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? Period { get; init; }
        public required string? Kind { get; init; }
    }
}
