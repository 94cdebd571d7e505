using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Schemas;

/// <summary>Reads a table of SQL Server into the model that both engines share.</summary>
internal static class SqlServerTable
{
    public static Table Read(string name, TableDefinition definition)
    {
        var table = new Table(name);
        foreach (var column in definition.ColumnDefinitions)
        {
            table.Columns.Add(Read(name, column));
            foreach (var constraint in column.Constraints)
            {
                table.Facts.AddRange(Sentences(name, constraint, column.ColumnIdentifier.Value));
            }
        }

        foreach (var constraint in definition.TableConstraints)
        {
            table.Facts.AddRange(Sentences(name, constraint, null));
        }

        return table;
    }

    public static string Sentence(CreateIndexStatement index)
    {
        var columns = index.Columns.Select(column =>
            column.SortOrder == SortOrder.Descending ? Name(column) + " DESC" : Name(column)
        );
        var where = index.FilterPredicate is null ? "" : $" where {TSql.Condition(TSql.Text(index.FilterPredicate))}";
        return $"{SqlServerSchema.Name(index.OnName)} has {(index.Unique ? "unique " : "")}index"
            + $" {index.Name.Value} ({string.Join(", ", columns)}){where}";
    }

    private static Column Read(string table, ColumnDefinition column)
    {
        var name = column.ColumnIdentifier.Value;
        if (column.ComputedColumnExpression is not null || column.IdentityOptions is not null)
        {
            throw new SchemaException($"{table}.{name}: SQLite has no such column.");
        }

        var canBeNull = !column
            .Constraints.OfType<NullableConstraintDefinition>()
            .Any(constraint => !constraint.Nullable);
        var (kind, storage) = Type($"{table}.{name}", column.DataType, canBeNull);
        return new Column(name, kind with { Collation = Collation(column, kind) }, storage)
        {
            Default = Default(column.DefaultConstraint?.Expression),
            SqlType = $"{TSql.Words(column.DataType)} {column.Collation?.Value}".TrimEnd(),
        };
    }

    private static string? Collation(ColumnDefinition column, Kind kind) =>
        kind.Family == Family.Text ? column.Collation?.Value ?? "the database's own" : null;

    private static (Kind Kind, string Storage) Type(string column, DataTypeReference type, bool canBeNull)
    {
        var option = (type as SqlDataTypeReference)?.SqlDataTypeOption;
        var size = (type as SqlDataTypeReference)?.Parameters.FirstOrDefault()?.Value;
        return option switch
        {
            SqlDataTypeOption.NVarChar or SqlDataTypeOption.Char => (new Kind(Family.Text, canBeNull), "TEXT"),
            SqlDataTypeOption.Int => (new Kind(Family.Integer, canBeNull), "INTEGER"),
            SqlDataTypeOption.BigInt => (new Kind(Family.Integer, canBeNull) { IsLong = true }, "INTEGER"),
            SqlDataTypeOption.Bit => (new Kind(Family.Boolean, canBeNull), "INTEGER"),
            SqlDataTypeOption.Date => (new Kind(Family.Date, canBeNull), "TEXT"),
            // Instants are text to the millisecond in SQLite; any other precision would not compare alike.
            SqlDataTypeOption.DateTimeOffset when size == "3" => (new Kind(Family.Instant, canBeNull), "TEXT"),
            SqlDataTypeOption.VarBinary => (new Kind(Family.Binary, canBeNull), "BLOB"),
            _ => throw new SchemaException($"{column} has a type outside the closed list: {TSql.Text(type)}"),
        };
    }

    private static string? Default(ScalarExpression? expression) =>
        expression switch
        {
            null => null,
            ParenthesisExpression inner => Default(inner.Expression),
            _ => TSql.Text(expression),
        };

    private static string[] Sentences(string table, ConstraintDefinition constraint, string? column)
    {
        if (constraint is NullableConstraintDefinition)
        {
            return [];
        }

        var name =
            constraint.ConstraintIdentifier?.Value
            ?? throw new SchemaException(
                $"{table}: a constraint without a name gets another one in every database: {TSql.Text(constraint)}"
            );
        return constraint switch
        {
            UniqueConstraintDefinition unique => Sentences(table, unique, column),
            ForeignKeyConstraintDefinition key =>
            [
                $"{table} has foreign key {name}",
                $"{table} ({Names(key.Columns, column)}) refers to {SqlServerSchema.Name(key.ReferenceTableName)}"
                    + $" ({Names(key.ReferencedTableColumns, null)}), on delete {Action(key.DeleteAction)}, on update {Action(key.UpdateAction)}",
            ],
            CheckConstraintDefinition check =>
            [
                $"{table} has check {name}: {TSql.Condition(TSql.Text(check.CheckCondition))}",
            ],
            DefaultConstraintDefinition => [],
            _ => throw new SchemaException($"{table}: not handled: {TSql.Text(constraint)}"),
        };
    }

    private static string[] Sentences(string table, UniqueConstraintDefinition unique, string? column)
    {
        var kind = unique.IsPrimaryKey ? "primary key" : "unique constraint";
        var columns = unique.Columns.Count == 0 ? column : string.Join(", ", unique.Columns.Select(Name));
        return [$"{table} has {kind} {unique.ConstraintIdentifier.Value}", $"{table} has {kind} over ({columns})"];
    }

    private static string Name(ColumnWithSortOrder column) => column.Column.MultiPartIdentifier.Identifiers[^1].Value;

    private static string Names(IList<Identifier> names, string? otherwise) =>
        names.Count == 0 ? otherwise ?? "" : string.Join(", ", names.Select(identifier => identifier.Value));

    private static string Action(DeleteUpdateAction action) =>
        action switch
        {
            DeleteUpdateAction.NotSpecified or DeleteUpdateAction.NoAction => "NO ACTION",
            DeleteUpdateAction.Cascade => "CASCADE",
            DeleteUpdateAction.SetNull => "SET NULL",
            _ => "SET DEFAULT",
        };
}
