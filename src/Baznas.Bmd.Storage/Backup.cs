using Dapper;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Storage;

/// <summary>Copies the whole database to a file as it was at one moment, while the service runs.</summary>
/// <param name="database">The database to copy.</param>
public sealed class Backup(Database database)
{
    /// <summary>Writes the copy and checks that it can be read.</summary>
    /// <param name="file">The file to write (on SQL Server: a path the server can write); it must not exist.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="IOException">The file exists already, or the copy is not sound.</exception>
    public async Task To(string file, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (database.Engine == Engine.SqlServer)
        {
            await connection.ExecuteAsync(
                "DECLARE @Name sysname = DB_NAME(); BACKUP DATABASE @Name TO DISK = @File WITH COPY_ONLY, CHECKSUM, NOINIT;",
                new { File = file },
                commandTimeout: 0
            );
            return;
        }

        if (File.Exists(file))
        {
            throw new IOException($"{file} exists already.");
        }

        var target = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        // Written beside its name and renamed when it is whole, so that a broken run leaves no half backup.
        var partial = target + ".partial";
        File.Delete(partial);
        await connection.ExecuteAsync("VACUUM INTO @File", new { File = partial }, commandTimeout: 0);
        await using (var copy = new SqliteConnection($"Data Source={partial};Pooling=False;Mode=ReadOnly"))
        {
            await copy.OpenAsync(ct);
            var verdict = await copy.ExecuteScalarAsync<string>("PRAGMA integrity_check");
            if (verdict != "ok")
            {
                throw new IOException($"The copy is not sound: {verdict}");
            }
        }

        File.Move(partial, target);
    }
}
