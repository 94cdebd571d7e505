using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Texts;
using Microsoft.Extensions.Primitives;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// Makes a command of a form whose fields are named as the API names them: <c>amount</c>, <c>business.name</c>,
/// <c>witnesses</c> several times, <c>items[0].amount</c>. What people type is read first (Rp1.250.000 is 1250000), then
/// the same JSON is made that the API takes, and read as strictly. A field left empty is not there.
/// </summary>
public static partial class FormReader
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Slot>> Known = [];

    /// <summary>The command, or what is wrong with which field.</summary>
    public static Result<T> Read<T>(IFormCollection form, IReadOnlyCollection<string> rowKeys)
        where T : class
    {
        var reading = new Reading(form, rowKeys);
        var json = reading.Object(typeof(T), "");
        if (reading.Errors.Count > 0)
        {
            return new InvalidRequest("request.invalid", reading.Errors);
        }

        try
        {
            return json.Deserialize<T>(Json.Options)!;
        }
        catch (JsonException e)
        {
            return ExceptionsToProblems.Explain(e);
        }
    }

    /// <summary>
    /// The form's name of a field of the command: rows that were left out are not counted in the command, but stand in
    /// the form.
    /// </summary>
    public static string NameInForm(IFormCollection form, IReadOnlyCollection<string> rowKeys, string field)
    {
        var match = FieldOfRow().Match(field);
        if (!match.Success)
        {
            return field;
        }

        var path = match.Groups["path"].Value;
        var no = int.Parse(match.Groups["no"].Value, CultureInfo.InvariantCulture);
        var rows = new Reading(form, rowKeys).RowsOf(path).ToList();
        return no < rows.Count ? $"{path}[{rows[no]}]{match.Groups["rest"].Value}" : field;
    }

    /// <summary>An amount as people type it: <c>1250000</c>, <c>1.250.000</c>, <c>Rp 1.250.000</c>, <c>1.250.000,00</c>.</summary>
    public static bool TryReadAmount(string typed, out long amount)
    {
        amount = 0;
        var match = TypedAmount().Match(typed.Trim());
        return match.Success
            && long.TryParse(
                match.Groups["sign"].Value
                    + match
                        .Groups["digits"]
                        .Value.Replace(".", "", StringComparison.Ordinal)
                        .Replace(" ", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out amount
            );
    }

    // Groups of three after dots or spaces, or no groups at all; a comma only before zeros, since there are no sen.
    [GeneratedRegex(@"^(?<sign>-?)\s*(?:[Rr][Pp]\.?)?\s*(?<digits>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:00?|-))?$")]
    private static partial Regex TypedAmount();

    [GeneratedRegex(@"^\[(?<index>\d{1,4})\]")]
    private static partial Regex RowIndex();

    [GeneratedRegex(@"^(?<path>[^\[]+)\[(?<no>\d{1,4})\](?<rest>.*)$")]
    private static partial Regex FieldOfRow();

    private static IReadOnlyList<Slot> SlotsOf(Type type) =>
        Known.GetOrAdd(
            type,
            static type =>
                [
                    .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(property =>
                            property is { CanWrite: true, GetMethod: not null }
                            && property.GetCustomAttribute<JsonIgnoreAttribute>() is null
                        )
                        .Select(property => new Slot(
                            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                            Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
                            IsNullable(property)
                        )),
                ]
        );

    private static bool IsNullable(PropertyInfo property)
    {
        lock (Nullability)
        {
            return Nullability.Create(property).WriteState == NullabilityState.Nullable;
        }
    }

    private sealed record Slot(string Name, Type Type, bool IsNullable);

    private sealed class Reading(IFormCollection form, IReadOnlyCollection<string> rowKeys)
    {
        public Dictionary<string, string[]> Errors { get; } = [];

        public JsonObject Object(Type type, string path)
        {
            var made = new JsonObject();
            foreach (var slot in SlotsOf(type))
            {
                if (Value(slot, path + slot.Name) is { } value)
                {
                    made[slot.Name] = value;
                }
            }

            return made;
        }

        private JsonNode? Value(Slot slot, string path)
        {
            var type = slot.Type;
            if (ItemOf(type) is { } item)
            {
                return List(slot, item, path);
            }

            if (IsPlain(type))
            {
                return Last(form[path]) is { } typed ? Plain(type, typed, path) : null;
            }

            if (type == typeof(JsonElement))
            {
                return Answers(path + ".");
            }

            // An object of which nothing was filled in is not there, unless the command needs one.
            return slot.IsNullable && !HasAny(path + ".") ? null : Object(type, path + ".");
        }

        // Answers to questions that no command names: findings.rumah is the answer rumah.
        private JsonObject? Answers(string prefix)
        {
            var made = new JsonObject();
            foreach (var field in form.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                if (Last(field.Value) is { } typed)
                {
                    made[field.Key[prefix.Length..]] = typed switch
                    {
                        "true" or "false" => typed == "true",
                        _ when int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                            number,
                        _ => typed,
                    };
                }
            }

            return made.Count == 0 ? null : made;
        }

        private JsonArray? List(Slot slot, Type item, string path)
        {
            var list = new JsonArray();
            if (IsPlain(item))
            {
                foreach (var typed in form[path].Where(typed => !string.IsNullOrWhiteSpace(typed)))
                {
                    list.Add(Plain(item, typed!.Trim(), path));
                }
            }
            else
            {
                foreach (var index in RowsOf(path))
                {
                    list.Add(Object(item, $"{path}[{index}]."));
                }
            }

            return list.Count == 0 && slot.IsNullable ? null : list;
        }

        // A row whose person said that it shall be left out is no row, whatever else stands in it.
        public IEnumerable<int> RowsOf(string path) =>
            form
                .Keys.Where(key => key.StartsWith(path + "[", StringComparison.Ordinal))
                .Select(key => (Key: key, Match: RowIndex().Match(key[path.Length..])))
                .Where(row => row.Match.Success)
                .Where(row =>
                    !rowKeys.Contains(row.Key[(path.Length + row.Match.Length + 1)..])
                    && Last(form[row.Key]) is not null
                )
                .Select(row => int.Parse(row.Match.Groups["index"].Value, CultureInfo.InvariantCulture))
                .Distinct()
                .Where(index => Last(form[$"{path}[{index}].{BmdPage.SkipField}"]) is null)
                .Order();

        private bool HasAny(string prefix) =>
            form.Any(field => field.Key.StartsWith(prefix, StringComparison.Ordinal) && Last(field.Value) is not null);

        private JsonNode? Plain(Type type, string typed, string path)
        {
            if (type == typeof(string) || type.IsEnum || type == typeof(DateTimeOffset))
            {
                return typed;
            }

            if (type == typeof(DateOnly))
            {
                return DateOnly.TryParseExact(
                    typed,
                    ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                )
                    ? FieldText.Of(date)
                    : Wrong(path, "field.typed_date");
            }

            if (type == typeof(bool))
            {
                return typed is "true" or "on";
            }

            return TryReadAmount(typed, out var number)
                ? JsonValue.Create(number)
                : Wrong(path, type == typeof(Rupiah) ? "field.typed_amount" : "field.typed_number");
        }

        private JsonNode? Wrong(string path, string text)
        {
            Errors.TryAdd(path, [Messages.Text(text)!]);
            return null;
        }

        // A checkbox has a hidden twin before it, which says no.
        private static string? Last(StringValues values) =>
            values.Count > 0 && !string.IsNullOrWhiteSpace(values[^1]) ? values[^1]!.Trim() : null;

        private static bool IsPlain(Type type) =>
            type.IsEnum
            || type == typeof(string)
            || type == typeof(Rupiah)
            || type == typeof(DateOnly)
            || type == typeof(DateTimeOffset)
            || type == typeof(bool)
            || type == typeof(int)
            || type == typeof(long);

        private static Type? ItemOf(Type type) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                ? type.GetGenericArguments()[0]
                : null;
    }
}
