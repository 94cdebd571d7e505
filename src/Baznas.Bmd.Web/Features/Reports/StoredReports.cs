using System.Security.Cryptography;
using System.Text;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>Reports kept as they were, each once.</summary>
/// <param name="db">The request's database.</param>
/// <param name="work">The unit of work under way.</param>
public sealed class StoredReports(Db db, Work work)
{
    private static readonly Sql<Key, int> CountOf = new(
        """
        SELECT COUNT(*) AS [Reports] FROM [StoredReport]
        WHERE [OfficeId] = @OfficeId AND [Kind] = @Kind AND [Period] = @Period
        """
    );

    private static readonly Sql<NewReport, NoRows> Insert = new(
        """
        INSERT INTO [StoredReport] ([OfficeId], [Kind], [Period], [Content], [Sha256], [CreatedAt])
        VALUES (@OfficeId, @Kind, @Period, @Content, @Sha256, @CreatedAt)
        """
    );

    /// <summary>Keeps a report of the office under way, unless it has one of that kind and month.</summary>
    /// <param name="kind">What it is: <c>month-end.portfolio</c>.</param>
    /// <param name="period">The month.</param>
    /// <param name="report">The report.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether it was kept now.</returns>
    public async Task<bool> Keep(string kind, string period, object report, CancellationToken ct)
    {
        if (await db.Find(CountOf, new Key(work.Office.Id, kind, period), ct) > 0)
        {
            return false;
        }

        var content = Json.Write(report);
        var row = new NewReport
        {
            OfficeId = work.Office.Id,
            Kind = kind,
            Period = period,
            Content = content,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            CreatedAt = work.Now,
        };
        await db.Execute(Insert, row, ct);
        work.Audit(
            "report.kept",
            work.Office.Id,
            null,
            new
            {
                row.Kind,
                row.Period,
                row.Sha256,
            }
        );
        return true;
    }

    private sealed record Key(string OfficeId, string Kind, string Period);

    private sealed record NewReport
    {
        public required string OfficeId { get; init; }
        public required string Kind { get; init; }
        public required string Period { get; init; }
        public required string Content { get; init; }
        public required string Sha256 { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
