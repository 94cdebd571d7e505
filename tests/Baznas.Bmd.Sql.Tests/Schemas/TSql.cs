using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Schemas;

/// <summary>T-SQL as text and as a tree. The version is the oldest server the service runs on.</summary>
internal static class TSql
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static IReadOnlyList<TSqlBatch> Batches(string text, out IList<ParseError> errors) =>
        Parser().Parse(new StringReader(text), out errors) is TSqlScript script ? [.. script.Batches] : [];

    public static TSql150Parser Parser() => new(initialQuotedIdentifiers: true);

    /// <summary>A fragment in the one spelling of the script generator.</summary>
    public static string Script(TSqlFragment fragment)
    {
        new Sql150ScriptGenerator().GenerateScript(fragment, out var script);
        return script;
    }

    /// <summary>A condition in one spelling, whichever engine's migration it stands in.</summary>
    public static string Condition(string text)
    {
        var condition = Parser().ParseBooleanExpression(new StringReader(text), out var errors);
        return errors.Count == 0
            ? Words(Bare(condition))
            : throw new SchemaException($"Not a condition in both engines: {text}");
    }

    /// <summary>A fragment as it was written, on one line.</summary>
    public static string Text(TSqlFragment fragment) =>
        string.Concat(Tokens(fragment).Select(token => IsBlank(token) ? " " : token.Text));

    /// <summary>The words of a fragment, by which two that differ in blanks and comments alone are the same.</summary>
    public static string Words(TSqlFragment fragment) =>
        string.Join(' ', Tokens(fragment).Where(token => !IsBlank(token)).Select(token => token.Text));

    /// <summary>A fragment and all below it, but not what is below a fragment where <paramref name="stop"/> holds.</summary>
    public static IEnumerable<TSqlFragment> Tree(TSqlFragment fragment, Func<TSqlFragment, bool>? stop = null)
    {
        yield return fragment;
        if (stop?.Invoke(fragment) == true)
        {
            yield break;
        }

        foreach (var below in Children(fragment).SelectMany(child => Tree(child, stop)))
        {
            yield return below;
        }
    }

    public static IEnumerable<TSqlFragment> Children(TSqlFragment fragment) =>
        Properties
            .GetOrAdd(fragment.GetType(), FragmentProperties)
            .Select(property => property.GetValue(fragment))
            .SelectMany(value =>
                value switch
                {
                    TSqlFragment one => [one],
                    IEnumerable many => many.OfType<TSqlFragment>(),
                    _ => [],
                }
            );

    private static IEnumerable<TSqlParserToken> Tokens(TSqlFragment fragment) =>
        fragment
            .ScriptTokenStream.Skip(fragment.FirstTokenIndex)
            .Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1);

    private static bool IsBlank(TSqlParserToken token) =>
        token.TokenType
            is TSqlTokenType.WhiteSpace
                or TSqlTokenType.SingleLineComment
                or TSqlTokenType.MultilineComment;

    private static PropertyInfo[] FragmentProperties(Type type) =>
        [
            .. type.GetProperties()
                .Where(property =>
                    property.GetIndexParameters().Length == 0
                    && (
                        typeof(TSqlFragment).IsAssignableFrom(property.PropertyType)
                        || (
                            property.PropertyType.IsGenericType
                            && typeof(TSqlFragment).IsAssignableFrom(property.PropertyType.GetGenericArguments()[0])
                        )
                    )
                ),
        ];

    private static BooleanExpression Bare(BooleanExpression condition) =>
        condition is BooleanParenthesisExpression outer ? Bare(outer.Expression) : condition;
}
