using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>A table, common table expression or subquery as FROM names it.</summary>
internal sealed class Source(string alias, IReadOnlyList<ResultColumn> columns)
{
    public string Alias { get; } = alias;

    public IReadOnlyList<ResultColumn> Columns { get; } = columns;

    /// <summary>The table's name, when it is one.</summary>
    public string? Table { get; init; }

    /// <summary>It could not be found, so anything may be in it.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Its row may be absent, being on the open side of an outer join.</summary>
    public bool CanBeMissing { get; set; }

    public bool IsCalled(string name) => Alias.Equals(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A column found in a scope.</summary>
internal sealed record Found(Source Source, ResultColumn Column);

/// <summary>The names a query's expressions may use: its own sources, then those of the queries around it.</summary>
internal sealed class Scope(Scope? outer)
{
    public Scope? Outer { get; } = outer;

    public List<Source> Sources { get; } = [];

    /// <summary>Whether the query has a GROUP BY, so that no group is empty.</summary>
    public bool HasGroups { get; set; }

    /// <summary>Columns that an inner join keeps from being NULL, as long as their source is there.</summary>
    public HashSet<(Source, string)> NotNullByJoin { get; } = [];

    /// <summary>Columns that WHERE keeps from being NULL.</summary>
    public HashSet<(Source, string)> NotNullByWhere { get; } = [];

    /// <summary>The innermost sources with such a column, however many there are.</summary>
    public IReadOnlyList<Found> Find(ColumnReferenceExpression reference)
    {
        var names = reference.MultiPartIdentifier.Identifiers;
        var qualifier = names.Count > 1 ? names[^2].Value : null;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            var found = scope.FindHere(qualifier, names[^1].Value);
            if (found.Count > 0 || scope.Sources.Exists(s => qualifier is { } q && s.IsCalled(q)))
            {
                return found;
            }
        }

        return [];
    }

    public Kind KindOf(Found found)
    {
        var key = (found.Source, found.Column.Name!);
        var kind = found.Column.Kind;
        var canBeNull = found.Source.CanBeMissing || (kind.CanBeNull && !NotNullByJoin.Contains(key));
        return kind with { CanBeNull = canBeNull && !NotNullByWhere.Contains(key) };
    }

    /// <summary>Remembers the columns that <paramref name="condition"/> can't be true for when they are NULL.</summary>
    public void Narrow(BooleanExpression? condition, HashSet<(Source, string)> notNull)
    {
        switch (condition)
        {
            case BooleanParenthesisExpression inner:
                Narrow(inner.Expression, notNull);
                break;
            case BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } both:
                Narrow(both.FirstExpression, notNull);
                Narrow(both.SecondExpression, notNull);
                break;
            case BooleanComparisonExpression comparison:
                Mark(comparison.FirstExpression, notNull);
                Mark(comparison.SecondExpression, notNull);
                break;
            case BooleanIsNullExpression { IsNot: true } isNotNull:
                Mark(isNotNull.Expression, notNull);
                break;
            case BooleanTernaryExpression between:
                Mark(between.FirstExpression, notNull);
                break;
            case InPredicate isIn:
                Mark(isIn.Expression, notNull);
                break;
            case LikePredicate like:
                Mark(like.FirstExpression, notNull);
                break;
        }
    }

    private void Mark(ScalarExpression expression, HashSet<(Source, string)> notNull)
    {
        if (expression is ColumnReferenceExpression reference && Find(reference) is [var found])
        {
            notNull.Add((found.Source, found.Column.Name!));
        }
    }

    private List<Found> FindHere(string? qualifier, string name)
    {
        var found = new List<Found>();
        foreach (var source in Sources.Where(s => qualifier is null || s.IsCalled(qualifier)))
        {
            var columns = source.Columns.Where(column =>
                string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)
            );
            found.AddRange(
                source.IsUnknown
                    ? [new Found(source, new ResultColumn(name, Kind.Unknown))]
                    : columns.Select(column => new Found(source, column))
            );
        }

        return found;
    }
}
