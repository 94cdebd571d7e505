namespace Baznas.Bmd.Web.Commands;

internal static class ImportCommand
{
    public static Task<int> Run(WebApplication app, string folder, bool dryRun) => throw new NotSupportedException();
}
