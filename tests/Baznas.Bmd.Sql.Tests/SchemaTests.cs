using Baznas.Bmd.SqlTests.Schemas;
using Baznas.Bmd.Storage;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

[TestFixture]
public class SchemaTests
{
    private static IEnumerable<Table> AppendOnlyTables =>
        Current.SqlServer.Tables.Values.Where(table => table.IsAppendOnly);

    [Test]
    public void Both_engines_have_the_same_tables_columns_keys_checks_indexes_and_triggers()
    {
        Assert.That(Current.SqlServer.Tables, Is.Not.Empty);
        Assert.That(Schema.Differences(Current.SqlServer, Current.Sqlite), Is.Empty);
    }

    [Test]
    public void Every_table_of_SQLite_is_strict()
    {
        Assert.That(Current.Sqlite.Tables, Is.Not.Empty);
        Assert.That(SqliteSchema.LaxTables(Current.SqliteDatabase), Is.Empty);
    }

    [Test]
    public void A_foreign_key_has_the_type_of_what_it_refers_to() =>
        Assert.That(Current.SqlServerMigrations.UnlikeForeignKeys(), Is.Empty);

    [TestCaseSource(nameof(AppendOnlyNames))]
    public void SQLite_refuses_to_update_or_delete_a_row_of_an_append_only_table(string name)
    {
        using var database = new SqliteDatabase(Migrator.Scripts(Engine.Sqlite));
        var table = Current.Sqlite.Tables[name];
        InsertAnything(database, table);
        var column = table.Columns[0].Name;
        Assert.That(
            () => database.Execute($"UPDATE [{name}] SET [{column}] = [{column}]"),
            Throws.InstanceOf<SqliteException>().With.Message.Contains($"{name} is append-only")
        );
        Assert.That(
            () => database.Execute($"DELETE FROM [{name}]"),
            Throws.InstanceOf<SqliteException>().With.Message.Contains($"{name} is append-only")
        );
    }

    [Test]
    public void The_ledger_and_the_audit_trail_are_append_only()
    {
        string[] ledger = ["JournalEntry", "Posting", "Reversal", "AuditEvent"];
        Assert.That(AppendOnlyNames(), Is.SupersetOf(ledger));
    }

    private static IEnumerable<string> AppendOnlyNames() => AppendOnlyTables.Select(table => table.Name);

    /// <summary>A row that means nothing: whether it may exist is not the question here.</summary>
    private static void InsertAnything(SqliteDatabase database, Table table)
    {
        database.Execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;");
        var values = table.Columns.Select(column =>
            column.Storage switch
            {
                "TEXT" => "'x'",
                "INTEGER" => "1",
                _ => "x''",
            }
        );
        var names = table.Columns.Select(column => $"[{column.Name}]");
        database.Execute(
            $"INSERT INTO [{table.Name}] ({string.Join(", ", names)}) VALUES ({string.Join(", ", values)})"
        );
    }
}
