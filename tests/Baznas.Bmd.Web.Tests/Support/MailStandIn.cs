using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MimeKit;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>
/// A mail server on a real port of this machine: Debian's aiosmtpd. It refuses <c>tidak-ada@…</c> for good, and
/// <c>nanti@…</c> for now.
/// </summary>
public sealed class MailStandIn : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Server = """
        import asyncio, base64
        from aiosmtpd.smtp import SMTP

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('tidak-ada@'):
                    return '550 5.1.1 no such user'
                if address.startswith('nanti@'):
                    return '451 4.3.0 later'
                envelope.rcpt_tos.append(address)
                return '250 OK'

            async def handle_DATA(self, server, session, envelope):
                print('MAIL ' + base64.b64encode(envelope.content).decode(), flush=True)
                return '250 OK'

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(Handler(), hostname='localhost'), '127.0.0.1', 0)
            print('PORT', server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()

        asyncio.run(main())
        """;

    private readonly Process _process;
    private readonly ConcurrentQueue<MimeMessage> _mails = new();
    private readonly TaskCompletionSource<MimeMessage> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MailStandIn(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public IReadOnlyList<MimeMessage> Mails => [.. _mails];

    /// <summary>The first mail. The server says that it has taken a mail before its line is read here.</summary>
    public Task<MimeMessage> First => _first.Task.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Starts it; where there is no aiosmtpd, the test is skipped and says so.</summary>
    public static async Task<MailStandIn> Start()
    {
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"))
        {
            Assert.Ignore("There is no mail server to test with: apt install python3-aiosmtpd.");
        }

        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Server);
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        if (line is null)
        {
            throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        }

        var server = new MailStandIn(process, int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        _ = server.Listen();
        return server;
    }

    /// <summary>The settings that make the service send mail by it.</summary>
    public IEnumerable<(string Name, string? Value)> Settings =>
        [
            ("Bmd:Email:Host", "127.0.0.1"),
            ("Bmd:Email:Port", Port.ToString(CultureInfo.InvariantCulture)),
            ("Bmd:Email:Security", "none"),
            ("Bmd:Email:From", "bmd@example.org"),
            ("Bmd:Email:Limits:Retries", "0"),
            ("Bmd:Email:Limits:CallsPerSecond", "500"),
        ];

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task Listen()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var content = new MemoryStream(Convert.FromBase64String(line.Split(' ')[1]));
            var mail = await MimeMessage.LoadAsync(content);
            _mails.Enqueue(mail);
            _first.TrySetResult(mail);
        }
    }
}
