namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>One side of an entry; a debit is above zero.</summary>
internal sealed record Line(string Account, string Fund, long Amount)
{
    public string? Loan { get; init; }

    public string? Borrower { get; init; }
}

/// <summary>A journal entry.</summary>
internal sealed record Entry(string Name, string Kind, DateOnly On, IReadOnlyList<Line> Lines)
{
    public string? Loan { get; init; }

    /// <summary>The entry it takes back.</summary>
    public string? Reverses { get; init; }

    public bool IsReversed { get; set; }

    public bool Stands => !IsReversed && Reverses is null;
}

/// <summary>The ledger as a list; every balance is a sum over it.</summary>
internal sealed class Journal
{
    public List<Entry> Entries { get; } = [];

    public Entry? Find(string name) => Entries.Find(entry => entry.Name == name);

    public long Sum(Func<Entry, bool> which, Func<Line, bool> of) =>
        Entries.Where(which).SelectMany(entry => entry.Lines).Where(of).Sum(line => line.Amount);

    public long Balance(string account, string fund, DateOnly asOf) =>
        Sum(entry => entry.On <= asOf, line => line.Account == account && line.Fund == fund);

    /// <summary>What is held for a borrower at the end of a day, in one fund or in all.</summary>
    public long Held(string borrower, DateOnly asOf, string? fund = null) =>
        -Sum(
            entry => entry.On <= asOf,
            line => line.Account == "borrowerDeposits" && line.Borrower == borrower && (fund ?? line.Fund) == line.Fund
        );

    /// <summary>The least that is held for a borrower at the end of a day or of any later one.</summary>
    public long LeastHeld(string borrower, DateOnly from, string? fund = null) =>
        DaysFrom(from).Min(day => Held(borrower, day, fund));

    /// <summary>Whether a fund's cash or bank would end some day below zero if this were booked.</summary>
    public bool WouldOverdraw(params IEnumerable<Entry> more)
    {
        var after = new Journal();
        after.Entries.AddRange(Entries.Concat(more));
        return after
            .Entries.SelectMany(entry => entry.Lines)
            .Where(line => line.Account is "cash" or "bank")
            .Select(line => (line.Account, line.Fund))
            .Distinct()
            .Any(account => after.Days().Any(day => after.Balance(account.Account, account.Fund, day) < 0));
    }

    /// <summary>Whether some day would end with less than nothing held for a borrower if this were booked.</summary>
    public bool WouldTakeTooMuch(string borrower, string fund, Entry more)
    {
        var after = new Journal();
        after.Entries.AddRange([.. Entries, more]);
        return after.Days().Any(day => after.Held(borrower, day, fund) < 0);
    }

    public IEnumerable<DateOnly> Days() => Entries.Select(entry => entry.On).Distinct();

    private IEnumerable<DateOnly> DaysFrom(DateOnly from) => Days().Where(day => day > from).Prepend(from);
}
