using Baznas.Bmd.Storage;
using static Baznas.Bmd.SqlTests.Planted.HealthyStatements;

namespace Baznas.Bmd.SqlTests.Planted;

/// <summary>Statements that are right, and go through the whole of a big table.</summary>
internal static class SlowStatements
{
    [Caught("SCAN Posting")]
    public static readonly Sql<NoParameters, int> A_whole_table = new(
        "SELECT COUNT(*) AS [Postings] FROM [Posting] WHERE [Amount] > 0 AND [Line] = 1"
    );

    [Caught("SCAN p")]
    public static readonly Sql<NoParameters, int> A_whole_table_by_another_name = new(
        "SELECT COUNT(*) AS [Postings] FROM [Posting] AS p WHERE p.[Line] = 1"
    );

    [Caught("SCAN Posting USING COVERING INDEX")]
    public static readonly Sql<NoParameters, long> A_whole_index = new(
        "SELECT COALESCE(SUM([Amount]), 0) AS [Total] FROM [Posting]"
    );

    [Caught("SCAN Loan")]
    public static readonly Sql<Page, string> A_page_that_sorts_a_whole_table = new(
        "SELECT [Number] FROM [Loan] ORDER BY [ApprovedOn]{?After: , [Id]} {limit}"
    );

    [Caught("SCAN Loan (without its optional parts)")]
    public static readonly Sql<Page, string> A_page_that_filters_a_whole_table = new(
        "SELECT [Number] FROM [Loan] WHERE [Purpose] = ''{?After: AND [Id] > @After} ORDER BY [Id] {limit}"
    );

    [Caught("SCAN l")]
    public static readonly Sql<Page, string> A_page_that_filters_from_within = new(
        """
        SELECT x.[Number] FROM (
            SELECT l.[Id], l.[Number] FROM [Loan] AS l WHERE 1 = 1 AND l.[Purpose] = ''{?After: AND l.[Id] < @After}
        ) AS x
        ORDER BY x.[Id] DESC {limit}
        """
    );

    [Caught("SCAN m")]
    public static readonly Sql<NoParameters, int> A_whole_table_in_a_subquery = new(
        "SELECT COUNT(*) AS [Offices] FROM [Office] AS o WHERE o.[Id] IN (SELECT m.[OfficeId] FROM [OutgoingMessage] AS m)"
    );

    [Caught("SCAN OutgoingMessage")]
    public static readonly Sql<NoParameters, NoRows> A_change_to_a_whole_table = new(
        "UPDATE [OutgoingMessage] SET [Status] = 'void' WHERE [Language] = 'late'"
    );

    [Caught("SEARCH e USING AUTOMATIC")]
    public static readonly Sql<ByOffice, string> An_index_built_on_the_fly = new(
        """
        SELECT e.[Number] FROM [Office] AS o JOIN [JournalEntry] AS e ON e.[Description] = o.[Name]
        WHERE o.[Code] > @OfficeId
        """
    );
}
