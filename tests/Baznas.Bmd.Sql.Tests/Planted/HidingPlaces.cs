using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Planted;

/// <summary>Statements where the catalogue does not look.</summary>
internal static class HidingPlaces
{
    public static Sql<NoParameters, int> ChangingField = new("SELECT 1 AS [One]");

    public static Sql<NoParameters, int> Property => new("SELECT 1 AS [One]");

    public static Sql<NoParameters, int> Method()
    {
        var statement = new Sql<NoParameters, int>("SELECT 1 AS [One]");
        return statement;
    }

    internal static class Generic<T>
    {
        public static readonly Sql<NoParameters, T> Field = new("SELECT 1 AS [One]");
    }
}
