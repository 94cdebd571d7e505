using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Platform.Hosting;

namespace Baznas.Bmd.Web.Commands;

/// <summary><c>verify</c>: checks chains, ledger, subledgers and numbers; exit code 1 names the first thing broken.</summary>
internal static class VerifyCommand
{
    public static async Task<int> Run(WebApplication app)
    {
        var found = (await app.Services.SendAsService(new VerifyBooks())).Value;
        Console.WriteLine(
            found.FirstBroken is { } broken
                ? $"BROKEN {broken.Check}: {broken.Subject} ({found.Events} audit events checked)"
                : $"Verified: {found.Events} audit events, head {found.HeadHash}"
        );
        return found.Verified ? 0 : 1;
    }
}
