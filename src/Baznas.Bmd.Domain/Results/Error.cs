namespace Baznas.Bmd.Domain.Results;

/// <summary>What sort of refusal an <see cref="Error"/> is; the edge maps each to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is malformed or out of range.</summary>
    Invalid,

    /// <summary>The caller is not known.</summary>
    Unauthenticated,

    /// <summary>The caller may not do this, whatever the state.</summary>
    Forbidden,

    /// <summary>There is no such thing, or it belongs to an office the caller may not see.</summary>
    NotFound,

    /// <summary>A rule or the present state refuses.</summary>
    Conflict,

    /// <summary>The caller's copy of the resource is stale.</summary>
    Stale,

    /// <summary>The same idempotency key came with another payload.</summary>
    KeyReused,

    /// <summary>It can't be told whether the work was done; the caller asks again with the same key.</summary>
    Unavailable,
}

/// <summary>
/// A refusal the caller can act on. The text shown to people comes from resource files by
/// <paramref name="Code"/>, with <paramref name="Arguments"/> in its placeholders.
/// </summary>
/// <param name="Kind">What sort of refusal.</param>
/// <param name="Code">Stable dotted code, such as <c>loan.overpaid</c>.</param>
/// <param name="Arguments">Amounts, dates and names for the text, unformatted.</param>
public record Error(ErrorKind Kind, string Code, params IReadOnlyList<object> Arguments)
{
    /// <summary>The request field the refusal is about, in the request's own spelling, if it is about one.</summary>
    public string? Field { get; init; }

    /// <inheritdoc cref="ErrorKind.Invalid"/>
    public static Error Invalid(string code, params object[] arguments) => new(ErrorKind.Invalid, code, arguments);

    /// <inheritdoc cref="ErrorKind.Conflict"/>
    public static Error Conflict(string code, params object[] arguments) => new(ErrorKind.Conflict, code, arguments);

    /// <inheritdoc cref="ErrorKind.Forbidden"/>
    public static Error Forbidden(string code, params object[] arguments) => new(ErrorKind.Forbidden, code, arguments);

    /// <inheritdoc cref="ErrorKind.NotFound"/>
    public static Error NotFound(string code, params object[] arguments) => new(ErrorKind.NotFound, code, arguments);
}
