using System.Reflection;
using Baznas.Bmd.SqlTests.Schemas;
using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>A column of a statement's result; it has no name when it is an expression without one.</summary>
internal sealed record ResultColumn(string? Name, Kind Kind);

/// <summary>
/// Holds the columns of a result against the type of its rows. The mapper would leave out what does not
/// fit without a word.
/// </summary>
internal static class RowShape
{
    /// <summary>The names a result must have, or null when any will do.</summary>
    public static IReadOnlyList<string>? Names(Type row) =>
        row == typeof(NoRows) ? []
        : IsScalar(row) ? null
        : [.. Properties(row).Select(property => property.Name)];

    public static IEnumerable<string> Complaints(Type row, IReadOnlyList<ResultColumn>? columns) =>
        (row == typeof(NoRows), columns) switch
        {
            (true, null) => [],
            (true, _) => ["Its rows are NoRows, yet it returns rows."],
            (false, null) => [$"Its rows are {Spelling.Of(row)}, yet it returns none."],
            _ when IsScalar(row) => Scalar(row, columns),
            _ => Constructor(row).Concat(Columns(row, columns)).Concat(Missing(row, columns)),
        };

    private static bool IsScalar(Type row) =>
        ClrTypes.Find(row) is not null || row.IsPrimitive || row.IsValueType || row.IsEnum;

    private static IEnumerable<string> Scalar(Type row, IReadOnlyList<ResultColumn> columns)
    {
        if (columns.Count != 1)
        {
            return [$"A row is one {Spelling.Of(row)}, yet there are {columns.Count} columns."];
        }

        var type = Nullable.GetUnderlyingType(row) ?? row;
        if (type.IsEnum)
        {
            return [$"The mapper reads no lone {type.Name} from text: wrap it in a class."];
        }

        var canBeNull = type != row || !row.IsValueType;
        return Mismatch("The row", (type, canBeNull), columns[0]);
    }

    private static IEnumerable<string> Constructor(Type row) =>
        row.GetConstructor(Type.EmptyTypes) is null
            ? [$"{row.Name} has no constructor without arguments: its rows would not be read in both engines."]
            : [];

    private static IEnumerable<string> Columns(Type row, IReadOnlyList<ResultColumn> columns)
    {
        var properties = Properties(row).ToDictionary(property => property.Name);
        foreach (var group in columns.GroupBy(column => column.Name))
        {
            if (group.Key is null)
            {
                yield return "A column of the result has no name.";
            }
            else if (group.Count() > 1)
            {
                yield return $"The result has {group.Count()} columns {group.Key}.";
            }
            else if (!properties.TryGetValue(group.Key, out var property))
            {
                yield return $"Column {group.Key} has no property in {row.Name}.";
            }
            else
            {
                var target = Nullable.GetUnderlyingType(property.PropertyType);
                var type = (target ?? property.PropertyType, ClrTypes.CanBeNull(property));
                foreach (var mismatch in Mismatch($"{row.Name}.{property.Name}", type, group.Single()))
                {
                    yield return mismatch;
                }
            }
        }
    }

    private static IEnumerable<string> Missing(Type row, IReadOnlyList<ResultColumn> columns) =>
        from property in Properties(row)
        where columns.All(column => column.Name != property.Name)
        select $"{row.Name}.{property.Name} has no column in the result.";

    private static IEnumerable<string> Mismatch(
        string target,
        (Type Type, bool CanBeNull) property,
        ResultColumn column
    )
    {
        if (!Takes(property.Type, column.Kind))
        {
            yield return $"{target} is {Spelling.Of(property.Type)} and can't take {Spelling.Of(column.Kind)}"
                + $" (column {column.Name ?? "without name"}).";
        }

        if (column.Kind.CanBeNull && !property.CanBeNull)
        {
            yield return $"{target} is never null, yet column {column.Name ?? "without name"} may be NULL.";
        }
    }

    private static bool Takes(Type type, Kind kind)
    {
        if (kind.Family is Family.Null or Family.Unknown)
        {
            return true;
        }

        if (type.IsEnum)
        {
            return kind.Family == Family.Text;
        }

        if (ClrTypes.Find(type) is not { Kind: var wanted })
        {
            return false;
        }

        var fits = !kind.IsLong || wanted.IsLong || wanted.Family != Family.Integer;
        return fits && (wanted.Family == kind.Family || (wanted.Family == Family.Boolean && kind.IsZeroOrOne));
    }

    private static IEnumerable<PropertyInfo> Properties(Type row) =>
        row.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);
}
