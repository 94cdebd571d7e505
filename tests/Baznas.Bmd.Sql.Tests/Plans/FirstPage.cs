using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Plans;

/// <summary>
/// Statements that take the first rows of whole tables and turn none away: with an index in the order
/// wanted, they stop after a page however large the tables are.
/// </summary>
internal static class FirstPage
{
    public static bool Is(TSqlStatement statement) =>
        statement is SelectStatement { QueryExpression: QuerySpecification { OffsetClause: not null } query }
        && TurnsNoneAway(query);

    private static bool TurnsNoneAway(QuerySpecification query) =>
        query is { GroupByClause: null, HavingClause: null, UniqueRowFilter: not UniqueRowFilter.Distinct }
        && IsAlwaysTrue(query.WhereClause?.SearchCondition)
        && (query.FromClause?.TableReferences ?? []).All(TurnsNoneAway);

    private static bool TurnsNoneAway(TableReference reference) =>
        reference switch
        {
            QueryDerivedTable derived => derived.QueryExpression is QuerySpecification query && TurnsNoneAway(query),
            // An inner join follows a foreign key as a rule, and finds its row.
            JoinTableReference join => TurnsNoneAway(join.FirstTableReference)
                && TurnsNoneAway(join.SecondTableReference),
            _ => true,
        };

    private static bool IsAlwaysTrue(BooleanExpression? condition) =>
        condition is null or BooleanComparisonExpression { FirstExpression: Literal, SecondExpression: Literal };
}
