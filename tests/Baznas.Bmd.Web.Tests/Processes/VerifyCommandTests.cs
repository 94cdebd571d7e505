using Baznas.Bmd.Web.Tests.Import;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Web.Tests.Processes;

public sealed class VerifyCommandTests
{
    [Test]
    public async Task It_ends_with_0_where_the_books_hold_and_with_1_and_what_is_broken_where_they_do_not()
    {
        using var installation = new Installation();
        using var folder = ImportFolder.Small().LongAgo();
        await installation.Succeed("import", folder.Path);

        var (holds, verified, _) = await installation.Run("id_ID.UTF-8", "verify");
        var kept = $"1:{verified[(verified.IndexOf("head ", StringComparison.Ordinal) + 5)..].Trim()[..16]}";
        var (strange, sought, _) = await installation.Run("id_ID.UTF-8", "verify", "--head", kept);
        var (usage, _, _) = await installation.Run("id_ID.UTF-8", "verify", "--head", "coretan");
        Execute(
            installation.ConnectionString,
            """
            DROP TRIGGER [TR_AuditEvent_NoUpdate];
            UPDATE [AuditEvent] SET [UserName] = 'x' WHERE [Sequence] = 2 AND [ChainId] = (SELECT MIN([Id]) FROM [Office]);
            """
        );
        var (broken, output, _) = await installation.Run("id_ID.UTF-8", "verify");

        Assert.Multiple(() =>
        {
            Assert.That(holds, Is.Zero, verified);
            Assert.That(verified, Does.Match("^Verified: [0-9]+ audit events, head [0-9a-f]{64}"));
            Assert.That(strange, Is.EqualTo(1));
            Assert.That(sought, Does.StartWith($"BROKEN audit.kept_head: {kept}"));
            Assert.That(usage, Is.EqualTo(2));
            Assert.That(broken, Is.EqualTo(1));
            Assert.That(output, Does.Match("^BROKEN audit.hash: [0-9a-f-]{36}/2 "));
        });
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new SqliteConnection($"{connectionString};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is this test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
