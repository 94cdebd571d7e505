using System.Buffers.Text;
using System.Text;

namespace Baznas.Bmd.Web.Platform.Requests;

/// <summary>Which page of a list is asked for.</summary>
public sealed record PageRequest
{
    private const int DefaultLimit = 50;

    /// <summary>The most rows of one page.</summary>
    public const int MaxLimit = 200;

    private PageRequest(int limit, string? before) => (Limit, Before) = (limit, before);

    /// <summary>Rows on the page.</summary>
    public int Limit { get; }

    /// <summary>One more than the page, to see whether another follows.</summary>
    public int Take => Limit + 1;

    /// <summary>The last id of the page before; ids grow with time, so the page goes on below it.</summary>
    public string? Before { get; }

    /// <summary>Reads what the caller sent.</summary>
    /// <param name="limit">1 to 200 rows; 50 when left out.</param>
    /// <param name="cursor">The <c>nextCursor</c> of the page before.</param>
    public static Result<PageRequest> Of(int? limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return Error.Invalid("page.limit_out_of_range", MaxLimit) with { Field = "limit" };
        }

        if (cursor is null)
        {
            return new PageRequest(limit ?? DefaultLimit, null);
        }

        return Decode(cursor) is { } before
            ? new PageRequest(limit ?? DefaultLimit, before)
            : Error.Invalid("page.cursor_invalid") with
            {
                Field = "cursor",
            };
    }

    /// <summary>The page of <paramref name="rows"/>, of which there may be one more than fits.</summary>
    public Page<T> Fill<T>(IReadOnlyList<T> rows, Func<T, string> id) =>
        rows.Count <= Limit
            ? new Page<T> { Items = rows }
            : new Page<T> { Items = [.. rows.Take(Limit)], NextCursor = Encode(id(rows[Limit - 1])) };

    private static string Encode(string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id));

    private static string? Decode(string cursor)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            return Guid.TryParse(text, out _) ? text : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
