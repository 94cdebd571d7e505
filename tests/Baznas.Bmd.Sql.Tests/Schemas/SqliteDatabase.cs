using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Baznas.Bmd.SqlTests.Schemas;

/// <summary>A database in memory with the migrations of SQLite applied.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Foreign Keys=True");

    public SqliteDatabase(IEnumerable<(string Name, string Text)> migrations)
    {
        _connection.Open();
        foreach (var (name, text) in migrations)
        {
            try
            {
                Execute(text);
            }
            catch (SqliteException e)
            {
                throw new SchemaException($"{name}: {e.Message}");
            }
        }
    }

    /// <summary>
    /// The names of the columns a statement returns, without running it: the engine alone is asked, so no
    /// parameter needs a value.
    /// </summary>
    /// <exception cref="SqliteException">The engine refuses the statement.</exception>
    public IReadOnlyList<string> Prepare(string text) =>
        WithStatement(
            text,
            statement =>
                Enumerable
                    .Range(0, raw.sqlite3_column_count(statement))
                    .Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string())
                    .ToList()
        );

    /// <summary>How the engine would go about a statement: the lines of EXPLAIN QUERY PLAN.</summary>
    public IReadOnlyList<string> Plan(string text) =>
        WithStatement(
            "EXPLAIN QUERY PLAN " + text,
            statement =>
            {
                var lines = new List<string>();
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                    lines.Add(raw.sqlite3_column_text(statement, 3).utf8_to_string());
                }

                return lines;
            }
        );

    public void Execute(string text)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the project's own.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public IReadOnlyList<T> Rows<T>(string text, Func<SqliteDataReader, T> read)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the project's own.
        command.CommandText = text;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose() => _connection.Dispose();

    private T WithStatement<T>(string text, Func<sqlite3_stmt, T> use)
    {
        var code = raw.sqlite3_prepare_v2(_connection.Handle, text, out var statement);
        SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        using (statement)
        {
            return use(statement);
        }
    }
}
