using Baznas.Bmd.SqlTests.Schemas;
using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>Every check of every statement, each done once.</summary>
internal sealed class Examination
{
    private readonly Dictionary<string, ExaminedStatement> _statements;

    public Examination(IEnumerable<(string Name, Sql Statement)> catalogue)
    {
        _statements = catalogue
            .Select(entry => new ExaminedStatement(entry.Name, entry.Statement))
            .ToDictionary(statement => statement.Name);
        var renderings = _statements
            .Values.SelectMany(statement => statement.Renderings)
            .Where(rendering => rendering.Procedure is not null)
            .Select((rendering, i) => (Name: $"Statement{i}", Rendering: rendering))
            .ToDictionary(entry => entry.Name, entry => entry.Rendering);
        var verdicts = SqlServerModel.Validate(
            Current.SqlServerMigrations,
            renderings.ToDictionary(
                entry => entry.Key,
                entry => $"CREATE PROCEDURE [dbo].[{entry.Key}] {entry.Value.Procedure}"
            )
        );
        foreach (var (name, rendering) in renderings)
        {
            rendering.Complaints.AddRange(verdicts[name].Select(said => "SQL Server model: " + said));
        }

        OtherComplaints = [.. verdicts[""]];
    }

    /// <summary>What the SQL Server model says of the schema, or of a statement it does not name.</summary>
    public IReadOnlyList<string> OtherComplaints { get; }

    public IReadOnlyCollection<ExaminedStatement> Statements => _statements.Values;

    public ExaminedStatement this[string name] => _statements[name];
}
