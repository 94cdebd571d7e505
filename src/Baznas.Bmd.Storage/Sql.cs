using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Baznas.Bmd.Storage;

/// <summary>
/// One SQL statement, written once for both engines: the common subset of T-SQL and SQLite, with
/// these tokens for the rest.
/// <list type="bullet">
/// <item><c>{limit}</c>: at most <c>@Take</c> rows, after an ORDER BY.</item>
/// <item><c>{one}</c>: at most one row, after an ORDER BY.</item>
/// <item><c>{lock}</c>: after a table's name, holds the rows read until the transaction ends.</item>
/// <item><c>{?Name: …}</c>: the text stands only when parameter <c>Name</c> is not null, so that an
/// absent filter costs the query plan nothing.</item>
/// </list>
/// </summary>
public abstract partial class Sql
{
    private readonly ConcurrentDictionary<(Engine, string), string> _rendered = new();

    private protected Sql(string text, Type parameters, Type row)
    {
        Text = text;
        Parameters = parameters;
        Row = row;
        OptionalParameters = [.. Optional().Matches(text).Select(m => m.Groups["name"].Value).Distinct()];
        foreach (var name in OptionalParameters)
        {
            if (parameters.GetProperty(name) is null)
            {
                throw new ArgumentException($"{parameters.Name} has no property {name} to switch a part of: {text}");
            }
        }
    }

    /// <summary>The text with its tokens.</summary>
    public string Text { get; }

    /// <summary>The type whose properties are the statement's parameters.</summary>
    public Type Parameters { get; }

    /// <summary>The type of a row, a scalar type for a single column, or <see cref="NoRows"/>.</summary>
    public Type Row { get; }

    /// <summary>The parameters that switch a part of the text on.</summary>
    public IReadOnlyList<string> OptionalParameters { get; }

    /// <summary>The statement for <paramref name="engine"/> with the optional parts of <paramref name="present"/>.</summary>
    /// <param name="engine">The database engine.</param>
    /// <param name="present">Which of <see cref="OptionalParameters"/> have a value.</param>
    public string Render(Engine engine, IEnumerable<string> present)
    {
        var on = OptionalParameters.Intersect(present).ToList();
        return _rendered.GetOrAdd((engine, string.Join(',', on)), _ => Expand(engine, on));
    }

    private string Expand(Engine engine, List<string> on)
    {
        var chosen = Optional()
            .Replace(Text, m => on.Contains(m.Groups["name"].Value) ? m.Groups["text"].Value : string.Empty);
        return Token()
            .Replace(
                chosen,
                m =>
                    (m.Value, engine) switch
                    {
                        ("{limit}", Engine.Sqlite) => "LIMIT @Take",
                        ("{limit}", Engine.SqlServer) => "OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY",
                        ("{one}", Engine.Sqlite) => "LIMIT 1",
                        ("{one}", Engine.SqlServer) => "OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY",
                        ("{lock}", Engine.Sqlite) => string.Empty,
                        ("{lock}", Engine.SqlServer) => "WITH (UPDLOCK, ROWLOCK, HOLDLOCK)",
                        _ => throw new ArgumentException($"No such token: {m.Value} in {Text}"),
                    }
            );
    }

    /// <summary>Every statement that the static fields of <paramref name="assemblies"/> hold, with its field's name.</summary>
    public static IReadOnlyList<(string Name, Sql Statement)> Catalogue(params IEnumerable<Assembly> assemblies) =>
        [
            .. from assembly in assemblies
            from type in assembly.GetTypes()
            where !type.ContainsGenericParameters
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            where typeof(Sql).IsAssignableFrom(field.FieldType)
            select ($"{type.FullName}.{field.Name}", (Sql)field.GetValue(null)!),
        ];

    [GeneratedRegex(@"\{\?(?<name>\w+):(?<text>[^{}]*)\}")]
    private static partial Regex Optional();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Token();
}

/// <summary>A statement with the types of its parameters and rows; see <see cref="Sql"/>.</summary>
/// <typeparam name="TParameters">A record whose properties are the parameters.</typeparam>
/// <typeparam name="TRow">A class with settable properties for the columns, a scalar, or <see cref="NoRows"/>.</typeparam>
/// <param name="text">The statement with its tokens.</param>
public sealed class Sql<TParameters, TRow>(string text) : Sql(text, typeof(TParameters), typeof(TRow))
    where TParameters : notnull
{
    private readonly IReadOnlyList<PropertyInfo> _switches =
    [
        .. typeof(TParameters).GetProperties().Where(p => text.Contains($"{{?{p.Name}:", StringComparison.Ordinal)),
    ];

    internal string Render(Engine engine, TParameters parameters) =>
        Render(
            engine,
            _switches.Count == 0 ? [] : _switches.Where(p => p.GetValue(parameters) is not null).Select(p => p.Name)
        );
}

/// <summary>The parameters of a statement that has none.</summary>
public sealed record NoParameters
{
    /// <summary>The only value.</summary>
    public static readonly NoParameters None = new();
}

/// <summary>The row type of a statement that returns none.</summary>
public sealed record NoRows;
