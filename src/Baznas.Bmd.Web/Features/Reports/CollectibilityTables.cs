using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>Each office's own table of collectibility classes.</summary>
/// <param name="db">The request's database.</param>
public sealed class CollectibilityTables(Db db)
{
    private static readonly Sql<IdParameter, string> OfOffice = new(
        "SELECT [Collectibility] FROM [Office] WHERE [Id] = @Id"
    );

    /// <summary>The office's table; the usual one for all offices together.</summary>
    public async Task<CollectibilityTable> Of(string? officeId, CancellationToken ct) =>
        officeId is not null && await db.Find(OfOffice, new IdParameter(officeId), ct) is { } json
            ? CollectibilityTable.Create(Json.Read<IReadOnlyList<CollectibilityBand>>(json)).Value
            : CollectibilityTable.Default;
}
