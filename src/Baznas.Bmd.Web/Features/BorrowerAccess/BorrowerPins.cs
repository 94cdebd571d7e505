using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.BorrowerAccess;

/// <summary>
/// The PINs of borrowers: who was given one, when, and whether it holds. A PIN is kept as a hash under the service's own
/// key, bound to its borrower, because six digits could be guessed from any other.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="keys">Where the key of the hashes comes from.</param>
public sealed class BorrowerPins(Db db, Keys keys)
{
    /// <summary>The digits of a PIN.</summary>
    public const int Length = 6;

    private const string StampPrefix = "pin:";

    private static readonly Sql<IdParameter, PinState> Newest = new(
        """
        SELECT p.[Sequence], CASE WHEN p.[PinHash] IS NULL THEN 0 ELSE 1 END AS [Holds], p.[At],
            p.[ChangedBy], u.[DisplayName] AS [ChangedByName]
        FROM [BorrowerPin] p
        LEFT JOIN [AppUser] u ON u.[Id] = p.[ChangedBy]
        WHERE p.[BorrowerId] = @Id
            AND p.[Sequence] = (SELECT MAX(x.[Sequence]) FROM [BorrowerPin] x WHERE x.[BorrowerId] = @Id)
        """
    );

    private static readonly Sql<PhoneParameter, HeldPin> HeldWith = new(
        """
        SELECT p.[BorrowerId], p.[Sequence], p.[PinHash]
        FROM [Borrower] b
        JOIN [BorrowerPin] p ON p.[BorrowerId] = b.[Id]
        WHERE b.[Phone] = @Phone AND p.[PinHash] IS NOT NULL
            AND p.[Sequence] = (SELECT MAX(x.[Sequence]) FROM [BorrowerPin] x WHERE x.[BorrowerId] = b.[Id])
        """
    );

    private static readonly Sql<SessionParameters, SignedInRow> SignedIn = new(
        """
        SELECT b.[Id], b.[OfficeId], b.[Number], b.[FullName]
        FROM [BorrowerPin] p
        JOIN [Borrower] b ON b.[Id] = p.[BorrowerId]
        WHERE p.[BorrowerId] = @BorrowerId AND p.[Sequence] = @Sequence AND p.[PinHash] IS NOT NULL
            AND p.[Sequence] = (SELECT MAX(x.[Sequence]) FROM [BorrowerPin] x WHERE x.[BorrowerId] = @BorrowerId)
        """
    );

    private static readonly Sql<NewPin, NoRows> Insert = new(
        """
        INSERT INTO [BorrowerPin] ([BorrowerId], [Sequence], [PinHash], [ChangedBy], [At])
        VALUES (@BorrowerId, @Sequence, @PinHash, @ChangedBy, @At)
        """
    );

    private readonly byte[] _key = keys.For("borrower-pin");

    /// <summary>The last thing that was done about a borrower's PIN; null when they never had one.</summary>
    public Task<PinState?> StateOf(string borrowerId, CancellationToken ct) =>
        db.Find(Newest, new IdParameter(borrowerId), ct);

    /// <summary>The sign-in that a PIN opens at a telephone number; null when it opens none.</summary>
    public async Task<BorrowerSession?> Open(string phone, string pin, CancellationToken ct)
    {
        // Whoever shares the number, and even if nobody has it, one hash at least is made and compared.
        var held = await db.Query(HeldWith, new PhoneParameter(phone), ct);
        var opened = held.DefaultIfEmpty(new HeldPin()).Where(one => IsRight(one, pin)).ToList();
        return opened is [{ Sequence: > 0 } only] ? new BorrowerSession(only.BorrowerId, Stamp(only.Sequence)) : null;
    }

    /// <summary>Whether a sign-in's stamp is a borrower's and not a user's.</summary>
    public static bool IsStamp(string? stamp) => stamp?.StartsWith(StampPrefix, StringComparison.Ordinal) == true;

    /// <summary>The borrower whose sign-in it is; null once the PIN was replaced or withdrawn.</summary>
    public async Task<Caller?> CallerOf(BorrowerSession session, CancellationToken ct)
    {
        var isNumber = int.TryParse(
            session.Stamp.AsSpan(StampPrefix.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var sequence
        );
        return isNumber && await db.Find(SignedIn, new SessionParameters(session.BorrowerId, sequence), ct) is { } found
            ? new Caller
            {
                UserId = found.Id,
                UserName = found.Number,
                DisplayName = found.FullName,
                OfficeId = found.OfficeId,
                BorrowerId = found.Id,
                Roles = new HashSet<Role> { Role.Borrower },
            }
            : null;
    }

    /// <summary>Makes up a PIN that nobody with the same telephone number has, and keeps it.</summary>
    public async Task<string> Give(Work work, string borrowerId, string phone, CancellationToken ct)
    {
        var others = (await db.Query(HeldWith, new PhoneParameter(phone), ct))
            .Where(one => one.BorrowerId != borrowerId)
            .ToList();
        string pin;
        do
        {
            pin = RandomNumberGenerator.GetString("0123456789", Length);
        } while (pin.Distinct().Count() < 3 || others.Any(one => IsRight(one, pin)));

        await Change(work, borrowerId, HashOf(borrowerId, pin), ct);
        return pin;
    }

    /// <summary>Ends the PIN that holds.</summary>
    public Task Withdraw(Work work, string borrowerId, CancellationToken ct) => Change(work, borrowerId, null, ct);

    private async Task Change(Work work, string borrowerId, string? hash, CancellationToken ct) =>
        await db.Execute(
            Insert,
            new NewPin
            {
                BorrowerId = borrowerId,
                Sequence = 1 + ((await StateOf(borrowerId, ct))?.Sequence ?? 0),
                PinHash = hash,
                ChangedBy = work.Caller.UserId,
                At = work.Now,
            },
            ct
        );

    private static string Stamp(int sequence) => StampPrefix + sequence.ToString(CultureInfo.InvariantCulture);

    private bool IsRight(HeldPin held, string pin) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(held.PinHash),
            Encoding.ASCII.GetBytes(HashOf(held.BorrowerId, pin))
        );

    private string HashOf(string borrowerId, string pin) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{borrowerId}:{pin}")));

    private sealed record PhoneParameter(string Phone);

    private sealed record SessionParameters(string BorrowerId, int Sequence);

    private sealed class HeldPin
    {
        public string BorrowerId { get; init; } = "";
        public int Sequence { get; init; }
        public string PinHash { get; init; } = "";
    }

    private sealed class SignedInRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Number { get; init; } = "";
        public string FullName { get; init; } = "";
    }

    private sealed record NewPin
    {
        public required string BorrowerId { get; init; }
        public required int Sequence { get; init; }
        public required string? PinHash { get; init; }
        public required string ChangedBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}

/// <summary>What was last done about a borrower's PIN.</summary>
public sealed class PinState
{
#pragma warning disable CS1591 // The columns of BorrowerPin, without the hash.
    public int Sequence { get; init; }
    public bool Holds { get; init; }
    public DateTimeOffset At { get; init; }
    public string ChangedBy { get; init; } = "";
    public string? ChangedByName { get; init; }
#pragma warning restore CS1591
}

/// <summary>A borrower's sign-in.</summary>
/// <param name="BorrowerId">Whose.</param>
/// <param name="Stamp">Which PIN opened it; it ends with that PIN.</param>
public sealed record BorrowerSession(string BorrowerId, string Stamp);
