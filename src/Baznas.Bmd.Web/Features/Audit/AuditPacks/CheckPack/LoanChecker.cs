using System.Globalization;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;

/// <summary>Ages a pack's loans anew and holds the portfolio report and the sample against them.</summary>
internal sealed class LoanChecker(PackSource source, AuditPackManifest manifest, PackReport report)
{
    /// <summary>Checks it.</summary>
    public void Check()
    {
        var late = new List<(long Days, long Outstanding)>();
        var classes = new Dictionary<string, (long Loans, long Outstanding)>();
        var draw = new SampleDraw(manifest.Sample.Seed, manifest.Sample.Size);
        foreach (var line in PackTable.Read(source, "loans.csv"))
        {
            draw.Offer(line["loan"]);
            var outstanding = line.Number("outstanding");
            if (!IsSound(line, outstanding))
            {
                report.Fault("check_pack.loan", line["loan"]);
            }

            if (outstanding > 0)
            {
                late.Add((line.Number("daysPastDue"), outstanding));
                var (loans, sum) = classes.GetValueOrDefault(line["collectibility"]);
                classes[line["collectibility"]] = (loans + 1, sum + outstanding);
            }
        }

        var told = new HashSet<string>();
        foreach (var line in PackTable.Read(source, "portfolio.csv"))
        {
            told.Add(line["item"]);
            var (loans, outstanding) = line["section"] switch
            {
                "par" => Over(late, line.Number("item")),
                "collectibility" => classes.GetValueOrDefault(line["item"]),
                "total" when line["item"] == "outstanding" => Over(late, -1),
                _ => (line.Number("loans"), line.Number("outstanding")),
            };
            if (loans != line.Number("loans") || outstanding != line.Number("outstanding"))
            {
                report.Fault("check_pack.portfolio", line["section"], line["item"]);
            }
        }

        foreach (var (untold, _) in classes.Where(line => !told.Contains(line.Key)))
        {
            report.Fault("check_pack.portfolio", "collectibility", untold);
        }

        SampleChecker.Check(source, "loan", draw, report);
        foreach (var drawn in draw.Drawn().Where(one => !source.Names.Contains($"samples/{one.Number}/loan-card.csv")))
        {
            report.Fault("check_pack.papers_missing", drawn.Number);
        }
    }

    private bool IsSound(PackLine line, long outstanding)
    {
        var movements =
            line.Number("disbursed") - line.Number("repaid") - line.Number("writtenOff") - line.Number("forgiven");
        if (movements != outstanding || outstanding <= 0)
        {
            return movements == outstanding;
        }

        var due = DateOnly.ParseExact(line["oldestUnpaidDueOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Standing.DaysSince(due, manifest.To) == line.Number("daysPastDue");
    }

    private static (long Loans, long Outstanding) Over(List<(long Days, long Outstanding)> late, long days)
    {
        var over = late.Where(loan => loan.Days > days).ToList();
        return (over.Count, over.Sum(loan => loan.Outstanding));
    }
}
