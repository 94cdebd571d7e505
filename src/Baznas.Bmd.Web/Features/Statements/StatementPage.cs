using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;

namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>The page of a statement: each line leads to its postings.</summary>
public abstract class StatementPage : ReportPage<StatementReport>
{
    /// <summary>
    /// The postings that make a line's figure; of the financial position, those since the day it is compared with. Null for
    /// rows that are no lines.
    /// </summary>
    public string? PostingsOf(StatementReportRow row) =>
        row.Kind is StatementRowKind.Line
            ? To(
                "/reports/statement-postings",
                ("statement", Report!.Statement),
                ("line", row.Code),
                ("fundKind", row.FundKind),
                ("from", Report.From ?? Report.PreviousTo.AddDays(1)),
                ("to", Report.To),
                ("officeId", Report.OfficeId)
            )
            : null;
}
