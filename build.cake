// dotnet tool restore && dotnet cake [--target=<Target>]
var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");

var solution = "./Baznas.Bmd.sln";
var web = "./src/Baznas.Bmd.Web";

DotNetTestSettings Tests() => new() { Configuration = configuration, NoBuild = true };

Task("Format-Check")
    .Description("Fails when a file is not formatted; 'dotnet csharpier format .' mends it.")
    .Does(() => StartOrFail("csharpier check ."));

Task("Build")
    .Description("Compiles everything; warnings are errors.")
    .Does(() => DotNetBuild(solution, new() { Configuration = configuration }));

Task("Test")
    .Description("Runs all tests.")
    .IsDependentOn("Build")
    .Does(() => DotNetTest(solution, Tests()));

Task("Sql")
    .Description("Checks every SQL statement and both schemas, on both engines, without a server.")
    .Does(() => DotNetTest("./tests/Baznas.Bmd.Sql.Tests", new() { Configuration = configuration }));

Task("Soak")
    .Description("Plays random lives of an office against a model of the rules: --minutes=30 [--seed=1].")
    .IsDependentOn("Build")
    .Does(() =>
    {
        var minutes = Argument("minutes", 30);
        var settings = Tests();
        settings.Filter = "FullyQualifiedName~Model.ModelTests";
        settings.Loggers = ["console;verbosity=detailed"];
        settings.EnvironmentVariables["BMD_SOAK_SECONDS"] = (minutes * 60).ToString();
        settings.EnvironmentVariables["BMD_SOAK_SEED"] = Argument("seed", DateTime.UtcNow.ToString("MMddHHmm") + "0");
        DotNetTest("./tests/Baznas.Bmd.Web.Tests", settings);
    });

Task("Run")
    .Description("Runs the service with a demonstration office.")
    .Does(() => DotNetRun(web, "--demo", new() { Configuration = configuration }));

Task("Benchmark")
    .Description("Measures, beside bare loops that do the same database work.")
    .Does(() => DotNetRun("./tests/Baznas.Bmd.Benchmarks", new DotNetRunSettings { Configuration = "Release" }));

Task("Publish")
    .Description("Leaves a self-contained service for this kind of machine in artifacts/publish.")
    .Does(() =>
        DotNetPublish(
            web,
            new()
            {
                Configuration = configuration,
                OutputDirectory = "./artifacts/publish",
                SelfContained = true,
            }
        )
    );

Task("Default").IsDependentOn("Format-Check").IsDependentOn("Test");

RunTarget(target);

void StartOrFail(string arguments)
{
    if (StartProcess("dotnet", arguments) != 0)
    {
        throw new CakeException($"dotnet {arguments} failed.");
    }
}
