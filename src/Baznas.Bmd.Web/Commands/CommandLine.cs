using Baznas.Bmd.Web.Platform.Hosting;

namespace Baznas.Bmd.Web.Commands;

/// <summary>What the service was started to do.</summary>
public sealed record CommandLine
{
    private static readonly Dictionary<string, Func<CommandLine, WebApplication, Task<int>>> Verbs = new()
    {
        ["migrate"] = (_, app) => MigrateCommand.Run(app),
        ["verify"] = (line, app) => VerifyCommand.Run(app, line.Head),
        ["backup"] = (line, app) => BackupCommand.Run(app, line.Operand),
        ["import"] = (line, app) => ImportCommand.Run(app, line.Operand, line.DryRun),
    };

    private const string CheckPack = "check-pack";

    private string? Verb { get; init; }

    private string Operand { get; init; } = "";

    private bool DryRun { get; init; }

    private string? Head { get; init; }

    private string? Language { get; init; }

    /// <summary>Whether it needs neither settings nor a database.</summary>
    public bool IsOffline => Verb == CheckPack;

    /// <summary>Whether the service runs as a demonstration office.</summary>
    public bool IsDemo { get; private init; }

    /// <summary>Whether the service serves requests, rather than doing one thing and ending.</summary>
    public bool IsService => Verb is null;

    /// <summary>What is left for configuration: <c>--Bmd:Database:Provider=sqlserver</c>.</summary>
    public string[] HostArguments { get; private init; } = [];

    /// <summary>Reads the arguments.</summary>
    public static CommandLine Parse(string[] args)
    {
        var verb = args.Length > 0 && (Verbs.ContainsKey(args[0]) || args[0] == CheckPack) ? args[0] : null;
        var takesOperand = verb is "backup" or "import" or CheckPack;
        var operand =
            takesOperand && args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) ? args[1] : "";
        var rest = args.Skip(
                verb is null ? 0
                : operand.Length == 0 ? 1
                : 2
            )
            .ToList();
        var dryRun = rest.Remove("--dry-run");
        var demo = rest.Remove("--demo");
        var head = verb is "verify" or CheckPack ? Taken(rest, "--head") : null;
        var language = verb is CheckPack ? Taken(rest, "--language") : null;
        return new CommandLine
        {
            Head = head,
            Language = language,
            Verb = verb,
            Operand = operand,
            DryRun = dryRun,
            IsDemo = demo,
            HostArguments = [.. rest],
        };
    }

    // The option and what follows it, or stands behind its equals sign.
    private static string? Taken(List<string> rest, string option)
    {
        var at = rest.FindIndex(one => one == option || one.StartsWith(option + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        var isApart = rest[at] == option;
        var value = isApart ? rest.ElementAtOrDefault(at + 1) ?? "" : rest[at][(option.Length + 1)..];
        rest.RemoveRange(at, isApart ? Math.Min(2, rest.Count - at) : 1);
        return value;
    }

    /// <summary>Does what needs no service at all.</summary>
    /// <returns>The process's exit code.</returns>
    public int ExecuteOffline() => CheckPackCommand.Run(Operand, Head, Language);

    /// <summary>Does it.</summary>
    /// <returns>The process's exit code.</returns>
    public Task<int> Execute(WebApplication app) => Verb is null ? ServiceHost.Run(app, this) : Verbs[Verb](this, app);
}
