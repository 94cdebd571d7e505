using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Migrations;

/// <summary>
/// The fingerprints of the migrations that have been applied somewhere, in the format of sha256sum. A
/// database skips a migration it knows by name, so an edit would reach new databases alone.
/// </summary>
internal static class ShippedMigrations
{
    public const string FileName = "shipped-migrations.sha256";

    public const string HowToAdd = "dotnet test tests/Baznas.Bmd.Sql.Tests --filter Name=Write_down_the_new_migrations";

    public static IEnumerable<string> Complaints(IReadOnlyList<string> lines, IReadOnlyList<MigrationFile> migrations)
    {
        var shipped = Read(lines);
        foreach (var migration in migrations)
        {
            if (!shipped.TryGetValue(migration.Name, out var checksum))
            {
                yield return $"{migration.Name} is not listed in {FileName}. When it is final, add it: {HowToAdd}";
            }
            else if (checksum != Migrator.Checksum(migration.Text))
            {
                yield return $"{migration.Name} was edited after it had shipped. Take the edit back and write a new migration"
                    + $" (only if no database has it yet: delete its line from {FileName} and add it again).";
            }
        }

        foreach (var name in shipped.Keys.Except(migrations.Select(migration => migration.Name)))
        {
            yield return $"{name} has shipped and is gone.";
        }
    }

    /// <summary>The lines with the migrations that they lack; what is listed already stays as it is.</summary>
    public static IReadOnlyList<string> Add(IReadOnlyList<string> lines, IReadOnlyList<MigrationFile> migrations)
    {
        var shipped = Read(lines);
        foreach (var migration in migrations)
        {
            shipped.TryAdd(migration.Name, Migrator.Checksum(migration.Text));
        }

        return
        [
            .. shipped
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{entry.Value}  {entry.Key}"),
        ];
    }

    private static Dictionary<string, string> Read(IEnumerable<string> lines) =>
        lines
            .Where(line => line.Length > 0)
            .Select(line => line.Split("  ", 2))
            .ToDictionary(parts => parts[1], parts => parts[0]);
}
