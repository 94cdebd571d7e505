using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>
/// Reads a statement the way the engines will: finds every name, tells the kind of every value, and
/// complains of what one of them would refuse or the two would take differently.
/// </summary>
internal sealed partial class StatementReader(Schema schema, ParameterList parameters)
{
    private readonly Dictionary<string, IReadOnlyList<ResultColumn>> _commonTables = new(
        StringComparer.OrdinalIgnoreCase
    );
    private readonly List<string> _complaints = [];
    private readonly HashSet<(string Alias, string Table)> _tables = [];

    public IReadOnlyList<string> Complaints => [.. _complaints.Distinct()];

    /// <summary>Which names in the statement stand for which tables.</summary>
    public IReadOnlyCollection<(string Alias, string Table)> Tables => _tables;

    /// <summary>The columns of the result, or null when the statement returns no rows.</summary>
    public IReadOnlyList<ResultColumn>? Read(TSqlStatement statement)
    {
        ReadCommonTables((statement as StatementWithCtesAndXmlNamespaces)?.WithCtesAndXmlNamespaces);
        switch (statement)
        {
            case SelectStatement select:
                return ReadQuery(select.QueryExpression, null);
            case InsertStatement insert:
                ReadInsert(insert.InsertSpecification);
                return null;
            case UpdateStatement update:
                ReadUpdate(update.UpdateSpecification);
                return null;
            case DeleteStatement delete:
                ReadDelete(delete.DeleteSpecification);
                return null;
            default:
                Complain($"Not a statement of the common subset: {TSql.Text(statement)}");
                return null;
        }
    }

    private void Complain(string complaint) => _complaints.Add(complaint);

    private void ReadCommonTables(WithCtesAndXmlNamespaces? with)
    {
        foreach (var common in with?.CommonTableExpressions ?? [])
        {
            var name = common.ExpressionName.Value;
            if (
                TSql.Tree(common.QueryExpression)
                    .OfType<NamedTableReference>()
                    .Any(table => table.SchemaObject.BaseIdentifier.Value == name)
            )
            {
                Complain(
                    $"{name} refers to itself: SQL Server stops after 100 rounds, and SQLite has no word to change that."
                );
                _commonTables[name] = [];
                continue;
            }

            _commonTables[name] = Named(name, ReadQuery(common.QueryExpression, null), common.Columns);
        }
    }

    /// <summary>The columns of a query that stands where a table could: each needs a name of its own.</summary>
    private List<ResultColumn> Named(string owner, List<ResultColumn> columns, IList<Identifier> names)
    {
        if (names.Count > 0)
        {
            if (names.Count != columns.Count)
            {
                Complain($"{owner} names {names.Count} columns and selects {columns.Count}.");
            }

            return [.. columns.Zip(names, (column, name) => column with { Name = name.Value })];
        }

        if (columns.Any(column => column.Name is null))
        {
            Complain($"A column of {owner} has no name.");
        }

        foreach (var group in columns.GroupBy(column => column.Name).Where(g => g.Count() > 1))
        {
            Complain($"{owner} has {group.Count()} columns {group.Key}.");
        }

        return columns;
    }

    private void ReadInsert(InsertSpecification insert)
    {
        if (Target(insert.Target) is not { } table)
        {
            return;
        }

        if (insert.Columns.Count == 0)
        {
            Complain($"INSERT INTO {table.Name} does not name its columns.");
            return;
        }

        var names = insert.Columns.Select(c => c.MultiPartIdentifier.Identifiers[^1].Value).ToList();
        var columns = names.Select(name => TargetColumn(table, name)).ToList();
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            Complain($"INSERT INTO {table.Name} names {twice.Key} twice.");
        }

        var leftOut = table.Columns.Where(column =>
            column is { Kind.CanBeNull: false, Default: null } && !columns.Contains(column)
        );
        foreach (var column in leftOut)
        {
            Complain($"INSERT INTO {table.Name} leaves out {column.Name}, which is never NULL and has no default.");
        }

        ReadInserted(table, columns, insert.InsertSource);
    }

    private void ReadInserted(Table table, List<Column?> columns, InsertSource source)
    {
        var rows = source switch
        {
            ValuesInsertSource values => values.RowValues.Select(row =>
                row.ColumnValues.Select(value => (Kind: ReadExpression(value, new Scope(null)), Text: TSql.Text(value)))
                    .ToList()
            ),
            SelectInsertSource { Select: var select } =>
            [
                ReadQuery(select, null)
                    .Select((column, i) => (column.Kind, Text: column.Name ?? $"column {i + 1}"))
                    .ToList(),
            ],
            _ => [],
        };
        foreach (var row in rows)
        {
            if (row.Count != columns.Count)
            {
                Complain($"INSERT INTO {table.Name} names {columns.Count} columns and gives {row.Count} values.");
            }

            foreach (var (column, value) in columns.Zip(row))
            {
                Store(table, column, value);
            }
        }
    }

    private void ReadUpdate(UpdateSpecification update)
    {
        if (Target(update.Target) is not { } table)
        {
            return;
        }

        RefuseOnAppendOnly("UPDATE", table);
        var scope = new Scope(null);
        AddSources(update.Target, scope);
        foreach (var reference in update.FromClause?.TableReferences ?? [])
        {
            AddSources(reference, scope);
        }

        if (scope.Sources.Count(source => source.Table == table.Name) > 1)
        {
            Complain(
                $"UPDATE {table.Name} has {table.Name} in its FROM as well, which SQLite joins and SQL Server does not."
            );
        }

        ReadWhere(update.WhereClause, scope);
        foreach (var set in update.SetClauses.OfType<AssignmentSetClause>())
        {
            var column = TargetColumn(table, set.Column?.MultiPartIdentifier.Identifiers[^1].Value ?? "");
            Store(table, column, (ReadExpression(set.NewValue, scope), TSql.Text(set.NewValue)));
        }
    }

    private void ReadDelete(DeleteSpecification delete)
    {
        if (Target(delete.Target) is not { } table)
        {
            return;
        }

        RefuseOnAppendOnly("DELETE", table);
        if (delete.FromClause is not null)
        {
            Complain("DELETE with a second FROM is not in SQLite: use EXISTS or IN.");
            return;
        }

        var scope = new Scope(null);
        AddSources(delete.Target, scope);
        ReadWhere(delete.WhereClause, scope);
    }

    private void RefuseOnAppendOnly(string action, Table table)
    {
        if (table.IsAppendOnly)
        {
            Complain($"{action} of {table.Name}, which is append-only: its triggers refuse.");
        }
    }

    private Table? Target(TableReference target)
    {
        var name = (target as NamedTableReference)?.SchemaObject.BaseIdentifier.Value ?? "";
        if (schema.Tables.TryGetValue(name, out var table))
        {
            return table;
        }

        Complain($"There is no table {name}.");
        return null;
    }

    private Column? TargetColumn(Table table, string name)
    {
        var column = table.Find(name);
        if (column is null)
        {
            Complain($"There is no column {name} in {table.Name}.");
        }

        return column;
    }

    private void Store(Table table, Column? column, (Kind Kind, string Text) value)
    {
        if (column is null)
        {
            return;
        }

        if (!column.Kind.Suits(value.Kind))
        {
            Complain(
                $"{table.Name}.{column.Name} holds {Spelling.Of(column.Kind)} and is given {Spelling.Of(value.Kind)}: {value.Text}."
            );
        }

        if (value.Kind.CanBeNull && !column.Kind.CanBeNull)
        {
            Complain($"{table.Name}.{column.Name} is never NULL, yet what it is given may be: {value.Text}.");
        }
    }
}
