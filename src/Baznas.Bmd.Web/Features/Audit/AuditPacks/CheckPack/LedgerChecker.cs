using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;

/// <summary>
/// Sums a pack's journal: each entry to zero fund by fund, each account to its line of the trial balance, and all to the
/// ledgers; and holds it against the events by which it was booked.
/// </summary>
internal sealed class LedgerChecker(PackSource source, AuditPackManifest manifest, PackReport report)
{
    private readonly Dictionary<(string Account, string Fund), (long Debit, long Credit)> _moved = [];
    private readonly SampleDraw _draw = new(manifest.Sample.Seed, manifest.Sample.Size);

    /// <summary>Checks it.</summary>
    /// <param name="booked">The entries as the events say them.</param>
    public void Check(IReadOnlyDictionary<string, (DateOnly EffectiveOn, string Amounts)> booked)
    {
        var missing = booked
            .Where(entry => entry.Value.EffectiveOn >= manifest.From && entry.Value.EffectiveOn <= manifest.To)
            .Select(entry => entry.Key)
            .ToHashSet();
        foreach (var (number, lines) in Entries())
        {
            missing.Remove(number);
            CheckEntry(number, lines);
            if (
                booked.TryGetValue(number, out var said)
                && said.Amounts != EventChecker.Mark(lines.Select(line => line.Amount))
            )
            {
                report.Fault("check_pack.entry_other", number);
            }
        }

        foreach (var number in missing.Order(StringComparer.Ordinal))
        {
            report.Fault("check_pack.entry_missing", number);
        }

        var closing = CheckTrialBalance();
        CheckLedgers(closing);
        CheckSubledgers(closing);
        SampleChecker.Check(source, "entry", _draw, report);
    }

    private IEnumerable<(string Number, List<(string Fund, long Amount)> Lines)> Entries()
    {
        var (number, lines) = ("", new List<(string, long)>());
        foreach (var line in PackTable.Read(source, "journal.csv"))
        {
            if (line["number"] != number && lines.Count > 0)
            {
                yield return (number, lines);
                lines = [];
            }

            number = line["number"];
            lines.Add((line["fund"], line.Number("debit") - line.Number("credit")));
            var key = (line["account"], line["fund"]);
            var (debit, credit) = _moved.GetValueOrDefault(key);
            _moved[key] = (debit + line.Number("debit"), credit + line.Number("credit"));
        }

        if (lines.Count > 0)
        {
            yield return (number, lines);
        }
    }

    private void CheckEntry(string number, List<(string Fund, long Amount)> lines)
    {
        _draw.Offer(number);
        if (lines.GroupBy(line => line.Fund).Any(fund => fund.Sum(line => line.Amount) != 0))
        {
            report.Fault("check_pack.entry_unbalanced", number);
        }
    }

    private Dictionary<(string Account, string Fund), long> CheckTrialBalance()
    {
        var closings = new Dictionary<(string, string), long>();
        var (openings, ends) = (0L, 0L);
        foreach (var line in PackTable.Read(source, "trial-balance.csv"))
        {
            var key = (line["account"], line["fund"]);
            var (opening, debit, credit, closing) = (
                line.Number("opening"),
                line.Number("debit"),
                line.Number("credit"),
                line.Number("closing")
            );
            _moved.Remove(key, out var moved);
            if (opening + debit - credit != closing || moved != (debit, credit))
            {
                report.Fault("check_pack.trial_balance", key.Item1, key.Item2);
            }

            closings[key] = closing;
            openings += opening;
            ends += closing;
        }

        foreach (var (account, fund) in _moved.Keys)
        {
            report.Fault("check_pack.trial_balance", account, fund);
        }

        if (openings != 0 || ends != 0)
        {
            report.Fault("check_pack.trial_unbalanced");
        }

        return closings;
    }

    private void CheckLedgers(Dictionary<(string Account, string Fund), long> closings)
    {
        var balances = new Dictionary<(string, string), long>();
        foreach (var line in PackTable.Read(source, "general-ledger.csv"))
        {
            var key = (line["account"], line["fund"]);
            var balance =
                line["number"].Length == 0
                    ? line.Number("opening")
                    : balances.GetValueOrDefault(key) + line.Number("debit") - line.Number("credit");
            if (balance != line.Number("balance"))
            {
                report.Fault("check_pack.ledger", key.Item1, key.Item2);
            }

            balances[key] = line.Number("balance");
        }

        foreach (var (key, _) in closings.Where(pair => balances.GetValueOrDefault(pair.Key) != pair.Value))
        {
            report.Fault("check_pack.ledger", key.Account, key.Fund);
        }
    }

    private void CheckSubledgers(Dictionary<(string Account, string Fund), long> closings)
    {
        var loans = Sums("loans.csv", "outstanding");
        var deposits = Sums("deposits.csv", "balance");
        foreach (var line in PackTable.Read(source, "subledgers.csv"))
        {
            var (account, fund, sum) = (line["account"], line["fund"], line.Number("subledger"));
            // What is owed to borrowers is a credit, so the two can't be taken for each other.
            var isTold = sum == loans.GetValueOrDefault(fund) || sum == deposits.GetValueOrDefault(fund);
            if (!isTold || line.Number("control") != sum || closings.GetValueOrDefault((account, fund)) != sum)
            {
                report.Fault("check_pack.subledger", account, fund);
            }
        }
    }

    private Dictionary<string, long> Sums(string table, string column)
    {
        var sums = new Dictionary<string, long>();
        foreach (var line in PackTable.Read(source, table))
        {
            sums[line["fund"]] = sums.GetValueOrDefault(line["fund"]) + line.Number(column);
        }

        return sums;
    }
}

/// <summary>Draws a sample anew and compares.</summary>
internal static class SampleChecker
{
    public static void Check(PackSource source, string kind, SampleDraw draw, PackReport report)
    {
        var listed = PackTable
            .Read(source, "sample.csv")
            .Where(line => line["kind"] == kind)
            .Select(line => (line["number"], line["sha256"]))
            .ToList();
        if (!listed.SequenceEqual(draw.Drawn().Select(one => (one.Number, one.Sha256))))
        {
            report.Fault("check_pack.sample", kind);
        }
    }
}
