using System.Globalization;
using System.Text;
using System.Text.Json;
using Baznas.Bmd.Web.Features.Reports.Arrears;
using Baznas.Bmd.Web.Features.Reports.Collections;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.Reports.FundReport;
using Baznas.Bmd.Web.Features.Reports.Journal;
using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Features.Reports.TrialBalance;
using Baznas.Bmd.Web.Features.Statements;
using Baznas.Bmd.Web.Features.Statements.CashFlows;
using Baznas.Bmd.Web.Features.Statements.ChangesInFunds;
using Baznas.Bmd.Web.Features.Statements.ChangesInManagedAssets;
using Baznas.Bmd.Web.Features.Statements.FinancialPosition;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Packs.KeepMonthEndPack;

/// <summary>What a pack says of itself: each file with its hash, and how far the audit trail had come.</summary>
public sealed record PackManifest
{
    /// <summary>The office's mark.</summary>
    public required string Office { get; init; }

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The month.</summary>
    public required string Period { get; init; }

    /// <summary>The how-manieth of the month.</summary>
    public required int Edition { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The audit trail when it was made.</summary>
    public required ManifestChain AuditChain { get; init; }

    /// <summary>Every other file of the pack.</summary>
    public required IReadOnlyList<FileEvidence> Files { get; init; }
}

/// <summary>The head of an office's audit trail.</summary>
/// <param name="Length">How many events it had.</param>
/// <param name="HeadHash">The hash of the last one.</param>
public sealed record ManifestChain(long Length, string HeadHash);

/// <summary>
/// Makes the files of a month: its reports as workbooks and on paper, in Bahasa Indonesia, each with the head of the audit
/// trail, and the manifest.
/// </summary>
/// <param name="work">The unit of work under way.</param>
/// <param name="mediator">Asks for the reports.</param>
/// <param name="heads">The words above them.</param>
public sealed class MonthEndFiles(Work work, IMediator mediator, ReportHeads heads)
{
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true };

    /// <summary>The files of a month's pack in their order, the manifest last.</summary>
    public async Task<IReadOnlyList<PackFile>> Make(PackKey key, CancellationToken ct)
    {
        // Stays within this method and what it calls.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Messages.Languages[0]);
        var first = AccountingPeriod.FirstDay(key.Period);
        var last = first.AddMonths(1).AddDays(-1);
        var office = work.Office.Id;
        var day = new ReportQuery { OfficeId = office, AsOf = last };
        var month = new PeriodQuery
        {
            OfficeId = office,
            From = first,
            To = last,
        };
        List<PackFile> files =
        [
            .. await Both(new GetPortfolio { Query = day }, ct),
            .. await Both(
                new GetArrears
                {
                    Query = new ArrearsQuery { OfficeId = office, AsOf = last },
                },
                ct
            ),
            .. await Both(new GetCollections { Query = month }, ct),
            .. await Both(new GetFundReport { Query = month }, ct),
            .. await Both(
                new GetTrialBalance
                {
                    Query = new TrialBalanceQuery { OfficeId = office, AsOf = last },
                },
                ct
            ),
            .. await Both(new GetJournal { Query = month }, ct),
            .. await Both(
                new GetFinancialPosition
                {
                    Query = new PositionQuery { OfficeId = office, AsOf = last },
                },
                ct
            ),
            .. await Both(new GetChangesInFunds { Query = month }, ct),
            .. await Both(new GetChangesInManagedAssets { Query = month }, ct),
            .. await Both(new GetCashFlows { Query = month }, ct),
        ];
        return [.. files, Manifest(key, files)];
    }

    private async Task<IEnumerable<PackFile>> Both<T>(IReportQuery<T> query, CancellationToken ct)
        where T : IReport
    {
        var content = (await mediator.Send(query, ct)).Value.Content();
        var head = WithChain(await heads.Of(query, ct));
        return new IFile[] { XlsxFile.Of(content, head), PdfFile.Of(content, head) }.Select(file => new PackFile(
            file.Name!,
            file.ContentType,
            file.Content
        ));
    }

    // Whoever holds the paper can tell later whether the trail was rewritten.
    private ReportHead WithChain(ReportHead head)
    {
        var chain = work.ChainHead;
        var made = work.Office.Local(work.Now).ToString("d MMMM yyyy HH.mm", CultureInfo.CurrentCulture);
        return head with
        {
            Lines =
            [
                .. head.Lines,
                new HeadLine(PageText.T("packs.made"), made),
                new HeadLine(
                    PageText.T("packs.chain"),
                    PageText.T("packs.chain.head", PageText.Number(chain.Length), chain.HeadHash)
                ),
            ],
            Foot = PageText.T("packs.foot", head.Office, PageText.Number(chain.Length), chain.HeadHash[..16]),
        };
    }

    private PackFile Manifest(PackKey key, List<PackFile> files)
    {
        var manifest = new PackManifest
        {
            Office = work.Office.Code,
            Kind = key.Kind,
            Period = key.Period,
            Edition = key.Edition,
            MadeAt = work.Now,
            AuditChain = new ManifestChain(work.ChainHead.Length, work.ChainHead.HeadHash),
            Files = [.. files.Select(file => new FileEvidence(file.Name, file.Content.Length, file.Sha256))],
        };
        return new PackFile(
            "manifest.json",
            "application/json; charset=utf-8",
            Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest, Readable))
        );
    }
}
