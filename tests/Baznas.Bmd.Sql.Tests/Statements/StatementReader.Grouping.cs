using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

internal sealed partial class StatementReader
{
    private static bool IsAggregate(TSqlFragment fragment) =>
        fragment is FunctionCall { OverClause: null } call
        && call.FunctionName.Value.ToUpperInvariant() is "COUNT" or "SUM" or "MIN" or "MAX";

    private static bool IsSubquery(TSqlFragment fragment) => fragment is QueryExpression;

    private static IEnumerable<ScalarExpression> Groups(QuerySpecification query) =>
        query
            .GroupByClause?.GroupingSpecifications.OfType<ExpressionGroupingSpecification>()
            .Select(group => group.Expression)
        ?? [];

    /// <summary>SQLite takes any row's value for a column that is neither grouped nor aggregated.</summary>
    private void CheckGrouping(QuerySpecification query, Scope scope)
    {
        var groups = Groups(query).ToList();
        foreach (var group in groups)
        {
            CheckGroup(group);
        }

        var results = Results(query).ToList();
        var isAggregated = results.SelectMany(result => TSql.Tree(result, IsSubquery)).Any(IsAggregate);
        if (!scope.HasGroups && !isAggregated)
        {
            return;
        }

        foreach (var column in results.SelectMany(result => Loose(result, groups, scope)))
        {
            Complain($"{TSql.Text(column)} is neither grouped nor aggregated.");
        }
    }

    private void CheckGroup(ScalarExpression group)
    {
        if (group is Literal)
        {
            Complain($"GROUP BY a constant means a column's place to SQLite: {TSql.Text(group)}.");
        }

        if (TSql.Tree(group).Any(IsSubquery))
        {
            Complain($"SQL Server takes no subquery in GROUP BY: {TSql.Text(group)}.");
        }
    }

    /// <summary>What a query makes of its groups; a name of the result in ORDER BY stands for what it names.</summary>
    private static IEnumerable<TSqlFragment> Results(QuerySpecification query)
    {
        var selected = query.SelectElements.OfType<SelectScalarExpression>().ToList();
        var names = selected.Select(element => new ResultColumn(Name(element), Kind.Unknown));
        var orders = query.OrderByClause?.OrderByElements.Select(order => order.Expression) ?? [];
        var having = query.HavingClause is { } clause ? [clause] : Array.Empty<TSqlFragment>();
        return
        [
            .. selected.Select(element => element.Expression),
            .. having,
            .. orders.Where(order => !IsNameOf(order, names)),
        ];
    }

    private static IEnumerable<ColumnReferenceExpression> Loose(
        TSqlFragment fragment,
        List<ScalarExpression> groups,
        Scope scope
    )
    {
        if (IsAggregate(fragment) || groups.Exists(group => Same(group, fragment, scope)))
        {
            return [];
        }

        return fragment switch
        {
            ColumnReferenceExpression { ColumnType: ColumnType.Regular } column => scope.Find(column) is [var found]
            && scope.Sources.Contains(found.Source)
                ? [column]
                : [],
            QueryExpression subquery => Correlated(subquery, scope)
                .Where(column => !groups.Exists(group => Same(group, column, scope))),
            _ => TSql.Children(fragment).SelectMany(child => Loose(child, groups, scope)),
        };
    }

    /// <summary>The columns of <paramref name="scope"/> that a subquery names by their source.</summary>
    private static IEnumerable<ColumnReferenceExpression> Correlated(QueryExpression subquery, Scope scope)
    {
        var inside = TSql.Tree(subquery)
            .OfType<TableReferenceWithAlias>()
            .Select(table => table.Alias?.Value ?? (table as NamedTableReference)?.SchemaObject.BaseIdentifier.Value)
            .ToHashSet();
        return TSql.Tree(subquery)
            .OfType<ColumnReferenceExpression>()
            .Where(column =>
                column.MultiPartIdentifier?.Identifiers is [var qualifier, _]
                && !inside.Contains(qualifier.Value)
                && scope.Sources.Exists(source => source.IsCalled(qualifier.Value))
            );
    }

    /// <summary>Whether two expressions are the same column, or are written alike.</summary>
    private static bool Same(TSqlFragment one, TSqlFragment other, Scope scope) =>
        (one, other) switch
        {
            (ColumnReferenceExpression a, ColumnReferenceExpression b) => a.ColumnType == ColumnType.Regular
                && b.ColumnType == ColumnType.Regular
                && scope.Find(a) is [var first]
                && scope.Find(b) is [var second]
                && first.Source == second.Source
                && first.Column.Name == second.Column.Name,
            (ColumnReferenceExpression, _) or (_, ColumnReferenceExpression) => false,
            (ScalarExpression, ScalarExpression) => TSql.Words(one) == TSql.Words(other),
            _ => false,
        };
}
