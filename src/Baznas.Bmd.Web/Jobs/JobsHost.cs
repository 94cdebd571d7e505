namespace Baznas.Bmd.Web.Platform.Hosting;

internal static class JobsHost
{
    public static void AddJobs(this WebApplicationBuilder builder, DatabaseOptions options) { }

    public static void MapJobs(this WebApplication app) { }
}
