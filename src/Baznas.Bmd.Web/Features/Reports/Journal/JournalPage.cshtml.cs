using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Journal;

/// <summary>Every entry with its postings.</summary>
public sealed class JournalPage : ReportPage<JournalReport>
{
    /// <summary>The postings, each with its entry, which is named where it begins.</summary>
    public IReadOnlyCollection<JournalRow> Rows =>
        new Counted<JournalRow>(
            Report!.Entries.SelectMany(entry => entry.Lines.Select((line, i) => new JournalRow(entry, line, i == 0))),
            Report.LineCount
        );

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query, EnumValue<EntryKind>? kind) =>
        Show(
            new GetJournal { Query = query, Kind = kind?.Value },
            report =>
                [
                    Day("from", report?.From),
                    Day("to", report?.To),
                    OneOf("kind", Choice.All<EntryKind>()),
                    Fund(),
                    Office(),
                ]
        );
}

/// <summary>A line of the journal.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Line">One of its postings.</param>
/// <param name="IsFirst">Whether the entry begins here.</param>
public sealed record JournalRow(JournalReportEntry Entry, JournalReportLine Line, bool IsFirst);
