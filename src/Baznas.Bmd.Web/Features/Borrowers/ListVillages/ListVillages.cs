using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ListVillages;

/// <summary>The villages of the caller's offices: those of the office's region, and wherever else borrowers live.</summary>
[AllowedToStaff]
public sealed record ListVillages : IQuery<Page<VillageView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<ListVillages, Page<VillageView>>("/villages", () => new ListVillages());
}

/// <summary>A village and how many borrowers live there.</summary>
public sealed record VillageView
{
    /// <summary>Its Kemendagri code.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, or the code where it is not known.</summary>
    public required string Name { get; init; }

    /// <summary>Its district (kecamatan), if known.</summary>
    public required string? District { get; init; }

    /// <summary>The borrowers registered there.</summary>
    public required int Borrowers { get; init; }
}

/// <summary>Counts borrowers by village.</summary>
public sealed class ListVillagesHandler(Db db, CallContext context)
    : IRequestHandler<ListVillages, Result<Page<VillageView>>>
{
    private static readonly Sql<Filter, CountRow> Counts = new(
        """
        SELECT b.[VillageCode], COUNT(*) AS [Borrowers] FROM [Borrower] b
        WHERE b.[VillageCode] IS NOT NULL {?OfficeId: AND b.[OfficeId] = @OfficeId}
        GROUP BY b.[VillageCode]
        """
    );

    private static readonly Sql<Filter, string> Regions = new(
        "SELECT [RegionCode] FROM [Office] WHERE [RegionCode] IS NOT NULL {?OfficeId: AND [Id] = @OfficeId}"
    );

    /// <inheritdoc/>
    public async Task<Result<Page<VillageView>>> Handle(ListVillages request, CancellationToken cancellationToken)
    {
        var filter = new Filter(context.Caller!.OfficeId);
        var regions = await db.Query(Regions, filter, cancellationToken);
        var counts = (await db.Query(Counts, filter, cancellationToken)).ToDictionary(
            row => row.VillageCode,
            row => row.Borrowers
        );
        var near = Villages.Known.Where(village =>
            regions.Any(region => village.Code.StartsWith(region + ".", StringComparison.Ordinal))
        );
        var views = near.Select(village => village.Code)
            .Union(counts.Keys)
            .Select(Villages.Of)
            .OrderBy(village => village.Name, StringComparer.OrdinalIgnoreCase)
            .Select(village => new VillageView
            {
                Code = village.Code,
                Name = village.Name,
                District = village.District,
                Borrowers = counts.GetValueOrDefault(village.Code),
            });
        return new Page<VillageView> { Items = [.. views] };
    }

    private sealed record Filter(string? OfficeId);

    private sealed class CountRow
    {
        public string VillageCode { get; init; } = "";
        public int Borrowers { get; init; }
    }
}
