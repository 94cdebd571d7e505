using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Features.Reports.TrialBalance;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.GetStoredReport;

/// <summary>A report as it was kept, and the bytes that were kept.</summary>
public sealed class StoredReportPage : ReportPage
{
    /// <summary>What it is.</summary>
    public GetStoredReport Query { get; private set; } = null!;

    /// <summary>What was kept with it, in hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The portfolio, if it is one.</summary>
    public PortfolioReport? Portfolio { get; private set; }

    /// <summary>The trial balance, if it is one.</summary>
    public TrialBalanceReport? TrialBalance { get; private set; }

    /// <summary>What a kind of kept report is called; of a month closed several times, with the count.</summary>
    public static string NameOf(string kind)
    {
        var parts = kind.Split('-');
        var name = PageText.Find($"reports.kept.{parts[0]}") ?? kind;
        return parts.Length > 1 ? $"{name} ({parts[1]})" : name;
    }

    /// <summary>Shows it, or hands out what was kept.</summary>
    public async Task<IActionResult> OnGet(string officeId, string kind, string period)
    {
        Query = new GetStoredReport
        {
            OfficeId = officeId,
            Kind = kind,
            Period = period,
        };
        var file = await Ask(Query);
        Sha256 = Convert.ToHexStringLower(file.Sha256);
        if (Request.Query.ContainsKey("file"))
        {
            return Sent(file);
        }

        var content = System.Text.Encoding.UTF8.GetString(file.Content);
        if (kind.Contains("portfolio", StringComparison.Ordinal))
        {
            Portfolio = Json.Read<PortfolioReport>(content);
        }
        else
        {
            TrialBalance = Json.Read<TrialBalanceReport>(content);
        }

        return Page();
    }
}
