using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.GeneralLedger;

/// <summary>One account, posting by posting.</summary>
public sealed class GeneralLedgerPage : ReportPage<GeneralLedgerReport>
{
    /// <summary>Shows it; cash when no account is named.</summary>
    public Task<IActionResult> OnGet(EnumValue<Account>? account, PeriodQuery query) =>
        Show(
            new GetGeneralLedger { Account = account?.Value ?? Account.Cash, Query = query },
            report =>
                [
                    OneOf("account", Choice.All<Account>(), report?.Account) with
                    {
                        IsNeeded = true,
                    },
                    Day("from", report?.From),
                    Day("to", report?.To),
                    Fund(),
                    Office(),
                ]
        );
}
