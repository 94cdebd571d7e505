using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Schemas;

/// <summary>The schemas as the migrations of this version leave them, read once.</summary>
internal static class Current
{
    private static readonly Lazy<SqlServerSchema> Folded = new(() =>
        SqlServerSchema.Of(Migrator.Scripts(Engine.SqlServer))
    );
    private static readonly Lazy<SqliteDatabase> Database = new(() =>
        new SqliteDatabase(Migrator.Scripts(Engine.Sqlite))
    );
    private static readonly Lazy<Schema> SqlServerRead = new(() => Folded.Value.Read());
    private static readonly Lazy<Schema> SqliteRead = new(() => SqliteSchema.Read(Database.Value));

    public static SqlServerSchema SqlServerMigrations => Folded.Value;

    public static SqliteDatabase SqliteDatabase => Database.Value;

    public static Schema SqlServer => SqlServerRead.Value;

    public static Schema Sqlite => SqliteRead.Value;
}
