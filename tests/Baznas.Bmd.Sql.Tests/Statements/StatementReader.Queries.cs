using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

internal sealed partial class StatementReader
{
    private List<ResultColumn> ReadQuery(QueryExpression query, Scope? outer) =>
        query switch
        {
            QuerySpecification specification => ReadSpecification(specification, outer),
            BinaryQueryExpression both => ReadBoth(both, outer),
            _ => throw new InvalidOperationException(query.GetType().Name),
        };

    private List<ResultColumn> ReadSpecification(QuerySpecification query, Scope? outer)
    {
        var scope = new Scope(outer) { HasGroups = query.GroupByClause is not null };
        foreach (var reference in query.FromClause?.TableReferences ?? [])
        {
            AddSources(reference, scope);
        }

        ReadWhere(query.WhereClause, scope);
        foreach (var group in Groups(query))
        {
            ReadExpression(group, scope);
        }

        ReadCondition(query.HavingClause?.SearchCondition, scope);
        var columns = query
            .SelectElements.OfType<SelectScalarExpression>()
            .Select(element => ReadSelected(element, scope))
            .ToList();
        ReadOrder(query, scope, columns);
        ReadOffset(query.OffsetClause, scope);
        CheckGrouping(query, scope);
        return columns;
    }

    private ResultColumn ReadSelected(SelectScalarExpression element, Scope scope)
    {
        if (element.ColumnName is { } alias && alias.StartOffset < element.Expression.StartOffset)
        {
            Complain($"SQLite compares here, and SQL Server names a column: {TSql.Text(element)}.");
        }

        return new ResultColumn(Name(element), ReadExpression(element.Expression, scope));
    }

    private static string? Name(SelectScalarExpression element) =>
        element.ColumnName?.Value
        ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value;

    private List<ResultColumn> ReadBoth(BinaryQueryExpression both, Scope? outer)
    {
        var first = ReadQuery(both.FirstQueryExpression, outer);
        var second = ReadQuery(both.SecondQueryExpression, outer);
        if (first.Count != second.Count)
        {
            Complain(
                $"The two sides of {both.BinaryQueryExpressionType} have {first.Count} and {second.Count} columns."
            );
        }

        var kinds = first.Zip(
            second,
            (one, other) => one with { Kind = Common([one.Kind, other.Kind], $"column {one.Name} of both sides") }
        );
        var columns = kinds.ToList();
        foreach (var order in both.OrderByClause?.OrderByElements ?? [])
        {
            if (!IsNameOf(order.Expression, columns))
            {
                Complain(
                    $"The order of {both.BinaryQueryExpressionType} can only be by columns of its result: {TSql.Text(order)}."
                );
            }
        }

        ReadOffset(both.OffsetClause, new Scope(outer));
        return columns;
    }

    private void ReadOrder(QuerySpecification query, Scope scope, List<ResultColumn> columns)
    {
        var selected = query.SelectElements.OfType<SelectScalarExpression>().ToList();
        foreach (var order in query.OrderByClause?.OrderByElements ?? [])
        {
            if (IsNameOf(order.Expression, columns) || order.Expression is IntegerLiteral)
            {
                continue;
            }

            // A name of the result inside an expression is not found here: SQL Server would not find it either.
            ReadExpression(order.Expression, scope);
            if (
                query.UniqueRowFilter == UniqueRowFilter.Distinct
                && !selected.Exists(element => Same(element.Expression, order.Expression, scope))
            )
            {
                Complain($"SELECT DISTINCT can only be ordered by what it selects: {TSql.Text(order)}.");
            }
        }
    }

    private void ReadOffset(OffsetClause? offset, Scope scope)
    {
        if (offset?.FetchExpression is { } fetch)
        {
            Want(Family.Integer, ReadExpression(fetch, scope), fetch);
        }
    }

    private static bool IsNameOf(ScalarExpression expression, IEnumerable<ResultColumn> columns) =>
        expression is ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [var name] }
        && columns.Any(column => name.Value.Equals(column.Name, StringComparison.OrdinalIgnoreCase));

    private void ReadWhere(WhereClause? where, Scope scope)
    {
        ReadCondition(where?.SearchCondition, scope);
        scope.Narrow(where?.SearchCondition, scope.NotNullByWhere);
    }

    /// <summary>Takes a table reference into the scope and returns the sources it brought.</summary>
    private List<Source> AddSources(TableReference reference, Scope scope)
    {
        switch (reference)
        {
            case NamedTableReference table:
                return Add(NamedSource(table), scope);
            case QueryDerivedTable derived:
                var columns = ReadQuery(derived.QueryExpression, scope.Outer);
                var alias = derived.Alias.Value;
                return Add(new Source(alias, Named(alias, columns, derived.Columns)), scope);
            case QualifiedJoin join:
                return AddJoin(join, scope);
            case UnqualifiedJoin cross:
                return
                [
                    .. AddSources(cross.FirstTableReference, scope),
                    .. AddSources(cross.SecondTableReference, scope),
                ];
            default:
                return [];
        }
    }

    private List<Source> Add(Source source, Scope scope)
    {
        if (scope.Sources.Exists(other => other.IsCalled(source.Alias)))
        {
            Complain($"FROM has {source.Alias} twice.");
        }

        scope.Sources.Add(source);
        return [source];
    }

    private Source NamedSource(NamedTableReference reference)
    {
        var name = reference.SchemaObject.BaseIdentifier.Value;
        var alias = reference.Alias?.Value ?? name;
        if (_commonTables.TryGetValue(name, out var common))
        {
            return new Source(alias, common) { IsUnknown = common.Count == 0 };
        }

        if (!schema.Tables.TryGetValue(name, out var table))
        {
            Complain($"There is no table {name}.");
            return new Source(alias, []) { IsUnknown = true };
        }

        CheckCase(name, table.Name);
        _tables.Add((alias, table.Name));
        var columns = table.Columns.Select(column => new ResultColumn(column.Name, column.Kind));
        return new Source(alias, [.. columns]) { Table = table.Name };
    }

    private List<Source> AddJoin(QualifiedJoin join, Scope scope)
    {
        var left = AddSources(join.FirstTableReference, scope);
        var right = AddSources(join.SecondTableReference, scope);
        ReadCondition(join.SearchCondition, scope);
        var open = join.QualifiedJoinType switch
        {
            QualifiedJoinType.LeftOuter => right,
            QualifiedJoinType.RightOuter => left,
            QualifiedJoinType.FullOuter => [.. left, .. right],
            _ => new List<Source>(),
        };
        open.ForEach(source => source.CanBeMissing = true);
        if (open.Count == 0)
        {
            scope.Narrow(join.SearchCondition, scope.NotNullByJoin);
        }

        return [.. left, .. right];
    }

    private void CheckCase(string written, string name)
    {
        if (written != name)
        {
            Complain($"{written} is spelt {name}: not every server takes them for the same.");
        }
    }
}
