using System.Reflection;
using Baznas.Bmd.SqlTests.Statements;
using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Planted;

/// <summary>The statements under test: the product's, and those planted here to test the tests.</summary>
internal static class Catalogue
{
    public static readonly Assembly Web = Assembly.Load("Baznas.Bmd.Web");

    // A mistake must not be able to blind the model to what comes after it, so each lot has its own.
    private static readonly Lazy<Examination> AllSound = new(() => new Examination([.. OfTheProduct, .. Healthy]));
    private static readonly Lazy<Examination> AllMistaken = new(() => new Examination(Of(typeof(MistakenStatements))));

    private static readonly Lazy<Examination> AllSlow = new(() => new Examination(Of(typeof(SlowStatements))));

    public static Examination Sound => AllSound.Value;

    public static Examination Mistaken => AllMistaken.Value;

    public static Examination Slow => AllSlow.Value;

    public static IReadOnlyList<(string Name, Sql Statement)> OfTheProduct => Sql.Catalogue(typeof(Db).Assembly, Web);

    public static IReadOnlyList<(string Name, Sql Statement)> Healthy => Of(typeof(HealthyStatements));

    public static IReadOnlyList<(string Name, Sql Statement)> Of(Type owner) =>
        [
            .. Sql.Catalogue(owner.Assembly)
                .Where(entry => entry.Name.StartsWith(owner.FullName + ".", StringComparison.Ordinal)),
        ];
}
