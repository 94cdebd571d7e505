using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Platform;
using Baznas.Bmd.Web.Platform.Writing;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>
/// Somebody with the database file in their hands: the triggers are gone, foreign keys are off, and whatever they do is
/// undone by <see cref="Undo"/>.
/// </summary>
internal sealed class Tampering : IDisposable
{
    private static readonly Sql<ChainParameter, AuditEventRow> Events = new(
        $"""
        SELECT {AuditEventRow.Columns}
        FROM [AuditEvent] WHERE [ChainId] = @ChainId ORDER BY [Sequence]
        """
    );

    private static readonly Sql<AuditEventRow, NoRows> Rewrite = new(
        """
        UPDATE [AuditEvent] SET [After] = @After, [PreviousHash] = @PreviousHash, [Hash] = @Hash
        WHERE [ChainId] = @ChainId AND [Sequence] = @Sequence
        """
    );

    private static readonly Sql<ChainHead, NoRows> MendHead = new(
        "UPDATE [AuditChain] SET [Length] = @Length, [HeadHash] = @HeadHash WHERE [Id] = @Id"
    );

    private static readonly Sql<ChainParameter, JournalEntryRow> Entries = new(
        """
        SELECT [Id], [OfficeId], [Number], [Kind], [EffectiveOn], [BookedAt], [BookedBy], [LoanId], [BorrowerId],
            [ReceiptNumber], [Method], [PaidByBorrowerId], [Reference], [Description]
        FROM [JournalEntry] WHERE [OfficeId] = @ChainId
        """
    );

    private static readonly Sql<ChainParameter, PostingRow> Postings = new(
        """
        SELECT [EntryId], [Line], [OfficeId], [FundId], [Account], [Kind], [EffectiveOn], [LoanId], [BorrowerId], [Amount]
        FROM [Posting] WHERE [OfficeId] = @ChainId ORDER BY [EntryId], [Line]
        """
    );

    private readonly BmdHost _host;
    private readonly string _chain;
    private readonly string _asItWas;
    private readonly string _connectionString;

    public Tampering(BmdHost host, string chain)
    {
        (_host, _chain) = (host, chain);
        _asItWas = $"Data Source={Path.Combine(host.Folder, "as-it-was.db")};Pooling=False";
        _connectionString = $"{host.ConnectionString};Foreign Keys=False;Pooling=False";
        using var live = Open(_connectionString);
        foreach (var trigger in Column(live, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            Execute(live, $"DROP TRIGGER [{trigger}]");
        }

        using var copy = Open(_asItWas);
        live.BackupDatabase(copy);
    }

    /// <summary>Changes the database; <c>@office</c> is the office's id.</summary>
    /// <returns>How many rows were changed.</returns>
    public int Do(string sql)
    {
        using var live = Open(_connectionString);
        return Execute(live, sql);
    }

    /// <summary>The only value of a statement.</summary>
    public string Ask(string sql)
    {
        using var live = Open(_connectionString);
        return Column(live, sql).Single();
    }

    /// <summary>
    /// Rewrites the whole chain as one would who knows the service's source: every entry's event says what the ledger says
    /// now, and every hash and the head are right.
    /// </summary>
    public async Task RewriteChain()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var chain = new ChainParameter(_chain);
        var entries = (await db.Query(Entries, chain, default)).ToDictionary(entry => entry.Id);
        var postings = (await db.Query(Postings, chain, default)).ToLookup(posting => posting.EntryId);
        var (length, hash) = (0L, AuditTrail.Root);
        foreach (var found in await db.Query(Events, chain, default))
        {
            var isOfEntry = found.SubjectKind == "journalEntry" && entries.ContainsKey(found.SubjectId);
            var after = isOfEntry
                ? Json.Write(JournalEvidence.Of(entries[found.SubjectId], postings[found.SubjectId]))
                : found.After;
            var row = found with { After = after, PreviousHash = hash };
            (length, hash) = (found.Sequence, AuditTrail.HashOf(row));
            await db.Execute(Rewrite, row with { Hash = hash }, default);
        }

        var head = new ChainHead
        {
            Id = _chain,
            Length = length,
            HeadHash = hash,
        };
        await db.Execute(MendHead, head, default);
    }

    /// <summary>Makes the database what it was.</summary>
    public void Undo()
    {
        using var copy = Open(_asItWas);
        using var live = Open(_connectionString);
        copy.BackupDatabase(live);
    }

    public void Dispose() => File.Delete(new SqliteConnectionStringBuilder(_asItWas).DataSource);

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

#pragma warning disable CA2100 // The statements are the tests' own.
    private int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@office", _chain);
        return command.ExecuteNonQuery();
    }

    private List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@office", _chain);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return values;
    }
#pragma warning restore CA2100

    private sealed record ChainParameter(string ChainId);
}
