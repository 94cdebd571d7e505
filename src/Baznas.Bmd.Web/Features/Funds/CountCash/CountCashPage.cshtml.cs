using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Funds.CountCash;

/// <summary>Counts a fund's cash at the close of a day: pieces of each note and coin, and why it differs, if it does.</summary>
public sealed class CountCashPage : BmdPage
{
    /// <summary>The button that adds up what was filled in so far.</summary>
    public const string AddUp = "sum";

    /// <summary>The notes and coins that are in use, the highest first.</summary>
    public static readonly IReadOnlyList<int> Values =
    [
        100_000,
        50_000,
        20_000,
        10_000,
        5_000,
        2_000,
        1_000,
        500,
        200,
        100,
    ];

    /// <summary>The fund, as it was at the end of the day that is counted.</summary>
    public FundBalanceView Fund { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>The day that is counted.</summary>
    public DateOnly CountedOn { get; private set; }

    /// <summary>Notes and coins filled in so far.</summary>
    public IReadOnlyList<Denomination> Pieces { get; private set; } = [];

    /// <summary>What they come to.</summary>
    public Rupiah Counted => new(Pieces.Sum(each => (long)each.Value * each.Pieces));

    /// <summary>What would be stored.</summary>
    public CashCountView? Would => Rehearsed as CashCountView;

    /// <summary>Shows the form.</summary>
    public Task OnGet(string id) => Load(id, null);

    /// <summary>Rehearses the count, and stores it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var form = Filled();
        if (form is not null && Sent(StepField) != AddUp && await SendConfirmed(Command(id, form)) is (true, { } count))
        {
            return GoTo($"/cash-counts/{count.Id}", "count.done");
        }

        await Load(id, form?.CountedOn);
        return Page();
    }

    /// <summary>Adds up what was filled in so far, for the form to show while it is filled in.</summary>
    public async Task<IActionResult> OnPostSum(string id)
    {
        var form = Filled();
        await Load(id, form?.CountedOn);
        return Partial("_Sum", this);
    }

    private CountForm? Filled()
    {
        var form = Read<CountForm>("value");
        Pieces = form?.Denominations ?? [];
        return form;
    }

    private CountCash Command(string id, CountForm form) =>
        new()
        {
            FundId = id,
            CountedOn = form.CountedOn,
            Counted = Counted,
            Denominations = form.Denominations,
            Explanation = form.Explanation,
        };

    private async Task Load(string id, DateOnly? countedOn)
    {
        Fund = await Ask(new GetFund.GetFund { Id = id, AsOf = countedOn });
        OfficeToday = await Today(Fund.OfficeId);
        CountedOn = countedOn ?? OfficeToday;
    }
}

/// <summary>What is filled in: what was there follows from the notes and coins.</summary>
public sealed record CountForm
{
    /// <summary>At the end of which day.</summary>
    public DateOnly? CountedOn { get; init; }

    /// <summary>How many of each note and coin.</summary>
    public IReadOnlyList<Denomination>? Denominations { get; init; }

    /// <summary>Why it differs from the books.</summary>
    public string? Explanation { get; init; }
}
