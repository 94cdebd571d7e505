using System.Reflection;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.SqlTests.Schemas;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>The types that go in and out of statements: a closed list, like that of the storage project.</summary>
internal static class ClrTypes
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The kind of a type and its spelling in T-SQL, or null when it is not on the list.</summary>
    public static (Kind Kind, string SqlType)? Find(Type type)
    {
        var canBeNull = Nullable.GetUnderlyingType(type) is not null;
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            _ when bare == typeof(string) => (new Kind(Family.Text, canBeNull), "nvarchar(4000)"),
            _ when bare == typeof(int) => (new Kind(Family.Integer, canBeNull), "int"),
            _ when bare == typeof(long) || bare == typeof(Rupiah) => (
                new Kind(Family.Integer, canBeNull) { IsLong = true },
                "bigint"
            ),
            _ when bare == typeof(bool) => (new Kind(Family.Boolean, canBeNull), "bit"),
            _ when bare == typeof(DateOnly) => (new Kind(Family.Date, canBeNull), "date"),
            _ when bare == typeof(DateTimeOffset) => (new Kind(Family.Instant, canBeNull), "datetimeoffset(3)"),
            _ when bare == typeof(byte[]) => (new Kind(Family.Binary, canBeNull), "varbinary(max)"),
            _ => null,
        };
    }

    /// <summary>Whether a property may hold null, by the word of the compiler for reference types.</summary>
    public static bool CanBeNull(PropertyInfo property)
    {
        if (property.PropertyType.IsValueType)
        {
            return Nullable.GetUnderlyingType(property.PropertyType) is not null;
        }

        lock (Nullability)
        {
            return Nullability.Create(property).ReadState == NullabilityState.Nullable;
        }
    }

    /// <summary>The type of the elements when a property holds a list that a statement spreads.</summary>
    public static Type? Element(Type type) =>
        type == typeof(string) || type == typeof(byte[])
            ? null
            : type.GetInterfaces()
                .Append(type)
                .Where(candidate =>
                    candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>)
                )
                .Select(candidate => candidate.GetGenericArguments()[0])
                .FirstOrDefault();

    /// <summary>The mapper does not ask the type handlers when it spreads a list.</summary>
    public static bool CanBeInList(Type element) =>
        element == typeof(string) || element == typeof(int) || element == typeof(long);
}
