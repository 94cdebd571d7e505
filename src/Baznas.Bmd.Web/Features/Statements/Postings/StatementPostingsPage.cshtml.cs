using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Http;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.Postings;

/// <summary>What a line of a statement is made of.</summary>
public sealed class StatementPostingsPage : ReportPage<StatementPostings>
{
    /// <summary>Shows it; cash when no line is named.</summary>
    public Task<IActionResult> OnGet(
        EnumValue<StatementKind>? statement,
        string? line,
        EnumValue<FundKind>? fundKind,
        PeriodQuery query
    ) =>
        Show(
            new GetStatementPostings
            {
                Statement = statement?.Value ?? StatementKind.FinancialPosition,
                Line = line ?? "cash",
                FundKind = fundKind?.Value,
                Query = query,
            }
        );
}
