using Baznas.Bmd.SqlTests.Plans;
using Baznas.Bmd.SqlTests.Schemas;
using Baznas.Bmd.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>One rendering of a statement, held against both engines.</summary>
internal sealed class ExaminedRendering
{
    private readonly Rendering _rendering;
    private readonly ParameterList _parameters;

    public ExaminedRendering(Rendering rendering, ParameterList parameters)
    {
        _rendering = rendering;
        // Within its own optional part a parameter has a value.
        _parameters = parameters.With(rendering.Present);
        try
        {
            ExamineTSql(rendering.Text(Engine.SqlServer, parameters));
            SqliteText = rendering.Text(Engine.Sqlite, parameters);
            ExamineSqlite(SqliteText);
        }
        catch (ArgumentException e)
        {
            Complaints.Add(e.Message);
        }
    }

    public string Label => _rendering.Label;

    public List<string> Complaints { get; } = [];

    /// <summary>The variables the text uses, each with its @.</summary>
    public IReadOnlyList<string> Variables { get; private set; } = [];

    /// <summary>Parameters and body of a procedure around the text, when it is a statement at all.</summary>
    public string? Procedure { get; private set; }

    /// <summary>The tables of the statement by the names they have in it.</summary>
    public IReadOnlyCollection<(string Alias, string Table)> Tables { get; private set; } = [];

    public string? SqliteText { get; }

    /// <summary>Whether it reads the first rows of a whole table in order, and stops.</summary>
    public bool IsFirstPage { get; private set; }

    private void ExamineTSql(string text)
    {
        var batches = TSql.Batches(text, out var errors);
        if (errors.Count > 0)
        {
            Complaints.AddRange(errors.Select(error => $"SQL Server: {error.Message} ({text})"));
            return;
        }

        var statements = batches.SelectMany(batch => batch.Statements).ToList();
        if (statements is not [var statement])
        {
            Complaints.Add($"It is {statements.Count} statements, and must be one.");
            return;
        }

        Variables = [.. Names(statement)];
        var unknown = Variables.Where(name => _parameters.Find(name) is null).Distinct();
        Procedure = $"{_parameters.Declaration(unknown)} AS\n{text}\n;";
        IsFirstPage = FirstPage.Is(statement);
        var complaints = CommonSubset.Complaints(statement).ToList();
        if (complaints.Count > 0)
        {
            // The reader knows no more than the common subset.
            Complaints.AddRange(complaints);
            return;
        }

        Read(statement);
    }

    private void Read(TSqlStatement statement)
    {
        var reader = new StatementReader(Current.SqlServer, _parameters);
        var columns = reader.Read(statement);
        Tables = reader.Tables;
        Complaints.AddRange(reader.Complaints);
        Complaints.AddRange(RowShape.Complaints(_rendering.Sql.Row, columns));
    }

    private void ExamineSqlite(string text)
    {
        try
        {
            var columns = Current.SqliteDatabase.Prepare(text);
            if (RowShape.Names(_rendering.Sql.Row) is { } wanted && !columns.Order().SequenceEqual(wanted.Order()))
            {
                Complaints.Add(
                    $"SQLite: the columns are {Listed(columns)}, and {_rendering.Sql.Row.Name} wants {Listed(wanted)}."
                );
            }
        }
        catch (SqliteException e)
        {
            Complaints.Add($"{e.Message.Replace("SQLite Error 1: ", "SQLite: ")}");
        }
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    private static IEnumerable<string> Names(TSqlStatement statement) =>
        TSql.Tree(statement).OfType<VariableReference>().Select(variable => variable.Name);
}
