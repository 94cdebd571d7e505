using Baznas.Bmd.SqlTests.Migrations;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

[TestFixture]
public class MigrationTests
{
    /// <summary>The list as it would be if all migrations of this version had just shipped.</summary>
    private static IReadOnlyList<string> Shipped => ShippedMigrations.Add([], MigrationFile.All);

    [Test]
    public void Migrations_come_in_pairs_and_are_numbered_without_gaps()
    {
        var files = MigrationFile.All.Select(file => file.Name).ToList();
        Assert.That(files, Is.Not.Empty);
        Assert.That(MigrationPairs.Complaints(files), Is.Empty);
    }

    [Test]
    public void No_shipped_migration_was_edited_and_none_is_missing_from_the_list()
    {
        var list = Path.Combine(TestContext.CurrentContext.TestDirectory, ShippedMigrations.FileName);
        var shipped = File.ReadAllLines(list);
        Assert.That(shipped, Is.Not.Empty);
        Assert.That(ShippedMigrations.Complaints(shipped, MigrationFile.All), Is.Empty);
    }

    /// <summary>Run by name when a migration is final; lists what is new and leaves alone what is listed.</summary>
    [Test]
    [Explicit("Writes to the list of shipped migrations.")]
    public void Write_down_the_new_migrations()
    {
        var list = Path.Combine(SourceFolder(), ShippedMigrations.FileName);
        var lines = ShippedMigrations.Add(File.ReadAllLines(list), MigrationFile.All);
        File.WriteAllText(list, string.Join('\n', lines) + "\n");
        Assert.That(ShippedMigrations.Complaints(lines, MigrationFile.All), Is.Empty);
    }

    [Test]
    public void An_edited_migration_is_caught()
    {
        var edited = MigrationFile.All.Select((file, i) => i == 0 ? Edited(file) : file).ToList();
        Assert.That(
            ShippedMigrations.Complaints(Shipped, edited),
            Has.One.Contains($"{edited[0].Name} was edited after it had shipped")
        );
    }

    [Test]
    public void An_edit_of_line_ends_alone_is_none()
    {
        var checkedOut = MigrationFile
            .All.Select(file => file with { Text = file.Text.ReplaceLineEndings("\r\n") })
            .ToList();
        Assert.That(ShippedMigrations.Complaints(Shipped, checkedOut), Is.Empty);
    }

    [Test]
    public void A_migration_that_is_not_listed_is_caught_with_the_way_to_list_it()
    {
        MigrationFile[] more = [.. MigrationFile.All, new MigrationFile("9999_more.sqlite.sql", "SELECT 1;")];
        Assert.That(
            ShippedMigrations.Complaints(Shipped, more),
            Has.One.Contains("9999_more.sqlite.sql is not listed").And.One.Contains(ShippedMigrations.HowToAdd)
        );
    }

    [Test]
    public void A_shipped_migration_that_is_gone_is_caught() =>
        Assert.That(
            ShippedMigrations.Complaints(Shipped, [.. MigrationFile.All.Skip(1)]),
            Has.One.Contains("has shipped and is gone")
        );

    [Test]
    public void Listing_a_new_migration_leaves_an_edited_one_as_it_was_listed()
    {
        MigrationFile[] files =
        [
            .. MigrationFile.All.Select(Edited),
            new MigrationFile("9999_more.sqlite.sql", "SELECT 1;"),
        ];
        var lines = ShippedMigrations.Add(Shipped, files);
        Assert.That(lines, Has.Count.EqualTo(Shipped.Count + 1));
        Assert.That(lines, Is.SupersetOf(Shipped));
    }

    [TestCase("0001_a.sqlserver.sql is missing", "0001_a.sqlite.sql")]
    [TestCase(
        "0003_b is migration 2 in order",
        "0001_a.sqlite.sql",
        "0001_a.sqlserver.sql",
        "0003_b.sqlite.sql",
        "0003_b.sqlserver.sql"
    )]
    [TestCase(
        "0001_b is migration 2 in order",
        "0001_a.sqlite.sql",
        "0001_a.sqlserver.sql",
        "0001_b.sqlite.sql",
        "0001_b.sqlserver.sql"
    )]
    public void Migrations_out_of_order_are_caught(string complaint, params string[] files) =>
        Assert.That(MigrationPairs.Complaints(files), Has.One.Contains(complaint));

    private static MigrationFile Edited(MigrationFile file) => file with { Text = file.Text + "-- an afterthought\n" };

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Baznas.Bmd.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(
            folder?.FullName ?? throw new DirectoryNotFoundException("Baznas.Bmd.sln"),
            "tests",
            "Baznas.Bmd.Sql.Tests"
        );
    }
}
