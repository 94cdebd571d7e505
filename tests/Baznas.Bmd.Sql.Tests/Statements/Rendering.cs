using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>A statement with some of its optional parts, in the words of one engine or the other.</summary>
internal sealed record Rendering(string Statement, Sql Sql, IReadOnlyList<string> Present)
{
    public string Label =>
        Sql.OptionalParameters.Count == 0 ? ""
        : Present.Count == 0 ? " (without its optional parts)"
        : $" (with {string.Join(", ", Present)})";

    /// <summary>No optional part, each one alone, and all of them.</summary>
    public static IReadOnlyList<Rendering> Of(string statement, Sql sql)
    {
        var all = sql.OptionalParameters;
        var choices = new List<IReadOnlyList<string>> { Array.Empty<string>() };
        choices.AddRange(all.Select(name => new[] { name }));
        if (all.Count > 1)
        {
            choices.Add(all);
        }

        return [.. choices.Select(present => new Rendering(statement, sql, present))];
    }

    /// <exception cref="ArgumentException">The text has a token that does not exist.</exception>
    public string Text(Engine engine, ParameterList parameters) => parameters.Spread(Sql.Render(engine, Present));
}
