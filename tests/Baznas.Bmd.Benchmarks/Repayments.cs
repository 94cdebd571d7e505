using System.Diagnostics;
using Baznas.Bmd.Web.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Benchmarks;

/// <summary>
/// Repayments a second through HTTP on a real port, beside a bare Dapper loop that writes the same rows to the same kind
/// of file with the same durability, one transaction each.
/// </summary>
internal static class Repayments
{
    private const int Count = 3000;

    private const int Loans = 20;

    private const int Rounds = 3;

    private static readonly string[] Written =
    [
        "JournalEntry",
        "Posting",
        "DocumentNumber",
        "AuditEvent",
        "IdempotencyKey",
        "Reversal",
    ];

    public static async Task Measure()
    {
        await using var host = new BmdHost();
        host.UseKestrel(0);
        var office = await TestOffice.Open(host);
        var loans = new List<string>();
        for (var i = 0; i < Loans; i++)
        {
            loans.Add(await office.NewActive(3_000_000, 50));
        }

        await Through(office, loans, 200, clients: 1);
        var before = Rows(host.ConnectionString);
        for (var round = 1; round <= Rounds; round++)
        {
            var one = await Through(office, loans, Count, clients: 1);
            var eight = await Through(office, loans, Count, clients: 8);
            var bare = Bare(host.Folder, host.ConnectionString);
            Console.WriteLine(
                $"repayments/s, round {round}: bare loop {bare:N0}; HTTP, 1 client {one:N0} (1 : {bare / one:N1});"
                    + $" HTTP, 8 clients {eight:N0} (1 : {bare / eight:N1})"
            );
        }

        var after = Rows(host.ConnectionString);
        var each = Written.Select(t => $"{t} {(after[t] - before[t]) / (double)(Rounds * 2 * Count):N0}");
        Console.WriteLine($"rows each repayment writes: {string.Join(", ", each)}, and one update of AuditChain");
    }

    private static async Task<double> Through(TestOffice office, List<string> loans, int count, int clients)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = clients },
            async (i, _) => (await office.Pay(loans[i % loans.Count], 100)).Ok()
        );
        return count / watch.Elapsed.TotalSeconds;
    }

    private static Dictionary<string, long> Rows(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        return Written.ToDictionary(t => t, t => connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM [{t}]"));
    }

    // The service's own database, copied, so that the loop meets the same tables, indexes and triggers.
    private static double Bare(string folder, string connectionString)
    {
        var file = Path.Combine(folder, $"bare-{Guid.NewGuid():N}.db");
        using (var source = new SqliteConnection(connectionString))
        {
            source.Execute("VACUUM INTO @file", new { file });
        }

        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=True");
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;");
        var model = connection.QueryFirst(
            "SELECT * FROM JournalEntry WHERE Kind = 'repayment' ORDER BY Id DESC LIMIT 1"
        );
        var audit = connection.QueryFirst("SELECT * FROM AuditEvent ORDER BY Sequence DESC LIMIT 1");
        var postings = connection
            .Query("SELECT * FROM Posting WHERE EntryId = @Id", new { Id = (string)model.Id })
            .ToList();
        var key = connection.QueryFirst("SELECT * FROM IdempotencyKey ORDER BY CreatedAt DESC LIMIT 1");
        var watch = Stopwatch.StartNew();
        for (var i = 1; i <= Count; i++)
        {
            Write(connection, (model, audit, postings, key), i);
        }

        return Count / watch.Elapsed.TotalSeconds;
    }

    private static void Write(
        SqliteConnection connection,
        (dynamic Entry, dynamic Audit, List<dynamic> Postings, dynamic Key) model,
        int i
    )
    {
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.Serializable, deferred: false);
        var id = Guid.CreateVersion7().ToString();
        string[] series = ["journal", "receipt"];
        foreach (var name in series)
        {
            connection.Execute(
                "INSERT INTO DocumentNumber VALUES (@OfficeId, @name, 2099, @i, @Number, @id)",
                new
                {
                    OfficeId = (string)model.Entry.OfficeId,
                    name,
                    i,
                    Number = $"{name}-{i}",
                    id,
                },
                transaction
            );
        }

        connection.Execute(
            """
            INSERT INTO JournalEntry (Id, OfficeId, Number, Kind, EffectiveOn, BookedAt, BookedBy, LoanId, BorrowerId,
                ReceiptNumber, Method)
            VALUES (@id, @OfficeId, @Number, @Kind, @EffectiveOn, @BookedAt, @BookedBy, @LoanId, @BorrowerId, @Receipt,
                @Method)
            """,
            new
            {
                id,
                OfficeId = (string)model.Entry.OfficeId,
                Number = $"journal-{i}",
                Kind = (string)model.Entry.Kind,
                EffectiveOn = (string)model.Entry.EffectiveOn,
                BookedAt = (string)model.Entry.BookedAt,
                BookedBy = (string)model.Entry.BookedBy,
                LoanId = (string)model.Entry.LoanId,
                BorrowerId = (string)model.Entry.BorrowerId,
                Receipt = $"receipt-{i}",
                Method = (string)model.Entry.Method,
            },
            transaction
        );
        foreach (var posting in model.Postings)
        {
            connection.Execute(
                """
                INSERT INTO Posting (EntryId, Line, OfficeId, FundId, Account, Kind, EffectiveOn, LoanId, BorrowerId, Amount)
                VALUES (@id, @Line, @OfficeId, @FundId, @Account, @Kind, @EffectiveOn, @LoanId, @BorrowerId, @Amount)
                """,
                new
                {
                    id,
                    Line = (long)posting.Line,
                    OfficeId = (string)posting.OfficeId,
                    FundId = (string)posting.FundId,
                    Account = (string)posting.Account,
                    Kind = (string)posting.Kind,
                    EffectiveOn = (string)posting.EffectiveOn,
                    LoanId = (string?)posting.LoanId,
                    BorrowerId = (string?)posting.BorrowerId,
                    Amount = (long)posting.Amount,
                },
                transaction
            );
        }

        connection.Execute(
            """
            INSERT INTO AuditEvent (ChainId, Sequence, At, UserId, UserName, Action, SubjectKind, SubjectId, Before, After,
                RequestId, PreviousHash, Hash)
            SELECT ChainId, @Sequence, At, UserId, UserName, Action, SubjectKind, @id, Before, After, RequestId,
                PreviousHash, Hash
            FROM AuditEvent WHERE ChainId = @ChainId AND Sequence = @Model
            """,
            new
            {
                id,
                ChainId = (string)model.Audit.ChainId,
                Sequence = (long)model.Audit.Sequence + i,
                Model = (long)model.Audit.Sequence,
            },
            transaction
        );
        connection.Execute(
            "UPDATE AuditChain SET Length = Length + 1 WHERE Id = @Id",
            new { Id = (string)model.Audit.ChainId },
            transaction
        );
        connection.Execute(
            "INSERT INTO IdempotencyKey VALUES (@UserId, @Path, @id, @Hash, @Response, @CreatedAt)",
            new
            {
                UserId = (string)model.Key.UserId,
                Path = (string)model.Key.Path,
                id,
                Hash = (string)model.Key.RequestHash,
                Response = (string)model.Key.Response,
                CreatedAt = (string)model.Key.CreatedAt,
            },
            transaction
        );
        transaction.Commit();
    }
}
