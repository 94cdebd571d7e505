using System.Globalization;
using Baznas.Bmd.Web.Features.Import;
using Baznas.Bmd.Web.Features.Import.ImportLoanBook;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Commands;

/// <summary>
/// <c>import &lt;folder&gt; [--dry-run]</c>: takes over a loan book, all or nothing. What is wrong with it is listed on
/// the error output, one <c>file:line: column: reason</c> a line, and the exit code is 1. Like the service, it brings the
/// schema up to date first, also for a dry run, which reads what is stored.
/// </summary>
internal static class ImportCommand
{
    public static async Task<int> Run(WebApplication app, string folder, bool dryRun)
    {
        if (folder.Length == 0)
        {
            Console.Error.WriteLine("Usage: import <folder> [--dry-run]");
            return 2;
        }

        SpeakLanguageOfMachine();
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine(Messages.Format("import.folder_missing", [folder]));
            return 1;
        }

        if (app.Services.GetRequiredService<DatabaseOptions>().MigrateOnStart)
        {
            await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        }

        var result = await app.Services.SendAsService(
            new Origin(Edge.Import),
            new ImportLoanBook
            {
                Folder = folder,
                DryRun = dryRun,
                Progress = new Lines(),
            }
        );
        if (result.IsRefused(out var error))
        {
            Refuse(error);
            return 1;
        }

        Say(result.Value, dryRun);
        return 0;
    }

    // The operator's, when it is one that the service speaks; else Bahasa Indonesia.
    private static void SpeakLanguageOfMachine()
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var culture = CultureInfo.GetCultureInfo(
            Messages.Languages.Contains(language) ? language : Messages.Languages[0]
        );
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }

    private static void Refuse(Error error)
    {
        foreach (var fault in (error as FolderRefused)?.Faults ?? [])
        {
            Console.Error.WriteLine(fault);
        }

        Console.Error.WriteLine(Messages.Of(error));
    }

    private static void Say(ImportSummary summary, bool dryRun)
    {
        if (summary.IsNothing)
        {
            Console.WriteLine(Messages.Text("import.nothing_new"));
            return;
        }

        object[] counts =
        [
            summary.Offices,
            summary.Products,
            summary.Funds,
            summary.Groups,
            summary.Borrowers,
            summary.Loans,
            summary.Receipts,
            summary.Repayments,
        ];
        Console.WriteLine(Messages.Format(dryRun ? "import.would_store" : "import.stored", counts));
    }

    private sealed class Lines : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) =>
            Console.WriteLine(Messages.Format("import.progress", [value.Done, value.Total]));
    }
}
