using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Migrations;

/// <summary>A migration of one engine as it lies in its folder.</summary>
internal sealed record MigrationFile(string Name, string Text)
{
    public static IReadOnlyList<MigrationFile> All =>
        [
            .. Of(Engine.Sqlite, ".sqlite.sql")
                .Concat(Of(Engine.SqlServer, ".sqlserver.sql"))
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];

    private static IEnumerable<MigrationFile> Of(Engine engine, string suffix) =>
        Migrator.Scripts(engine).Select(script => new MigrationFile(script.Name + suffix, script.Text));
}

/// <summary>The order and the pairs of the migrations.</summary>
internal static class MigrationPairs
{
    public static IEnumerable<string> Complaints(IReadOnlyList<string> files)
    {
        var names = files.Select(WithoutEngine).Distinct().ToList();
        foreach (var name in names)
        {
            foreach (var engine in new[] { "sqlite", "sqlserver" })
            {
                if (!files.Contains($"{name}.{engine}.sql"))
                {
                    yield return $"{name}.{engine}.sql is missing: migrations come in pairs.";
                }
            }
        }

        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            if (!name.StartsWith($"{i + 1:0000}_", StringComparison.Ordinal))
            {
                yield return $"{name} is migration {i + 1} in order: numbers go up by one and no two are the same.";
            }
        }
    }

    private static string WithoutEngine(string file) => file[..file.IndexOf('.')];
}
