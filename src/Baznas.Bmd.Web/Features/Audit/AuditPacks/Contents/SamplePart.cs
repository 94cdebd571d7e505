using System.Globalization;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>The sample: what was drawn, and of each drawn loan all its papers.</summary>
/// <param name="papers">Makes them.</param>
public sealed class SamplePart(SamplePapers papers)
{
    /// <summary>Adds it.</summary>
    /// <param name="build">The pack.</param>
    /// <param name="draws">What was drawn from the loans, and from the entries of the journal.</param>
    /// <param name="ids">The drawn loans' ids by their numbers.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Add(
        PackBuild build,
        (SampleDraw Loans, SampleDraw Entries) draws,
        IReadOnlyDictionary<string, string> ids,
        CancellationToken ct
    )
    {
        List<(string Kind, Drawn One)> drawn =
        [
            .. draws.Loans.Drawn().Select(one => ("loan", one)),
            .. draws.Entries.Drawn().Select(one => ("entry", one)),
        ];
        build.Table(
            "sample",
            "audit_packs.sample",
            ReportSheet
                .Of(drawn)
                .Code(
                    "kind",
                    "reports.kind",
                    row => new CodedWord(row.Kind, PageText.T(row.Kind == "loan" ? "reports.loan" : "reports.entry"))
                )
                .Text("rank", "reports.no", row => row.One.Rank.ToString(CultureInfo.InvariantCulture))
                .Text("number", "audit.field.number", row => row.One.Number)
                .Text("sha256", "audit_packs.drawn_by", row => row.One.Sha256)
        );
        foreach (var (_, one) in drawn.Where(row => row.Kind == "loan"))
        {
            await papers.Add(build, $"samples/{one.Number}", ids[one.Number], ct);
        }
    }
}
