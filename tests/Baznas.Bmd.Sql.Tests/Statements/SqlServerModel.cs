using System.Text.RegularExpressions;
using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.Dac.Model;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>
/// The second opinion on T-SQL: the validator of the vendor's own tools, given the schema and each statement
/// as a procedure. All of them at once, since each validation goes through the whole model.
/// </summary>
internal static partial class SqlServerModel
{
    /// <summary>What the validator says of each procedure, and under an empty name what it says of none of them.</summary>
    public static ILookup<string, string> Validate(
        SqlServerSchema schema,
        IReadOnlyDictionary<string, string> procedures
    )
    {
        var complaints = new List<(string Procedure, string Message)>();
        var model = Load(schema, []);
        var accepted = new List<string>();
        foreach (var (name, text) in procedures)
        {
            try
            {
                model.AddObjects(text);
                accepted.Add(text);
            }
            catch (DacModelException e)
            {
                // A model that has refused one object refuses all that follow, so it is built anew without it.
                complaints.Add((name, e.Message));
                model.Dispose();
                model = Load(schema, accepted);
            }
        }

        using (model)
        {
            // Warnings too: an unknown table is only a warning here, since it could be created later.
            complaints.AddRange(model.Validate().Select(message => Read(message.Message)));
        }

        return complaints.Distinct().ToLookup(entry => entry.Procedure, entry => entry.Message);
    }

    private static TSqlModel Load(SqlServerSchema schema, IEnumerable<string> procedures)
    {
        var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        foreach (var script in schema.Scripts().Concat(procedures))
        {
            model.AddObjects(script);
        }

        return model;
    }

    private static (string Procedure, string Message) Read(string message)
    {
        var match = Prefix().Match(message);
        return match.Success ? (match.Groups["name"].Value, message[match.Length..]) : ("", message);
    }

    [GeneratedRegex(
        @"^Error validating element \[dbo\]\.\[(?<name>[^\]]+)\](\.\[[^\]]+\])*: (Procedure: \[dbo\]\.\[[^\]]+\] )?"
    )]
    private static partial Regex Prefix();
}
