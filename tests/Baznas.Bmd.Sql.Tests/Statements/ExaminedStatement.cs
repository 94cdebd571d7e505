using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>A statement with all that is to be said against it.</summary>
internal sealed class ExaminedStatement
{
    private readonly Sql _sql;
    private readonly ParameterList _parameters;
    private readonly List<string> _complaints = [];

    public ExaminedStatement(string name, Sql sql)
    {
        (Name, _sql) = (name, sql);
        _parameters = ParameterList.Of(sql.Parameters);
        Renderings = [.. Rendering.Of(name, sql).Select(rendering => new ExaminedRendering(rendering, _parameters))];
        _complaints.AddRange(_parameters.Complaints);
        CheckSwitches();
        CheckUse();
    }

    public string Name { get; }

    public IReadOnlyList<ExaminedRendering> Renderings { get; }

    public IReadOnlyList<string> Complaints =>
        [.. _complaints, .. Renderings.SelectMany(rendering => rendering.Complaints).Distinct()];

    /// <summary>The complaints with the text they are about, or nothing when there are none.</summary>
    public string Report()
    {
        if (Complaints.Count == 0)
        {
            return "";
        }

        var ofRenderings = Renderings
            .SelectMany(rendering => rendering.Complaints.Select(complaint => (rendering.Label, Complaint: complaint)))
            .DistinctBy(entry => entry.Complaint)
            .Select(entry => $"  -{entry.Label} {entry.Complaint}");
        return string.Join(
            '\n',
            [
                $"{Name} must be put right:",
                .. _complaints.Select(complaint => $"  - {complaint}"),
                .. ofRenderings,
                "It reads:",
                _sql.Text,
            ]
        );
    }

    private void CheckSwitches()
    {
        foreach (var name in _sql.OptionalParameters)
        {
            if (_parameters.Find(name) is { IsList: false, Kind.CanBeNull: false })
            {
                _complaints.Add(
                    $"{_parameters.Owner}.{name} is never null, so the part {{?{name}: …}} is not optional."
                );
            }
        }
    }

    private void CheckUse()
    {
        var used = Renderings.SelectMany(rendering => rendering.Variables).ToHashSet();
        foreach (var variable in used.Where(variable => _parameters.Find(variable) is null))
        {
            _complaints.Add($"It uses {variable}, and {_parameters.Owner} has no such property.");
        }

        if (Renderings.Any(rendering => rendering.Procedure is null))
        {
            // What can't be read may use anything.
            return;
        }

        var unused = _parameters.All.Where(parameter =>
            !_sql.OptionalParameters.Contains(parameter.Name)
            && !used.Any(variable => _parameters.Find(variable) == parameter)
        );
        foreach (var parameter in unused)
        {
            _complaints.Add($"It never uses {_parameters.Owner}.{parameter.Name}.");
        }
    }
}
