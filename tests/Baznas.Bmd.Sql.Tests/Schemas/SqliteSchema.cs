using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Schemas;

/// <summary>
/// Reads the schema of a SQLite database: what the engine answers where it can be asked, and the stored
/// text for the names and conditions of constraints, which it does not tell.
/// </summary>
internal static partial class SqliteSchema
{
    public static Schema Read(SqliteDatabase database)
    {
        var texts = database.Rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name",
            row => (Name: row.GetString(0), Text: row.GetString(1))
        );
        var tables = texts.Select(entry => Read(database, entry.Name, entry.Text));
        return new Schema(tables.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The tables that would take a value of any type in any column.</summary>
    public static IReadOnlyList<string> LaxTables(SqliteDatabase database) =>
        database.Rows(
            "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%' ORDER BY name",
            row => row.GetString(0)
        );

    private static Table Read(SqliteDatabase database, string name, string text)
    {
        var table = new Table(name);
        table.Columns.AddRange(Columns(database, name));
        table.Facts.AddRange(PrimaryKey(database, name));
        table.Facts.AddRange(Indexes(database, name));
        table.Facts.AddRange(ForeignKeys(database, name));
        table.Facts.AddRange(NamedConstraints(name, text));
        if (RefusesUpdateAndDelete(database, name))
        {
            table.IsAppendOnly = true;
            table.Facts.Add($"{name} refuses UPDATE and DELETE");
        }

        return table;
    }

    private static IReadOnlyList<Column> Columns(SqliteDatabase database, string table) =>
        database.Rows(
            $"SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info('{table}')",
            row => new Column(row.GetString(0), new Kind(Family.Unknown, row.GetInt32(2) == 0), row.GetString(1))
            {
                Default = row.IsDBNull(3) ? null : row.GetString(3).Trim('(', ')'),
            }
        );

    private static IEnumerable<string> PrimaryKey(SqliteDatabase database, string table)
    {
        var columns = database.Rows(
            $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk",
            row => row.GetString(0)
        );
        return columns.Count == 0 ? [] : [$"{table} has primary key over ({string.Join(", ", columns)})"];
    }

    private static IEnumerable<string> Indexes(SqliteDatabase database, string table)
    {
        var indexes = database.Rows(
            "SELECT i.name, i.\"unique\", i.origin, m.sql"
                + $" FROM pragma_index_list('{table}') AS i LEFT JOIN sqlite_master AS m ON m.name = i.name"
                + " WHERE i.origin <> 'pk'",
            row =>
                (
                    Name: row.GetString(0),
                    IsUnique: row.GetBoolean(1),
                    IsConstraint: row.GetString(2) == "u",
                    Text: row.IsDBNull(3) ? "" : row.GetString(3)
                )
        );
        foreach (var index in indexes)
        {
            var columns = string.Join(", ", IndexColumns(database, index.Name));
            yield return index.IsConstraint
                ? $"{table} has unique constraint over ({columns})"
                : $"{table} has {(index.IsUnique ? "unique " : "")}index {index.Name} ({columns}){Filter(index.Text)}";
        }
    }

    private static IReadOnlyList<string> IndexColumns(SqliteDatabase database, string index) =>
        database.Rows(
            $"SELECT name, \"desc\" FROM pragma_index_xinfo('{index}') WHERE key = 1 ORDER BY seqno",
            row => row.GetBoolean(1) ? row.GetString(0) + " DESC" : row.GetString(0)
        );

    private static string Filter(string text)
    {
        var where = text.LastIndexOf(" WHERE ", StringComparison.OrdinalIgnoreCase);
        return where < 0 ? "" : $" where {TSql.Condition(text[(where + " WHERE ".Length)..])}";
    }

    private static IEnumerable<string> ForeignKeys(SqliteDatabase database, string table) =>
        database
            .Rows($"SELECT * FROM pragma_foreign_key_list('{table}') ORDER BY id, seq", ForeignKey)
            .GroupBy(part => part.Id)
            .Select(parts =>
                $"{table} ({string.Join(", ", parts.Select(part => part.From))}) refers to {parts.First().Table}"
                + $" ({string.Join(", ", parts.Select(part => part.To))}), on delete {parts.First().OnDelete},"
                + $" on update {parts.First().OnUpdate}"
            );

    private static ForeignKeyPart ForeignKey(SqliteDataReader row) =>
        new()
        {
            Id = row.GetInt32(row.GetOrdinal("id")),
            Table = row.GetString(row.GetOrdinal("table")),
            From = row.GetString(row.GetOrdinal("from")),
            To = row.IsDBNull(row.GetOrdinal("to")) ? "" : row.GetString(row.GetOrdinal("to")),
            OnDelete = row.GetString(row.GetOrdinal("on_delete")),
            OnUpdate = row.GetString(row.GetOrdinal("on_update")),
        };

    private static IEnumerable<string> NamedConstraints(string table, string text)
    {
        foreach (Match match in NamedConstraint().Matches(text))
        {
            var name = match.Groups["name"].Value;
            yield return match.Groups["kind"].Value.ToUpperInvariant() switch
            {
                "CHECK" => $"{table} has check {name}: {Condition(text[match.Index..])}",
                "UNIQUE" => $"{table} has unique constraint {name}",
                "PRIMARY KEY" => $"{table} has primary key {name}",
                _ => $"{table} has foreign key {name}",
            };
        }
    }

    /// <summary>What stands between the first parenthesis and the one that closes it.</summary>
    private static string Condition(string text)
    {
        var tokens = TSql.Parser().GetTokenStream(new StringReader(text), out _);
        var depth = 0;
        var first = tokens.First(token => token.TokenType == TSqlTokenType.LeftParenthesis);
        foreach (var token in tokens.SkipWhile(token => token != first))
        {
            depth += token.TokenType switch
            {
                TSqlTokenType.LeftParenthesis => 1,
                TSqlTokenType.RightParenthesis => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return TSql.Condition(text[(first.Offset + 1)..token.Offset]);
            }
        }

        throw new SchemaException($"A parenthesis is not closed: {text}");
    }

    private static bool RefusesUpdateAndDelete(SqliteDatabase database, string table)
    {
        var triggers = database.Rows(
            $"SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'",
            row => row.GetString(0)
        );
        var refused = triggers.Select(text =>
            Refusal().Match(text) is { Success: true } match
                ? match.Groups["event"].Value.ToUpperInvariant()
                : throw new SchemaException($"A trigger that does more than refuse is not handled: {text}")
        );
        return refused.Order().SequenceEqual(["DELETE", "UPDATE"]);
    }

    [GeneratedRegex(
        @"CONSTRAINT\s+\[(?<name>\w+)\]\s+(?<kind>PRIMARY KEY|UNIQUE|FOREIGN KEY|REFERENCES|CHECK)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NamedConstraint();

    [GeneratedRegex(
        @"^CREATE TRIGGER \[\w+\] BEFORE (?<event>UPDATE|DELETE) ON \[\w+\]\s+BEGIN\s+SELECT RAISE\(ABORT, '[^']*'\);\s+END$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Refusal();

    private sealed record ForeignKeyPart
    {
        public required int Id { get; init; }

        public required string Table { get; init; }

        public required string From { get; init; }

        public required string To { get; init; }

        public required string OnDelete { get; init; }

        public required string OnUpdate { get; init; }
    }
}
