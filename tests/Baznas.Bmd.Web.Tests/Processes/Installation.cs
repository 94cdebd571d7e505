using System.Diagnostics;
using System.Text;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Processes;

/// <summary>The program as it is installed: real processes, a real file of data, the machine's clock.</summary>
public sealed class Installation : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bmd-installed-").FullName;
    private readonly List<Process> _processes = [];

    /// <summary>Settings of a test's own, as environment variables.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>The data, for a test that changes it behind the program's back.</summary>
    public string ConnectionString => $"Data Source={Path.Combine(_folder, "bmd.db")}";

    /// <summary>Starts the program with arguments; its output is read by whoever asked.</summary>
    public Process Start(string language, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Baznas.Bmd.Web.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = language;
        start.Environment["Bmd__Database__Provider"] = "sqlite";
        start.Environment["Bmd__Database__ConnectionString"] = ConnectionString;
        start.Environment["Bmd__Admin__UserName"] = "admin";
        start.Environment["Bmd__Admin__Password"] = BmdHost.AdminPassword;
        start.Environment["Bmd__Jobs__Enabled"] = "false";
        foreach (var (name, value) in Settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    /// <summary>Runs a sub-command to its end.</summary>
    public async Task<(int Code, string Output, string Errors)> Run(string language, params string[] arguments)
    {
        using var process = Start(language, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        _processes.Remove(process);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a sub-command that must succeed.</summary>
    public async Task<string> Succeed(params string[] arguments)
    {
        var (code, output, errors) = await Run("id_ID.UTF-8", arguments);
        Assert.That(code, Is.Zero, output + errors);
        return output;
    }

    /// <summary>Starts the service on a port that the machine chooses, and waits until it listens.</summary>
    public async Task<RunningService> Serve()
    {
        var process = Start("id_ID.UTF-8", "--urls", "http://127.0.0.1:0");
        const string mark = "Now listening on: ";
        var line = await ReadUntil(process, text => text.Contains(mark, StringComparison.Ordinal));
        return new RunningService(
            process,
            new Uri(line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Trim())
        );
    }

    /// <summary>Reads lines of output up to the one that is waited for.</summary>
    public static async Task<string> ReadUntil(Process process, Func<string, bool> isIt)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (isIt(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"It ended before that: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public static async Task Kill(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The service as a process of its own.</summary>
public sealed class RunningService(Process process, Uri address)
{
    // Nobody reads the log any more, and a full pipe would stop the service.
    private readonly Task _drained = Task.WhenAll(
        process.StandardOutput.ReadToEndAsync(),
        process.StandardError.ReadToEndAsync()
    );

    public async Task<ApiClient> SignedIn(string userName, string password)
    {
        var anonymous = new ApiClient(new HttpClient { BaseAddress = address });
        var answer = await anonymous.Post("/auth/tokens", new { userName, password });
        anonymous.Http.DefaultRequestHeaders.Authorization = new("Bearer", (string)answer.Ok()["accessToken"]!);
        return anonymous;
    }

    public async Task Kill()
    {
        await Installation.Kill(process);
        await _drained;
    }
}
