using System.Diagnostics;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Demo;

/// <summary>
/// The real program started with <c>--demo</c> in an empty folder, told as of Wednesday, 4 March 2026, half past eight in
/// the morning, on a port the system chose. What it knows of its address and users it has from what was printed.
/// </summary>
public sealed class DemoProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _ended = new();

    private DemoProcess(string folder, Process process) => (Folder, _process) = (folder, process);

    public string Folder { get; }

    /// <summary>What it printed so far; it goes on printing.</summary>
    public IReadOnlyList<string> Printed
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>Name, password and role of each printed sign-in.</summary>
    public IReadOnlyList<(string UserName, string Password, string Role)> SignIns =>
        [
            .. Printed
                .Where(line => line.EndsWith(')') && line.StartsWith("    ", StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(words => (words[0], words[1], words[^1].Trim('(', ')'))),
        ];

    public Uri Address =>
        new(Printed.Single(line => line.Contains("address  ", StringComparison.Ordinal)).Split(' ')[^1]);

    /// <summary>Starts one and waits until it is ready or has ended.</summary>
    public static async Task<DemoProcess> Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            typeof(Program).Assembly.Location,
            "--demo",
            "--urls=http://127.0.0.1:0",
            "--Bmd:Demo:Now=2026-03-04T08:30:00+07:00",
            // What the jobs record would keep the clock from going back to where another test needs it.
            "--Bmd:Jobs:Enabled=false",
            // What a demonstration must leave alone.
            $"--Bmd:Database:ConnectionString=Data Source={Path.Combine(folder, "real.db")}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var demo = new DemoProcess(folder, new Process { StartInfo = start });
        await demo.UntilReady();
        return demo;
    }

    public ApiClient Anonymous => new(new HttpClient { BaseAddress = Address });

    public async Task<ApiClient> SignedIn(string userName)
    {
        var (_, password, _) = SignIns.Single(user => user.UserName == userName);
        var answer = await Anonymous.Post("/auth/tokens", new { userName, password });
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)answer.Ok()["accessToken"]!);
        return new ApiClient(http);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task UntilReady()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Task.WhenAny(_ended.Task, _process.WaitForExitAsync());
    }

    // The last thing it prints when it is ready are the sign-ins, and of these the auditor's.
    private void Read(string? line)
    {
        lock (_lines)
        {
            _lines.Add(line ?? "");
        }

        if (line?.EndsWith("(auditor)", StringComparison.Ordinal) == true)
        {
            _ended.TrySetResult();
        }
    }
}
