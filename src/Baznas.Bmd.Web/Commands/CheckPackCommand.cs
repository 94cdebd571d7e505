using System.Globalization;
using Baznas.Bmd.Web.Features.Audit;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Commands;

/// <summary>
/// <c>check-pack &lt;file&gt; [--head &lt;sequence&gt;:&lt;hash&gt;] [--language id|en]</c>: checks an auditor's pack, needing
/// neither database nor settings. Exit code 0: it is whole; 1: it is not, each fault in a line; 2: it can't be read.
/// </summary>
internal static class CheckPackCommand
{
    public static int Run(string path, string? head, string? language)
    {
        Speak(language);
        var kept = head is null ? null : KeptHead.Parse(head);
        if (path.Length == 0 || kept?.Error is not null)
        {
            Console.Error.WriteLine("Usage: check-pack <file> [--head <sequence>:<hash>] [--language id|en]");
            return 2;
        }

        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Console.Error.WriteLine(Messages.Format("check_pack.no_file", [path]));
            return 2;
        }

        var report = PackChecker.Check(path, kept?.Value);
        foreach (var line in report.Lines)
        {
            Console.WriteLine(line);
        }

        return report.Faults.Count == 0 ? 0 : 1;
    }

    private static void Speak(string? language)
    {
        var wanted = language ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var culture = CultureInfo.GetCultureInfo(Messages.Languages.Contains(wanted) ? wanted : Messages.Languages[0]);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }
}
