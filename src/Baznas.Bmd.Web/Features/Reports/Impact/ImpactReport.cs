using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Reports.Impact;

/// <summary>What borrowers are put together by.</summary>
public enum ImpactGrouping
{
    /// <summary>The office that serves them.</summary>
    Office,

    /// <summary>The village they live in.</summary>
    Village,

    /// <summary>What entitles them to zakat.</summary>
    Asnaf,

    /// <summary>The sector of their business.</summary>
    Sector,

    /// <summary>Women and men.</summary>
    Sex,
}

/// <summary>
/// What has changed for the borrowers who were asked before a loan and again later: of each the first survey before a loan
/// and the last later one of the period. Of groups that are too small nothing is shown but that they are.
/// </summary>
public sealed record ImpactReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>What the borrowers are put together by, within each office.</summary>
    public required ImpactGrouping By { get; init; }

    /// <summary>The fewest borrowers of whom figures are shown.</summary>
    public required int Minimum { get; init; }

    /// <summary>Whether had kifayah was missing for a borrower of a group that is shown, which then shows no quadrants.</summary>
    public required bool ThresholdMissing { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<ImpactGroup> Groups { get; init; }

    /// <summary>Over the groups that are shown; null when none is.</summary>
    public required ImpactFigures? Total { get; init; }

    /// <summary>The groups that are shown.</summary>
    internal IReadOnlyList<ImpactGroup> Shown => [.. Groups.Where(group => group.Figures is not null)];

    /// <summary>The groups that are shown with their quadrants.</summary>
    internal IReadOnlyList<ImpactGroup> WithQuadrants =>
        [.. Shown.Where(group => group.Figures!.Quadrants is not null)];

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"impact-{EnumText.Of(By)}-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.impact",
            new ReportPeriod(From, To),
            ImpactSheets.Changes(this),
            ImpactSheets.Quadrants(this),
            ImpactSheets.Moves(this)
        )
        {
            Notes =
            [
                new HeadLine(PageText.T("reports.impact.privacy"), PageText.T("reports.impact.hidden", Minimum)),
                .. ThresholdMissing
                    ? (HeadLine[])
                        [
                            new HeadLine(
                                PageText.T("settings.hadKifayah"),
                                PageText.T("reports.impact.threshold_missing")
                            ),
                        ]
                    : [],
            ],
        };
}

/// <summary>Some borrowers of an office.</summary>
public sealed record ImpactGroup
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Its mark.</summary>
    public required string OfficeCode { get; init; }

    /// <summary>By what they are put together: a village's code, an asnaf, a sector, a sex; null for not known.</summary>
    public required string? Key { get; init; }

    /// <summary>As people read it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the figures are shown, and why not.</summary>
    public required Disclosure Disclosure { get; init; }

    /// <summary>The figures; null when they are not shown.</summary>
    public required ImpactFigures? Figures { get; init; }
}

/// <summary>The means are in whole rupiah, rounded half up; a change is the difference of the rounded means.</summary>
public sealed record ImpactFigures
{
    /// <summary>How many borrowers.</summary>
    public required int Borrowers { get; init; }

    /// <summary>At the first survey.</summary>
    public required ImpactMeans Before { get; init; }

    /// <summary>At the later one.</summary>
    public required ImpactMeans After { get; init; }

    /// <summary>What has changed.</summary>
    public required ImpactMeans Change { get; init; }

    /// <summary>By had kifayah; null where it is missing for one of them.</summary>
    public required ImpactQuadrants? Quadrants { get; init; }

    /// <summary>The figures of sums.</summary>
    internal static ImpactFigures Of(ImpactSums sums) =>
        new()
        {
            Borrowers = sums.Borrowers,
            Before = sums.Before,
            After = sums.After,
            Change = sums.After.Since(sums.Before),
            Quadrants = sums.Moves is { } moves ? ImpactQuadrants.Of(moves) : null,
        };
}

/// <summary>Where households stood, and where they went.</summary>
public sealed record ImpactQuadrants
{
    /// <summary>Whose income reached had kifayah at the first survey.</summary>
    public required int SufficientBefore { get; init; }

    /// <summary>Whose income reached it at the later one.</summary>
    public required int SufficientAfter { get; init; }

    /// <summary>Each way from quadrant to quadrant, those that nobody went too.</summary>
    public required IReadOnlyList<QuadrantMove> Moves { get; init; }

    internal int Of(CibestQuadrant from, CibestQuadrant to) => Sum(move => (move.From, move.To) == (from, to));

    internal int Before(CibestQuadrant quadrant) => Sum(move => move.From == quadrant);

    internal int After(CibestQuadrant quadrant) => Sum(move => move.To == quadrant);

    internal static ImpactQuadrants Of(IReadOnlyList<QuadrantMove> moves) =>
        new()
        {
            SufficientBefore = moves.Where(move => move.From.IsMateriallyWellOff()).Sum(move => move.Borrowers),
            SufficientAfter = moves.Where(move => move.To.IsMateriallyWellOff()).Sum(move => move.Borrowers),
            Moves = moves,
        };

    private int Sum(Func<QuadrantMove, bool> wanted) => Moves.Where(wanted).Sum(move => move.Borrowers);
}

/// <summary>The tables of the report's files.</summary>
internal static class ImpactSheets
{
    private sealed record Move(ImpactGroup Group, QuadrantMove Way);

    public static ReportSheet Changes(ImpactReport report)
    {
        var sheet = ReportSheet
            .Of("changes", "reports.impact.changes", report.Groups)
            .Text("office", "reports.by.officeId", group => group.OfficeCode)
            .Text("group", "reports.impact.group", group => group.Name)
            .Code("disclosure", "reports.impact.disclosure", group => Said(group))
            .Count("borrowers", "reports.impact.borrowers", group => group.Figures?.Borrowers);
        if (report.Total is { } all)
        {
            sheet.Total(all.Borrowers);
        }

        foreach (var mean in ImpactReportPage.Means)
        {
            Means(sheet, report.Total, mean);
        }

        return sheet;
    }

    public static ReportSheet Quadrants(ImpactReport report)
    {
        var sheet = ReportSheet
            .Of("quadrants", "reports.impact.quadrants", report.WithQuadrants)
            .Text("office", "reports.by.officeId", group => group.OfficeCode)
            .Text("group", "reports.impact.group", group => group.Name);
        Add("sufficientBefore", "reports.impact.sufficient_before", quadrants => quadrants.SufficientBefore);
        Add("sufficientAfter", "reports.impact.sufficient_after", quadrants => quadrants.SufficientAfter);
        foreach (var quadrant in Enum.GetValues<CibestQuadrant>())
        {
            Add($"{EnumText.Of(quadrant)}Before", $"reports.impact.before.{quadrant}", all => all.Before(quadrant));
            Add($"{EnumText.Of(quadrant)}After", $"reports.impact.after.{quadrant}", all => all.After(quadrant));
        }

        return sheet;

        void Add(string name, string title, Func<ImpactQuadrants, int> value) =>
            sheet
                .Count(name, title, group => value(group.Figures!.Quadrants!))
                .Total(report.WithQuadrants.Sum(group => value(group.Figures!.Quadrants!)));
    }

    public static ReportSheet Moves(ImpactReport report)
    {
        var moves = report
            .WithQuadrants.SelectMany(group =>
                group.Figures!.Quadrants!.Moves.Where(way => way.Borrowers > 0).Select(way => new Move(group, way))
            )
            .ToList();
        return ReportSheet
            .Of("moves", "reports.impact.moves", moves)
            .Text("office", "reports.by.officeId", move => move.Group.OfficeCode)
            .Text("group", "reports.impact.group", move => move.Group.Name)
            .Code("from", "reports.impact.from", move => CodedWord.Of(move.Way.From))
            .Code("to", "reports.impact.to", move => CodedWord.Of(move.Way.To))
            .Count("borrowers", "reports.impact.borrowers", move => move.Way.Borrowers)
            .Total(moves.Sum(move => move.Way.Borrowers));
    }

    /// <summary>Why a group is not shown: <c>&lt;5</c>, or that it would tell another.</summary>
    public static CodedWord? Said(ImpactGroup group) =>
        group.Disclosure switch
        {
            Disclosure.Shown => null,
            Disclosure.TooFew => new CodedWord($"<{SmallGroups.Least}", $"<{SmallGroups.Least}"),
            _ => CodedWord.Of(group.Disclosure),
        };

    private static void Means(
        ReportSheet<ImpactGroup> sheet,
        ImpactFigures? total,
        (string Name, Func<ImpactMeans, Rupiah> Of) mean
    )
    {
        Add("Before", "before", figures => figures.Before);
        Add("After", "after", figures => figures.After);
        Add("Change", "change", figures => figures.Change);

        void Add(string name, string title, Func<ImpactFigures, ImpactMeans> when)
        {
            sheet.Money(
                mean.Name + name,
                $"reports.impact.{mean.Name}_{title}",
                group => group.Figures is { } figures ? mean.Of(when(figures)) : null
            );
            if (total is not null)
            {
                // A mean over all is no sum of the means above it.
                sheet.Closing(mean.Of(when(total)));
            }
        }
    }
}
