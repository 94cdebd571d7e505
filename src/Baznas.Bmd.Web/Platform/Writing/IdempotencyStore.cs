using System.Security.Cryptography;
using System.Text;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Personal;

namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>
/// Remembers the first answer to each idempotency key, in the transaction that did the work: a key is burned
/// exactly when the work is kept.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="keys">Where the key of the payloads' hashes comes from.</param>
public sealed class IdempotencyStore(Db db, Keys keys)
{
    private static readonly Sql<KeyParameters, KeyRow> Find = new(
        """
        SELECT [RequestHash], [Response] FROM [IdempotencyKey]
        WHERE [UserId] = @UserId AND [Path] = @Path AND [IdempotencyKey] = @IdempotencyKey
        """
    );

    private static readonly Sql<NewKey, NoRows> Insert = new(
        """
        INSERT INTO [IdempotencyKey] ([UserId], [Path], [IdempotencyKey], [RequestHash], [Response], [CreatedAt])
        VALUES (@UserId, @Path, @IdempotencyKey, @RequestHash, @Response, @CreatedAt)
        """
    );

    private readonly byte[] _key = keys.For("idempotency");

    /// <summary>The stored answer, a refusal when the key came with another payload, or null for a new key.</summary>
    internal async Task<TResponse?> Replay<TResponse>(CallContext context, object request, CancellationToken ct)
        where TResponse : class, IResult<TResponse>
    {
        var key = new KeyParameters(context.Caller!.UserId, context.Path, context.IdempotencyKey!);
        if (await db.Find(Find, key, ct) is not { } row)
        {
            return null;
        }

        if (row.RequestHash != HashOf(request))
        {
            return TResponse.Refused(new Error(ErrorKind.KeyReused, "idempotency_key.reused"));
        }

        context.Replayed = true;
        return TResponse.Of(
            System.Text.Json.JsonSerializer.Deserialize(row.Response, TResponse.ValueType, Json.Options)!
        );
    }

    /// <summary>Keeps the answer for the key's next use.</summary>
    internal Task Remember(CallContext context, object request, Answer answer, CancellationToken ct) =>
        db.Execute(
            Insert,
            new NewKey
            {
                UserId = context.Caller!.UserId,
                Path = context.Path,
                IdempotencyKey = context.IdempotencyKey!,
                RequestHash = HashOf(request),
                Response = Json.Write(answer.Value),
                CreatedAt = answer.At,
            },
            ct
        );

    // The payload as understood: two texts that mean the same request are the same payload. Keyed, because a payload
    // may hold a password or a NIK, which could be guessed from a hash that anybody can make.
    private string HashOf(object request) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{request.GetType().FullName}\n{Json.Write(request)}"))
        );

    /// <summary>An answer and when it was given.</summary>
    internal readonly record struct Answer(object Value, DateTimeOffset At);

    private sealed record KeyParameters(string UserId, string Path, string IdempotencyKey);

    private sealed class KeyRow
    {
        public string RequestHash { get; init; } = "";

        public string Response { get; init; } = "";
    }

    private sealed record NewKey
    {
        public required string UserId { get; init; }
        public required string Path { get; init; }
        public required string IdempotencyKey { get; init; }
        public required string RequestHash { get; init; }
        public required string Response { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
