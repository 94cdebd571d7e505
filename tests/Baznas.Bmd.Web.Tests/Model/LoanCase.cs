namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>A version of a loan's schedule; the one in force on a day is the highest that is effective by then.</summary>
internal sealed record Version(int No, DateOnly On, string Cause, IReadOnlyList<Row> Rows)
{
    public long RepaidBefore { get; init; }

    public DateOnly? CountedFrom { get; init; }

    /// <summary>The disbursement that made it.</summary>
    public string? Entry { get; init; }

    public int? Undoes { get; init; }

    /// <summary>What each instalment has received when so much was repaid on the loan.</summary>
    public IEnumerable<(Row Row, long Paid)> Fill(long repaid)
    {
        var left = Math.Max(repaid - RepaidBefore, 0);
        foreach (var row in Rows)
        {
            var paid = Math.Min(left, row.Amount);
            left -= paid;
            yield return (row, paid);
        }
    }
}

/// <summary>A planned part of a loan's principal.</summary>
internal sealed class Tranche
{
    public required int No { get; init; }

    public required long Amount { get; init; }

    public required string Status { get; set; }

    /// <summary>Who gave the newest approval of its own.</summary>
    public string? ApprovedBy { get; set; }

    public DateOnly? DecidedOn { get; set; }

    /// <summary>The standing entry that paid it.</summary>
    public string? PaidBy { get; set; }
}

/// <summary>An application and what was decided about it.</summary>
internal sealed class Application
{
    public required string Name { get; init; }

    public required string Borrower { get; init; }

    public required Product Product { get; init; }

    public required string Fund { get; init; }

    public required long Principal { get; init; }

    public required int Count { get; init; }

    public required DateOnly AppliedOn { get; init; }

    public DateOnly? FirstDueOn { get; init; }

    public IReadOnlyList<(long Amount, DateOnly On)> Tranches { get; init; } = [];

    public string Status { get; set; } = "draft";

    public string? SubmittedBy { get; set; }

    public DateOnly? VisitedOn { get; set; }

    /// <summary>The approvals of this round.</summary>
    public List<(string By, long Principal, int Count)> Approvals { get; } = [];

    /// <summary>Whoever approved it in any round.</summary>
    public HashSet<string> Approvers { get; } = [];

    public string? Loan { get; set; }
}

/// <summary>A loan: what was agreed, and its schedule's versions. Its balances are in the journal.</summary>
internal sealed class LoanCase(Journal journal)
{
    public required string Name { get; init; }

    public required Application Application { get; init; }

    public required long Principal { get; init; }

    public required int Count { get; init; }

    public required DateOnly ApprovedOn { get; init; }

    public List<Tranche> Tranches { get; init; } = [];

    public DateOnly? SignedOn { get; set; }

    public DateOnly? CancelledOn { get; set; }

    public List<Version> Versions { get; } = [];

    public string Borrower => Application.Borrower;

    public Product Product => Application.Product;

    public string Fund => Application.Fund;

    public IEnumerable<Entry> Entries => journal.Entries.Where(entry => entry.Loan == Name);

    public long Disbursed(DateOnly asOf) => Sum(asOf, "disbursement");

    public long Repaid(DateOnly asOf) => -Sum(asOf, "repayment", "depositApplied");

    public long WrittenOff(DateOnly asOf) => -Sum(asOf, "writeOff");

    public long Forgiven(DateOnly asOf) => -Sum(asOf, "forgiveness");

    public long Outstanding(DateOnly asOf) => Disbursed(asOf) - Repaid(asOf) - WrittenOff(asOf) - Forgiven(asOf);

    public long Recovered(DateOnly asOf) =>
        -Lines(asOf).Where(line => line.Line.Account == "recoveryIncome").Sum(line => line.Line.Amount);

    /// <summary>The most that stands recovered at the end of any day from one on; a reversal counts from its own day.</summary>
    public long MostRecovered(DateOnly from) => Days().Where(day => day > from).Append(from).Max(Recovered);

    public string Status(DateOnly asOf)
    {
        if (CancelledOn <= asOf)
        {
            return "cancelled";
        }

        if (Disbursed(asOf) == 0)
        {
            return SignedOn <= asOf ? "signed" : "approved";
        }

        return Outstanding(asOf) > 0 ? "active"
            : WrittenOff(asOf) > 0 ? "writtenOff"
            : Forgiven(asOf) > 0 ? "forgiven"
            : "closed";
    }

    /// <summary>The least that is owed at the end of a day or of any later one.</summary>
    public long LowestOutstanding(DateOnly from) => Days().Where(day => day > from).Prepend(from).Min(Outstanding);

    /// <summary>The first day of the disbursement that stands.</summary>
    public DateOnly? DisbursedOn()
    {
        DateOnly? since = null;
        foreach (var day in Days())
        {
            since = Disbursed(day) > 0 ? since ?? day : null;
        }

        return since;
    }

    /// <summary>The day from which on nothing is owed.</summary>
    public DateOnly? ClosedOn(DateOnly asOf)
    {
        DateOnly? since = null;
        foreach (var day in Days().Where(day => day <= asOf))
        {
            since = Repaid(day) == Disbursed(day) ? since ?? day : null;
        }

        return Disbursed(asOf) == 0 ? null : since;
    }

    public Version? InForce(DateOnly asOf) => Versions.FindLast(version => version.On <= asOf);

    public bool Restructured(DateOnly asOf)
    {
        var made = Versions.Where(version => version.No <= InForce(asOf)?.No && version.On <= asOf).ToList();
        return made.Exists(version =>
            version.Cause == "reschedule" && !made.Exists(later => later.Undoes == version.No)
        );
    }

    /// <summary>The oldest instalment not fully paid by a day, with what is left of it.</summary>
    public (Row Row, long Left)? NextDue(DateOnly asOf) =>
        Outstanding(asOf) <= 0 || InForce(asOf) is not { } version
            ? null
            : version
                .Fill(Repaid(asOf))
                .Where(row => row.Paid < row.Row.Amount)
                .Select(row => ((Row, long)?)(row.Row, row.Row.Amount - row.Paid))
                .FirstOrDefault();

    public int DaysPastDue(DateOnly asOf) =>
        NextDue(asOf) is { } next ? Math.Max(asOf.DayNumber - next.Row.Due.DayNumber, 0) : 0;

    public static string ClassOf(int daysPastDue) =>
        daysPastDue switch
        {
            0 => "lancar",
            <= 90 => "dalamPerhatianKhusus",
            <= 120 => "kurangLancar",
            <= 180 => "diragukan",
            _ => "macet",
        };

    /// <summary>Whether a version was made after this one that nothing has taken back.</summary>
    public bool HasStandingAfter(Version made) =>
        Versions.Exists(version =>
            version.No > made.No && version.Cause != "reversal" && !Versions.Exists(later => later.Undoes == version.No)
        );

    public void Add(Version version) => Versions.Add(version with { No = Versions.Count + 1 });

    /// <summary>Takes a version back: what was in force before it is in force again.</summary>
    public void Undo(Version version, DateOnly on)
    {
        var before = version.No > 1 ? Versions[version.No - 2] : null;
        Add(
            new Version(0, on, "reversal", before?.Rows ?? [])
            {
                RepaidBefore = before?.RepaidBefore ?? 0,
                CountedFrom = before?.CountedFrom,
                Undoes = version.No,
            }
        );
    }

    public IEnumerable<DateOnly> Days() => Lines(DateOnly.MaxValue).Select(line => line.On).Distinct().Order();

    private long Sum(DateOnly asOf, params string[] kinds) =>
        Lines(asOf)
            .Where(line => line.Line.Account == "qardhReceivable" && kinds.Contains(line.Kind))
            .Sum(line => line.Line.Amount);

    private IEnumerable<(DateOnly On, string Kind, Line Line)> Lines(DateOnly asOf) =>
        Entries
            .Where(entry => entry.On <= asOf)
            .SelectMany(entry => entry.Lines.Select(line => (entry.On, entry.Kind, line)));
}
