using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Schemas;

/// <summary>
/// What the SQL Server migrations leave behind, folded into CREATE statements: the model that validates
/// statements takes no ALTER TABLE.
/// </summary>
internal sealed class SqlServerSchema
{
    private readonly Dictionary<string, CreateTableStatement> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Table, string Name), CreateIndexStatement> _indexes = [];
    private readonly Dictionary<string, CreateTriggerStatement> _triggers = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SchemaException">A migration holds something that is not handled here.</exception>
    public static SqlServerSchema Of(IEnumerable<(string Name, string Text)> migrations)
    {
        var schema = new SqlServerSchema();
        foreach (var (name, text) in migrations)
        {
            var batches = TSql.Batches(text, out var errors);
            if (errors.Count > 0)
            {
                throw new SchemaException($"{name}, line {errors[0].Line}: {errors[0].Message}");
            }

            foreach (var statement in batches.SelectMany(batch => batch.Statements))
            {
                schema.Fold(name, statement);
            }
        }

        return schema;
    }

    /// <summary>One CREATE statement for each object, in an order in which they can be created.</summary>
    public IReadOnlyList<string> Scripts() =>
        [
            .. _tables.Values.Select(TSql.Script),
            .. _indexes.Values.Select(TSql.Script),
            .. _triggers.Values.Select(TSql.Script),
        ];

    public Schema Read()
    {
        var tables = new Dictionary<string, Table>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, create) in _tables)
        {
            tables.Add(name, SqlServerTable.Read(name, create.Definition));
        }

        foreach (var ((table, _), index) in _indexes)
        {
            tables[table].Facts.Add(SqlServerTable.Sentence(index));
        }

        foreach (var trigger in _triggers.Values)
        {
            var table = tables[Name(trigger.TriggerObject.Name)];
            table.IsAppendOnly = true;
            table.Facts.Add($"{table.Name} refuses UPDATE and DELETE");
        }

        return new Schema(tables);
    }

    /// <summary>
    /// The columns of foreign keys that SQL Server would not create, being of another type or collation than
    /// what they refer to.
    /// </summary>
    public IReadOnlyList<string> UnlikeForeignKeys()
    {
        var tables = Read().Tables;
        return
        [
            .. from table in _tables.Values
            let name = Name(table.SchemaObjectName)
            from key in table.Definition.TableConstraints.OfType<ForeignKeyConstraintDefinition>()
            from pair in key.Columns.Zip(key.ReferencedTableColumns)
            let column = tables[name].Find(pair.First.Value)
            let target = tables[Name(key.ReferenceTableName)].Find(pair.Second.Value)
            where column?.SqlType != target?.SqlType
            select $"{name}.{pair.First.Value} is {column?.SqlType}, and {Name(key.ReferenceTableName)}.{pair.Second.Value} is {target?.SqlType}.",
        ];
    }

    internal static string Name(SchemaObjectName name) =>
        name.Identifiers.Count == 1
            ? name.BaseIdentifier.Value
            : throw new SchemaException($"Names stand without schema or database: {TSql.Text(name)}");

    private void Fold(string migration, TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                _tables.Add(Name(table.SchemaObjectName), table);
                break;
            case AlterTableAddTableElementStatement alter:
                Add(Definition(migration, alter.SchemaObjectName), alter.Definition);
                break;
            case AlterTableDropTableElementStatement alter:
                Drop(migration, alter);
                break;
            case CreateIndexStatement index:
                Definition(migration, index.OnName);
                _indexes.Add((Name(index.OnName), index.Name.Value), index);
                break;
            case DropIndexStatement drop:
                Drop(migration, drop);
                break;
            case DropTableStatement drop:
                Drop(migration, drop);
                break;
            case InsertStatement:
                // Carries rows over; the schema stays.
                break;
            case CreateTriggerStatement trigger when RefusesUpdateAndDelete(trigger):
                Definition(migration, trigger.TriggerObject.Name);
                _triggers.Add(Name(trigger.Name), trigger);
                break;
            default:
                throw NotHandled(migration, statement);
        }
    }

    private TableDefinition Definition(string migration, SchemaObjectName name) =>
        _tables.TryGetValue(Name(name), out var table)
            ? table.Definition
            : throw new SchemaException($"{migration}: there is no table {Name(name)}.");

    private static void Add(TableDefinition table, TableDefinition more)
    {
        foreach (var column in more.ColumnDefinitions)
        {
            table.ColumnDefinitions.Add(column);
        }

        foreach (var constraint in more.TableConstraints)
        {
            table.TableConstraints.Add(constraint);
        }
    }

    /// <summary>A column goes; SQL Server itself refuses that while an index or a constraint needs it.</summary>
    private void Drop(string migration, AlterTableDropTableElementStatement statement)
    {
        var columns = Definition(migration, statement.SchemaObjectName).ColumnDefinitions;
        foreach (var element in statement.AlterTableDropTableElements)
        {
            var column = columns.FirstOrDefault(column => column.ColumnIdentifier.Value == element.Name.Value);
            if (element.TableElementType != TableElementType.Column || column is null)
            {
                throw NotHandled(migration, statement);
            }

            columns.Remove(column);
        }
    }

    private void Drop(string migration, DropTableStatement statement)
    {
        foreach (var table in statement.Objects)
        {
            Definition(migration, table);
            var name = Name(table);
            _tables.Remove(name);
            foreach (var index in _indexes.Keys.Where(index => index.Table == name).ToList())
            {
                _indexes.Remove(index);
            }

            foreach (var trigger in _triggers.Where(t => Name(t.Value.TriggerObject.Name) == name).ToList())
            {
                _triggers.Remove(trigger.Key);
            }
        }
    }

    private void Drop(string migration, DropIndexStatement statement)
    {
        foreach (var clause in statement.DropIndexClauses)
        {
            if (
                clause is not DropIndexClause { Object: { } table, Index: { } index }
                || !_indexes.Remove((Name(table), index.Value))
            )
            {
                throw NotHandled(migration, statement);
            }
        }
    }

    /// <summary>
    /// A trigger takes in everything up to the next GO. One that does more than refuse may have swallowed
    /// the rest of its migration.
    /// </summary>
    private static bool RefusesUpdateAndDelete(CreateTriggerStatement trigger) =>
        trigger.TriggerType == TriggerType.InsteadOf
        && trigger
            .TriggerActions.Select(action => action.TriggerActionType)
            .Order()
            .SequenceEqual([TriggerActionType.Delete, TriggerActionType.Update])
        && trigger.StatementList.Statements is [BeginEndBlockStatement { StatementList.Statements: [ThrowStatement] }];

    private static SchemaException NotHandled(string migration, TSqlStatement statement) =>
        new(
            $"{migration}, line {statement.StartLine}: these tests do not know what becomes of the schema by"
                + $" {statement.GetType().Name}; teach {nameof(SqlServerSchema)} before it is used: {TSql.Text(statement)}"
        );
}
