namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>What a product of the office is made of.</summary>
internal sealed record Product(string Name, string Unit, long Multiple, string Mode)
{
    public int Every { get; init; } = 1;

    public string? Rule { get; init; }

    public long Least { get; init; } = 500_000;

    public long Most { get; init; } = 5_000_000;

    public int Fewest { get; init; } = 1;

    public int Longest { get; init; } = 24;

    public string[] FundKinds { get; init; } = ["infakTidakTerikat", "zakat"];

    public int LoansAtATime { get; init; } = 1;

    /// <summary>Up to here one approver is enough, above it two are needed.</summary>
    public long OneApproverUpTo { get; init; } = 2_000_000;

    public bool EachTrancheApproved { get; init; }

    /// <summary>The date some periods after another; months keep the day where they have it.</summary>
    public DateOnly After(DateOnly from, int periods) =>
        Unit switch
        {
            "day" => from.AddDays(Every * periods),
            "week" => from.AddDays(7 * Every * periods),
            _ => from.AddMonths(Every * periods),
        };
}

/// <summary>One instalment.</summary>
internal sealed record Row(int No, DateOnly Own, DateOnly Due, long Amount);

/// <summary>The office's days off, and how instalments are cut and dated: sums and dates of its own.</summary>
internal sealed class Calendar
{
    public required HashSet<DayOfWeek> RestDays { get; init; }

    public HashSet<DateOnly> Holidays { get; set; } = [];

    public required string Rule { get; init; }

    /// <summary>The amounts, or null when one of them would be nothing or less.</summary>
    public static IReadOnlyList<long>? Split(long total, int count, Product product)
    {
        var m = product.Multiple;
        var amounts = new long[count];
        if (product.Mode == "spread")
        {
            var (each, more) = (total / m / count, total / m % count);
            for (var i = 0; i < count; i++)
            {
                amounts[i] = (each + (i < more ? 1 : 0)) * m;
            }

            amounts[^1] += total % m;
        }
        else
        {
            var whole = total / (m * count);
            var over = total % (m * count);
            var up = product.Mode switch
            {
                "down" => false,
                "up" => over > 0,
                _ => 2 * over > m * count || (2 * over == m * count && whole % 2 == 1),
            };
            Array.Fill(amounts, (whole + (up ? 1 : 0)) * m);
            amounts[^1] = total - (amounts[0] * (count - 1));
            amounts[0] = count == 1 ? total : amounts[0];
        }

        return amounts.All(amount => amount > 0) ? amounts : null;
    }

    /// <summary>The own date and the due date of each of some instalments from a first own date on.</summary>
    public IEnumerable<(DateOnly Own, DateOnly Due)> Dates(DateOnly first, int count, Product product, DateOnly start)
    {
        var period = 0;
        for (var i = 0; i < count; i++, period++)
        {
            while (RuleOf(product) == "skipPeriod" && Holidays.Contains(product.After(first, period)))
            {
                period++;
            }

            var own = product.After(first, period);
            yield return (own, Adjust(own, product, start));
        }
    }

    public string RuleOf(Product product) => product.Rule ?? Rule;

    public bool Works(DateOnly day) => !RestDays.Contains(day.DayOfWeek) && !Holidays.Contains(day);

    /// <summary>The day an instalment with this own date is due; never on or before the start.</summary>
    public DateOnly Adjust(DateOnly own, Product product, DateOnly start)
    {
        if (Works(own) || RuleOf(product) == "same")
        {
            return own;
        }

        var (next, previous) = (own, own);
        while (!Works(next))
        {
            next = next.AddDays(1);
        }

        while (!Works(previous))
        {
            previous = previous.AddDays(-1);
        }

        var backwards =
            RuleOf(product) == "previous" || (RuleOf(product) == "nextUnlessMonthEnd" && next.Month != own.Month);
        return backwards && previous > start ? previous : next;
    }
}
