using System.Text.Json.Serialization;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Import.ImportLoanBook;

/// <summary>
/// Takes over an office's loan book from a folder of files: all of it or nothing, and of what is there already nothing
/// again. It belongs to no one office, for it may be the one that opens it.
/// </summary>
[AllowedToServiceOnly]
public sealed record ImportLoanBook : ICommand<ImportSummary>
{
    /// <summary>The folder's path.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether to check only, and store nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Hears how far it has come.</summary>
    [JsonIgnore]
    public IProgress<ImportProgress>? Progress { get; init; }

    Subject IWrite.Subject => Subject.Global;
}

/// <summary>How far an import has come.</summary>
/// <param name="Done">Borrowers, receipts, loans and repayments stored, none of them kept yet.</param>
/// <param name="Total">How many there are to store.</param>
public readonly record struct ImportProgress(int Done, int Total);

/// <summary>Reads, checks in memory, and writes what is new.</summary>
public sealed class ImportLoanBookHandler(StoredBookReader stored, BookWriter writer, PersonalData personal, Work work)
    : IRequestHandler<ImportLoanBook, Result<ImportSummary>>
{
    private const string HomeTimeZone = "Asia/Jakarta";

    /// <inheritdoc/>
    public async Task<Result<ImportSummary>> Handle(ImportLoanBook request, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var folder = Folder.Read(request.Folder, faults);
        var zone = new OfficeRow { TimeZone = folder.OfficeReader.Office?.TimeZone ?? HomeTimeZone };
        var book = new CheckedBook
        {
            Folder = folder,
            Stored = await stored.Read(folder, cancellationToken),
            Faults = faults,
            Today = zone.Today(work.Now),
        };
        if (new FolderCheck(book, personal).Run() is not { } plan)
        {
            return new FolderRefused(faults.Sorted);
        }

        work.NothingChanged = request.DryRun || plan.Summary.IsNothing;
        if (!work.NothingChanged)
        {
            await writer.Write(plan, request.Progress, cancellationToken);
        }

        return plan.Summary;
    }
}
