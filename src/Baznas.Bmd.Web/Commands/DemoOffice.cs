namespace Baznas.Bmd.Web.Commands;

internal static class DemoOffice
{
    public static DatabaseOptions Database(DatabaseOptions options) => options;

    public static Task Open(WebApplication app) => Task.CompletedTask;
}
