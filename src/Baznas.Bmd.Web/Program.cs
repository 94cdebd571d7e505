using Baznas.Bmd.Web.Commands;
using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Platform.Hosting;

// The first word says what to do; without one, the service runs until it is stopped.
var run = CommandLine.Parse(args);
if (run.IsOffline)
{
    return run.ExecuteOffline();
}

var builder = WebApplication.CreateBuilder(
    // The settings lie beside the program, wherever it was started from.
    new WebApplicationOptions { Args = run.HostArguments, ContentRootPath = AppContext.BaseDirectory }
);
try
{
    builder.AddBmd(run);
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

await using var app = builder.Build();
return await run.Execute(app);

/// <summary>The entry point, named for tests that start the whole service.</summary>
public partial class Program;
