using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;

namespace Baznas.Bmd.Web.Commands;

/// <summary><c>verify [--head &lt;sequence&gt;:&lt;hash&gt;]</c>: checks chains, ledger, subledgers and numbers; exit code 1 names the first thing broken.</summary>
internal static class VerifyCommand
{
    public static async Task<int> Run(WebApplication app, string? head)
    {
        var result = await app.Services.SendAsService(new Origin(Edge.Command), new VerifyBooks { Head = head });
        if (result.IsRefused(out _))
        {
            Console.Error.WriteLine("Usage: verify [--head <sequence>:<hash>], the hash with 16 to 64 digits");
            return 2;
        }

        var found = result.Value;
        Console.WriteLine(
            found.FirstBroken is { } broken
                ? $"BROKEN {broken.Check}: {broken.Subject} ({found.Events} audit events checked)"
                : $"Verified: {found.Events} audit events, head {found.HeadHash}"
        );
        return found.Verified ? 0 : 1;
    }
}
