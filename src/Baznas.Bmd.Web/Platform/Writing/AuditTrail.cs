using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>
/// The audit trail: one chain an office, each event holding the hash of the one before, so that a change to
/// any of them shows in all that follow. Whoever holds a chain's head holds the office's turn to write.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class AuditTrail(Db db)
{
    /// <summary>
    /// The chain of what belongs to no office. As long as an id: SQL Server pads a shorter one, and its hash would
    /// differ once it is read again.
    /// </summary>
    public const string GlobalChain = "00000000-0000-0000-0000-000000000000";

    /// <summary>What stands before the first event.</summary>
    public static readonly string Root = new('0', 64);

    private static readonly Sql<IdParameter, ChainHead> LockHead = new(
        "SELECT [Id], [Length], [HeadHash] FROM [AuditChain] {lock} WHERE [Id] = @Id"
    );

    private static readonly Sql<ChainHead, NoRows> InsertHead = new(
        "INSERT INTO [AuditChain] ([Id], [Length], [HeadHash]) VALUES (@Id, @Length, @HeadHash)"
    );

    private static readonly Sql<ChainHead, NoRows> MoveHead = new(
        "UPDATE [AuditChain] SET [Length] = @Length, [HeadHash] = @HeadHash WHERE [Id] = @Id"
    );

    private static readonly Sql<AuditEventRow, NoRows> InsertEvent = new(
        """
        INSERT INTO [AuditEvent] ([ChainId], [Sequence], [At], [UserId], [UserName], [Action], [SubjectKind],
            [SubjectId], [Before], [After], [RequestId], [PreviousHash], [Hash], [Edge], [Address])
        VALUES (@ChainId, @Sequence, @At, @UserId, @UserName, @Action, @SubjectKind,
            @SubjectId, @Before, @After, @RequestId, @PreviousHash, @Hash, @Edge, @Address)
        """
    );

    /// <summary>Takes the office's turn: no other unit of work on the same chain goes on until this one ends.</summary>
    /// <param name="chainId">The office's id, or <see cref="GlobalChain"/>.</param>
    /// <param name="ct">Cancels the wait.</param>
    internal async Task<ChainHead> TakeTurn(string chainId, CancellationToken ct)
    {
        if (await db.Find(LockHead, new IdParameter(chainId), ct) is { } head)
        {
            return head;
        }

        var first = new ChainHead
        {
            Id = chainId,
            Length = 0,
            HeadHash = Root,
        };
        await db.Execute(InsertHead, first, ct);
        return first;
    }

    /// <summary>Writes the events noted in one turn of the work behind that chain's head.</summary>
    internal async Task Append(Work.Turn turn, Work work, CallContext context, CancellationToken ct)
    {
        if (turn.Notes.Count == 0)
        {
            return;
        }

        var head = turn.Head;
        var events = new List<AuditEventRow>(turn.Notes.Count);
        var (length, hash) = (head.Length, head.HeadHash);
        foreach (var note in turn.Notes)
        {
            var row = new AuditEventRow
            {
                ChainId = head.Id,
                Sequence = ++length,
                At = work.Now,
                UserId = work.Caller.UserId,
                UserName = work.Caller.UserName,
                Action = note.Action,
                SubjectKind = note.SubjectKind,
                SubjectId = note.SubjectId,
                Before = note.Before is null ? null : Json.Write(note.Before),
                After = note.After is null ? null : Json.Write(note.After),
                RequestId = context.RequestId,
                Edge = EnumText.Of(context.Origin.Edge),
                Address = context.Origin.Address,
                PreviousHash = hash,
            };
            hash = HashOf(row);
            events.Add(row with { Hash = hash });
        }

        await db.ExecuteEach(InsertEvent, events, ct);
        await db.Execute(
            MoveHead,
            new ChainHead
            {
                Id = head.Id,
                Length = length,
                HeadHash = hash,
            },
            ct
        );
    }

    /// <summary>
    /// The hash of an event: SHA-256, in hexadecimal, of the JSON array of all its other columns in their
    /// order, the previous event's hash among them. Every column is a text or null, the sequence and the instant
    /// (<c>2026-03-04T02:00:00.000Z</c>) too; nothing stands between the array's elements but a comma, and what is not
    /// ASCII, or is one of <c>" &amp; ' + &lt; &gt; `</c>, is written <c>\u00E9</c>, in capital hexadecimal digits. Where
    /// an event came from is counted last, by its two columns; events of before those were kept end without them.
    /// </summary>
    public static string HashOf(AuditEventRow row) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalOf(row))));

    /// <summary>The text whose SHA-256 is the event's hash.</summary>
    public static string CanonicalOf(AuditEventRow row)
    {
        List<string?> content =
        [
            row.ChainId,
            row.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture),
            row
                .At.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            row.UserId,
            row.UserName,
            row.Action,
            row.SubjectKind,
            row.SubjectId,
            row.Before,
            row.After,
            row.RequestId,
            row.PreviousHash,
        ];
        if (row.Edge is not null || row.Address is not null)
        {
            content.AddRange(row.Edge, row.Address);
        }

        return JsonSerializer.Serialize(content);
    }
}

/// <summary>How far a chain has come.</summary>
public sealed record ChainHead
{
    /// <summary>The office's id, or <see cref="AuditTrail.GlobalChain"/>.</summary>
    public string Id { get; init; } = "";

    /// <summary>How many events it has.</summary>
    public long Length { get; init; }

    /// <summary>The hash of the last one.</summary>
    public string HeadHash { get; init; } = "";
}

/// <summary>One event of the audit trail, as it is stored.</summary>
public sealed record AuditEventRow
{
    /// <summary>Its columns, in a SELECT on AuditEvent.</summary>
    public const string Columns = """
        [ChainId], [Sequence], [At], [UserId], [UserName], [Action], [SubjectKind], [SubjectId], [Before], [After],
            [RequestId], [PreviousHash], [Hash], [Edge], [Address]
        """;

    /// <summary>The chain it stands in.</summary>
    public string ChainId { get; init; } = "";

    /// <summary>Its place in the chain, from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>When, UTC, to the millisecond.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whose doing.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Their name at the time.</summary>
    public string UserName { get; init; } = "";

    /// <summary>What was done.</summary>
    public string Action { get; init; } = "";

    /// <summary>The kind of thing it was done to.</summary>
    public string SubjectKind { get; init; } = "";

    /// <summary>Which one.</summary>
    public string SubjectId { get; init; } = "";

    /// <summary>JSON of what it was; null when it was new.</summary>
    public string? Before { get; init; }

    /// <summary>JSON of what it became; null when it went.</summary>
    public string? After { get; init; }

    /// <summary>The request that did it.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The hash of the event before, or <see cref="AuditTrail.Root"/>.</summary>
    public string PreviousHash { get; init; } = "";

    /// <summary>The hash of this event.</summary>
    public string Hash { get; init; } = "";

    /// <summary>By which door it came in; null in events of before that was kept.</summary>
    public string? Edge { get; init; }

    /// <summary>From which address; null where there is none.</summary>
    public string? Address { get; init; }
}
