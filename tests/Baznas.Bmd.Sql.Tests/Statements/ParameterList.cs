using System.Reflection;
using System.Text.RegularExpressions;
using Baznas.Bmd.SqlTests.Schemas;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>One value that a statement is given.</summary>
internal sealed record Parameter(string Name, Kind Kind, string SqlType, bool IsList);

/// <summary>The parameters of a statement, as the properties of its record say.</summary>
internal sealed class ParameterList
{
    private readonly Dictionary<string, Parameter> _byName;

    private ParameterList(string owner, IReadOnlyList<Parameter> all, IReadOnlyList<string> faults)
    {
        Owner = owner;
        All = all;
        Complaints = faults;
        _byName = all.SelectMany(parameter => Names(parameter).Select(name => (Name: name, Parameter: parameter)))
            .ToDictionary(entry => entry.Name, entry => entry.Parameter);
    }

    public string Owner { get; }

    public IReadOnlyList<Parameter> All { get; }

    /// <summary>Properties that can't be parameters.</summary>
    public IReadOnlyList<string> Complaints { get; }

    public static ParameterList Of(Type record)
    {
        var (all, complaints) = (new List<Parameter>(), new List<string>());
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (Read(property) is { } parameter)
            {
                all.Add(parameter);
            }
            else
            {
                complaints.Add(
                    $"{record.Name}.{property.Name} is {Spelling.Of(property.PropertyType)}, which has no one form in both engines"
                        + " (string, int, long, Rupiah, bool, DateOnly, DateTimeOffset and byte[] have, and lists of string, int and long)."
                );
            }
        }

        return new ParameterList(record.Name, all, complaints);
    }

    /// <summary>The same list when the parameters named <paramref name="present"/> have a value.</summary>
    public ParameterList With(IReadOnlyList<string> present) =>
        new(
            Owner,
            [
                .. All.Select(parameter =>
                    present.Contains(parameter.Name)
                        ? parameter with
                        {
                            Kind = parameter.Kind with { CanBeNull = false },
                        }
                        : parameter
                ),
            ],
            Complaints
        );

    /// <summary>The parameter behind a variable, whose letters must agree in case: SQLite tells them apart.</summary>
    public Parameter? Find(string variable) => _byName.GetValueOrDefault(variable.TrimStart('@'));

    /// <summary>The text with each list spread to two values, the way it will be sent.</summary>
    public string Spread(string text) =>
        All.Where(parameter => parameter.IsList)
            .Aggregate(
                text,
                (spread, list) =>
                    Regex.Replace(
                        spread,
                        $@"@{list.Name}(?!\w)",
                        $"({string.Join(',', Names(list).Select(name => "@" + name))})"
                    )
            );

    /// <summary>The parameters as a procedure declares them, and <paramref name="others"/> as anything.</summary>
    public string Declaration(IEnumerable<string> others)
    {
        var declared = All.SelectMany(parameter => Names(parameter).Select(name => $"@{name} {parameter.SqlType}"));
        var unknown = others.Where(name =>
            !_byName.Keys.Contains(name.TrimStart('@'), StringComparer.OrdinalIgnoreCase)
        );
        return string.Join(", ", declared.Concat(unknown.Select(name => $"{name} sql_variant")));
    }

    private static IReadOnlyList<string> Names(Parameter parameter) =>
        parameter.IsList ? [parameter.Name + "1", parameter.Name + "2"] : [parameter.Name];

    private static Parameter? Read(PropertyInfo property)
    {
        var element = ClrTypes.Element(property.PropertyType);
        if (
            ClrTypes.Find(element ?? property.PropertyType) is not { } type
            || (element is not null && !ClrTypes.CanBeInList(element))
        )
        {
            return null;
        }

        var kind = element is null ? type.Kind with { CanBeNull = ClrTypes.CanBeNull(property) } : type.Kind;
        return new Parameter(property.Name, kind, type.SqlType, element is not null);
    }
}
