using Baznas.Bmd.SqlTests.Schemas;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

/// <summary>Pairs of small schemas that should differ, and later migrations that should fold.</summary>
[TestFixture]
public class SchemaMistakeTests
{
    private const string SqlServer = """
        CREATE TABLE [Pot] (
            [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
            [Name] nvarchar(40) NOT NULL,
            [Amount] bigint NULL,
            [Picture] varbinary(max) NULL,
            [ParentId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
            CONSTRAINT [PK_Pot] PRIMARY KEY ([Id]),
            CONSTRAINT [UQ_Pot_Name] UNIQUE ([Name]),
            CONSTRAINT [FK_Pot_ParentId] FOREIGN KEY ([ParentId]) REFERENCES [Pot] ([Id]),
            CONSTRAINT [CK_Pot_Amount] CHECK ([Amount] >= 0)
        );
        CREATE INDEX [IX_Pot_Amount] ON [Pot] ([Amount], [Id]);
        GO
        CREATE TRIGGER [TR_Pot_AppendOnly] ON [Pot] INSTEAD OF UPDATE, DELETE AS
        BEGIN
            THROW 50001, 'Pot is append-only', 1;
        END;
        """;

    private const string Sqlite = """
        CREATE TABLE [Pot] (
            [Id] TEXT NOT NULL,
            [Name] TEXT NOT NULL,
            [Amount] INTEGER NULL,
            [Picture] BLOB NULL,
            [ParentId] TEXT NULL,
            CONSTRAINT [PK_Pot] PRIMARY KEY ([Id]),
            CONSTRAINT [UQ_Pot_Name] UNIQUE ([Name]),
            CONSTRAINT [FK_Pot_ParentId] FOREIGN KEY ([ParentId]) REFERENCES [Pot] ([Id]),
            CONSTRAINT [CK_Pot_Amount] CHECK (([Amount]   >= 0))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX [IX_Pot_Amount] ON [Pot] ([Amount], [Id]);
        CREATE TRIGGER [TR_Pot_NoUpdate] BEFORE UPDATE ON [Pot]
        BEGIN
            SELECT RAISE(ABORT, 'Pot is append-only');
        END;
        CREATE TRIGGER [TR_Pot_NoDelete] BEFORE DELETE ON [Pot]
        BEGIN
            SELECT RAISE(ABORT, 'Pot is append-only');
        END;
        """;

    [Test]
    public void The_two_spellings_of_one_schema_do_not_differ() =>
        Assert.That(Differences(SqlServer, Sqlite), Is.Empty);

    [TestCase("[Picture] BLOB NULL,", "", "SQL Server alone: Pot.Picture holds BLOB")]
    [TestCase("[Amount] INTEGER NULL", "[Amount] TEXT NULL", "SQLite alone: Pot.Amount holds TEXT")]
    [TestCase("[Name] TEXT NOT NULL", "[Name] TEXT NULL", "SQLite alone: Pot.Name holds TEXT, may be NULL")]
    [TestCase(
        "[Amount] INTEGER NULL",
        "[Amount] INTEGER NULL DEFAULT 7",
        "SQLite alone: Pot.Amount holds INTEGER, may be NULL, 7 by default"
    )]
    [TestCase("PRIMARY KEY ([Id])", "PRIMARY KEY ([Id], [Name])", "SQLite alone: Pot has primary key over (Id, Name)")]
    [TestCase(
        "[UQ_Pot_Name] UNIQUE ([Name])",
        "[UQ_Pot_Name] UNIQUE ([Name], [Id])",
        "SQLite alone: Pot has unique constraint over (Name, Id)"
    )]
    [TestCase("[UQ_Pot_Name]", "[UQ_Pot]", "SQLite alone: Pot has unique constraint UQ_Pot")]
    [TestCase(
        "REFERENCES [Pot] ([Id])",
        "REFERENCES [Pot] ([Id]) ON DELETE CASCADE",
        "SQLite alone: Pot (ParentId) refers to Pot (Id), on delete CASCADE"
    )]
    [TestCase("[FK_Pot_ParentId]", "[FK_Pot]", "SQL Server alone: Pot has foreign key FK_Pot_ParentId")]
    [TestCase(">= 0", ">= 1", "SQLite alone: Pot has check CK_Pot_Amount: [Amount] > = 1")]
    [TestCase("[CK_Pot_Amount]", "[CK_Pot]", "SQL Server alone: Pot has check CK_Pot_Amount")]
    [TestCase("([Amount], [Id])", "([Amount])", "SQLite alone: Pot has index IX_Pot_Amount (Amount)")]
    [TestCase(
        "([Amount], [Id])",
        "([Amount] DESC, [Id])",
        "SQLite alone: Pot has index IX_Pot_Amount (Amount DESC, Id)"
    )]
    [TestCase("CREATE INDEX", "CREATE UNIQUE INDEX", "SQLite alone: Pot has unique index IX_Pot_Amount (Amount, Id)")]
    [TestCase("CREATE INDEX [IX_Pot_Amount]", "CREATE INDEX [IX_Pot]", "SQL Server alone: Pot has index IX_Pot_Amount")]
    public void A_difference_is_caught(string text, string changed, string difference)
    {
        Assert.That(Sqlite, Does.Contain(text));
        Assert.That(
            Differences(SqlServer, Sqlite.Replace(text, changed, StringComparison.Ordinal)),
            Has.Some.StartsWith(difference)
        );
    }

    [Test]
    public void A_table_of_one_engine_alone_is_caught() =>
        Assert.That(
            Differences(SqlServer, Sqlite + "CREATE TABLE [Lid] ([Id] TEXT NOT NULL) STRICT;"),
            Has.One.StartsWith("SQLite alone: Lid.Id holds TEXT")
        );

    [Test]
    public void A_trigger_that_is_missing_in_one_engine_is_caught()
    {
        var withoutOne = Sqlite[..Sqlite.IndexOf("CREATE TRIGGER [TR_Pot_NoDelete]", StringComparison.Ordinal)];
        Assert.That(
            Differences(SqlServer, withoutOne),
            Has.One.Items.And.One.EqualTo("SQL Server alone: Pot refuses UPDATE and DELETE")
        );
    }

    [Test]
    public void A_table_that_is_not_strict_is_caught()
    {
        using var database = new SqliteDatabase([
            ("0001", Sqlite),
            ("0002", "CREATE TABLE [Lid] ([Id] TEXT NOT NULL);"),
        ]);
        Assert.That(SqliteSchema.LaxTables(database), Has.One.Items.And.One.EqualTo("Lid"));
    }

    [Test]
    public void A_trigger_that_does_something_else_is_refused() =>
        Assert.That(
            () =>
                Differences(
                    SqlServer,
                    Sqlite.Replace("SELECT RAISE(ABORT, 'Pot is append-only');", "SELECT 1;", StringComparison.Ordinal)
                ),
            Throws.TypeOf<SchemaException>().With.Message.Contains("does more than refuse")
        );

    [Test]
    public void A_later_migration_folds_into_the_table()
    {
        const string LaterSqlServer = """
            ALTER TABLE [Pot] ADD [Colour] nvarchar(40) NOT NULL CONSTRAINT [DF_Pot_Colour] DEFAULT ('green'), [Size] int NULL;
            ALTER TABLE [Pot] ADD CONSTRAINT [CK_Pot_Size] CHECK ([Size] > 0);
            DROP INDEX [IX_Pot_Amount] ON [Pot];
            ALTER TABLE [Pot] DROP COLUMN [Picture];
            CREATE INDEX [IX_Pot_Colour] ON [Pot] ([Colour]);
            """;
        const string LaterSqlite = """
            ALTER TABLE [Pot] ADD COLUMN [Colour] TEXT NOT NULL DEFAULT 'green';
            ALTER TABLE [Pot] ADD COLUMN [Size] INTEGER NULL CONSTRAINT [CK_Pot_Size] CHECK ([Size] > 0);
            DROP INDEX [IX_Pot_Amount];
            ALTER TABLE [Pot] DROP COLUMN [Picture];
            CREATE INDEX [IX_Pot_Colour] ON [Pot] ([Colour]);
            """;
        var folded = SqlServerSchema.Of([("0001", SqlServer), ("0002", LaterSqlServer)]);
        using var database = new SqliteDatabase([("0001", Sqlite), ("0002", LaterSqlite)]);
        Assert.That(Schema.Differences(folded.Read(), SqliteSchema.Read(database)), Is.Empty);
        Assert.That(folded.Read().Tables["Pot"].Find("Colour"), Is.Not.Null);
        Assert.That(folded.Read().Tables["Pot"].Find("Picture"), Is.Null);
        Assert.That(string.Join('\n', folded.Scripts()), Does.Not.Contain("ALTER"));
    }

    [TestCase("ALTER TABLE [Pot] DROP COLUMN [Colour];", "these tests do not know what becomes of the schema")]
    [TestCase(
        "ALTER TABLE [Pot] DROP CONSTRAINT [CK_Pot_Amount];",
        "these tests do not know what becomes of the schema"
    )]
    [TestCase("ALTER TABLE [Pot] ALTER COLUMN [Amount] int;", "these tests do not know what becomes of the schema")]
    [TestCase("UPDATE [Pot] SET [Amount] = 1;", "these tests do not know what becomes of the schema")]
    [TestCase("DROP INDEX [IX_Pot] ON [Pot];", "these tests do not know what becomes of the schema")]
    [TestCase("ALTER TABLE [Lid] ADD [Size] int NULL;", "there is no table Lid")]
    [TestCase("ALTER TABLE [Pot] ADD [Size] decimal(18, 2) NULL;", "outside the closed list")]
    [TestCase("ALTER TABLE [Pot] ADD [At] datetimeoffset(7) NULL;", "outside the closed list")]
    [TestCase("ALTER TABLE [Pot] ADD [No] int IDENTITY NOT NULL;", "SQLite has no such column")]
    [TestCase("ALTER TABLE [Pot] ADD CHECK ([Amount] < 5);", "a constraint without a name")]
    [TestCase("CREATE TABLE [Lid] ([Id] int NOT NULL", "line 1")]
    public void A_migration_that_can_not_be_judged_fails_loudly(string later, string complaint) =>
        Assert.That(
            () => SqlServerSchema.Of([("0001", SqlServer), ("0002", later)]).Read(),
            Throws.TypeOf<SchemaException>().With.Message.Contains(complaint)
        );

    [TestCase("[Name] nvarchar(40)", "[Name] nvarchar(36)")]
    [TestCase("[Name] nvarchar(40)", "[Name] nvarchar(40) COLLATE Latin1_General_100_BIN2")]
    public void A_foreign_key_of_another_type_or_collation_is_caught(string text, string changed)
    {
        const string Later =
            "CREATE TABLE [Lid] ([Pot] nvarchar(40) NOT NULL, CONSTRAINT [FK_Lid_Pot] FOREIGN KEY ([Pot]) REFERENCES [Pot] ([Name]));";
        var changedFirst = SqlServer.Replace(text, changed, StringComparison.Ordinal);
        Assert.That(SqlServerSchema.Of([("0001", SqlServer), ("0002", Later)]).UnlikeForeignKeys(), Is.Empty);
        Assert.That(
            SqlServerSchema.Of([("0001", changedFirst), ("0002", Later)]).UnlikeForeignKeys(),
            Has.One.StartsWith("Lid.Pot is nvarchar ( 40 ), and Pot.Name is nvarchar")
        );
    }

    [Test]
    public void A_trigger_that_swallows_what_follows_it_is_refused() =>
        Assert.That(
            () => SqlServerSchema.Of([("0001", SqlServer + "CREATE TABLE [Lid] ([Id] int NOT NULL);")]),
            Throws.TypeOf<SchemaException>().With.Message.Contains("CreateTriggerStatement")
        );

    [Test]
    public void A_migration_that_SQLite_refuses_is_named() =>
        Assert.That(
            () => new SqliteDatabase([("0001", Sqlite), ("0002", "CREATE TABLE [Pot] ([Id] INT);")]),
            Throws.TypeOf<SchemaException>().With.Message.StartsWith("0002")
        );

    private static IReadOnlyList<string> Differences(string sqlServer, string sqlite)
    {
        using var database = new SqliteDatabase([("0001", sqlite)]);
        return Schema.Differences(SqlServerSchema.Of([("0001", sqlServer)]).Read(), SqliteSchema.Read(database));
    }
}
