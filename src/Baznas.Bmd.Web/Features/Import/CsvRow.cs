using System.Globalization;
using FluentValidation;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>One row: gives its cells as what they mean, and notes those that mean nothing.</summary>
public sealed class CsvRow(Faults faults, Place start, IReadOnlyList<string> header, string[] fields)
{
    private readonly HashSet<string> _bad = [];

    /// <summary>The line it begins on.</summary>
    public int Line => start.Line;

    /// <summary>Whether nothing is wrong with it so far.</summary>
    public bool IsSound => _bad.Count == 0;

    /// <summary>Whether nothing is wrong with a cell so far.</summary>
    public bool IsGood(string column) => !_bad.Contains(column);

    /// <summary>Where a cell is.</summary>
    public Place At(string column) => start with { Column = column };

    /// <summary>Notes what is wrong with a cell.</summary>
    public void Refuse(string column, string code, params object[] arguments)
    {
        _bad.Add(column);
        faults.Add(At(column), code, arguments);
    }

    /// <summary>Notes a refusal of the domain, if it is one.</summary>
    public void Refuse(string column, Error? error)
    {
        if (error is not null)
        {
            _bad.Add(column);
            faults.Add(At(column), error);
        }
    }

    /// <summary>
    /// Holds what was read to the rules of the request that would enter it by hand. The rules' names for the fields
    /// are the columns': <c>Business.Name</c> is <c>businessName</c>.
    /// </summary>
    public void Hold<T>(T request, IValidator<T> rules)
    {
        foreach (var failure in rules.Validate(request).Errors)
        {
            var column = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(
                failure.PropertyName.Replace(".", "", StringComparison.Ordinal)
            );
            // What could not be read has its reason already.
            if (_bad.Add(column))
            {
                faults.AddText(At(column), failure.ErrorMessage);
            }
        }
    }

    /// <summary>A text without blanks around it; null for an empty cell.</summary>
    public string? Text(string column)
    {
        var text = fields[IndexOf(column)].Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>A mark by which other rows or an older system name something: there, and of at most 40 characters.</summary>
    public string? Mark(string column)
    {
        const int longest = 40;
        var text = Text(column);
        if (text is null || text.Length > longest || text.Any(char.IsControl))
        {
            Refuse(column, "field.text", longest);
            return null;
        }

        return text;
    }

    /// <summary>Whole rupiah, digits only; how much is allowed is not asked here.</summary>
    public Rupiah? Amount(string column) => Whole(column, "import.amount") is { } amount ? new Rupiah(amount) : null;

    /// <summary>As <see cref="Amount"/>; an empty cell is none, and good.</summary>
    public Rupiah? OptionalAmount(string column) => Text(column) is null ? null : Amount(column);

    /// <summary>A whole number, digits only.</summary>
    public int? Count(string column) =>
        Whole(column, "import.count") is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    /// <summary>A date, as <c>yyyy-MM-dd</c>.</summary>
    public DateOnly? Date(string column)
    {
        var text = Required(column);
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Refuse(column, "import.date");
        return null;
    }

    /// <summary>One of an enumeration's words.</summary>
    public T? OneOf<T>(string column)
        where T : struct, Enum
    {
        var text = Required(column);
        if (text is null)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (EnumText.Of(value).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Refuse(column, "import.one_of", string.Join(", ", Enum.GetValues<T>().Select(EnumText.Of)));
        return null;
    }

    /// <summary>As <see cref="OneOf"/>; an empty cell is none, and good.</summary>
    public T? OptionalOneOf<T>(string column)
        where T : struct, Enum => Text(column) is null ? null : OneOf<T>(column);

    private string? Required(string column)
    {
        var text = Text(column);
        if (text is null)
        {
            Refuse(column, "field.required");
        }

        return text;
    }

    // "1.000" and "1000.50" would be two numbers or none, depending on who reads: digits only.
    private long? Whole(string column, string otherwise)
    {
        var text = Required(column);
        if (text is null)
        {
            return null;
        }

        var digits = text.StartsWith('-') ? text[1..] : text;
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            Refuse(column, otherwise);
            return null;
        }

        // Too long for 64 bits is too much by any rule that follows.
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : text.StartsWith('-') ? long.MinValue
            : long.MaxValue;
    }

    private int IndexOf(string column)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i] == column)
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(column), column, "The header check lets no such table pass.");
    }
}
