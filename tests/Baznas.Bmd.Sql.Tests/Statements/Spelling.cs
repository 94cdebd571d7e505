using Baznas.Bmd.SqlTests.Schemas;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>How complaints name types and kinds.</summary>
internal static class Spelling
{
    public static string Of(Type type) => Nullable.GetUnderlyingType(type) is { } bare ? bare.Name + "?" : type.Name;

    public static string Of(Kind kind) =>
        kind.Family switch
        {
            Family.Integer => kind.IsLong ? "a 64-bit integer" : "a 32-bit integer",
            Family.Text => "text",
            Family.Date => "a date",
            Family.Instant => "an instant",
            Family.Boolean => "a truth value",
            Family.Binary => "bytes",
            Family.Null => "NULL",
            _ => "unknown",
        };
}
