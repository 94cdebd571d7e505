using Baznas.Bmd.SqlTests.Schemas;
using Baznas.Bmd.SqlTests.Statements;

namespace Baznas.Bmd.SqlTests.Plans;

/// <summary>
/// How SQLite goes about a statement. Its tables are empty and without statistics, so the plan is the one
/// it makes for tables it takes to be large.
/// </summary>
internal static class QueryPlan
{
    /// <summary>The tables that grow with every loan, payment or act of a user.</summary>
    public static readonly IReadOnlySet<string> BigTables = new HashSet<string>
    {
        "AuditEvent",
        "Borrower",
        "DocumentNumber",
        "IdempotencyKey",
        "ImpactSurvey",
        "Instalment",
        "JobRun",
        "JournalEntry",
        "Loan",
        "LoanApplication",
        "MessageEvent",
        "MessageItem",
        "OutgoingMessage",
        "Posting",
    };

    /// <summary>The lines of the plans of a statement that go through the whole of a big table.</summary>
    public static IReadOnlyList<string> FullScans(ExaminedStatement statement, SqliteDatabase database) =>
        [.. statement.Renderings.SelectMany(rendering => FullScans(rendering, database)).Distinct()];

    private static IEnumerable<string> FullScans(ExaminedRendering rendering, SqliteDatabase database)
    {
        if (rendering.SqliteText is null || rendering.Complaints.Count > 0)
        {
            // What is wrong with it is said elsewhere.
            yield break;
        }

        var lines = database.Plan(rendering.SqliteText);
        if (rendering.IsFirstPage && !lines.Any(line => line.Contains("TEMP B-TREE", StringComparison.Ordinal)))
        {
            // It goes along an index in the order wanted, and stops after a page.
            yield break;
        }

        foreach (var line in lines.Where(line => IsFullScan(line, rendering.Tables)))
        {
            yield return $"{line}{rendering.Label}";
        }
    }

    /// <summary>SEARCH goes to a place in an index; SCAN goes through all of it, and so does building an index on the fly.</summary>
    private static bool IsFullScan(string line, IReadOnlyCollection<(string Alias, string Table)> tables) =>
        line.Split(' ') is [var verb, var alias, ..]
        && (verb == "SCAN" || line.Contains("AUTOMATIC", StringComparison.Ordinal))
        && tables.Any(table => table.Alias == alias && BigTables.Contains(table.Table));
}
