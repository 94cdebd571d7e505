using System.Globalization;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Demo.MoveClock;

/// <summary>Moves the demonstration's clock from the bar on each page, and goes back there. It exists in no other mode.</summary>
public sealed class MoveClockPage(TimeProvider time) : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    private const int MostDays = 366;

    /// <summary>The page it was moved on.</summary>
    public string GoOnTo => Sent("to") is { } to && Url.IsLocalUrl(to) ? to : "/";

    /// <summary>Shows the way back.</summary>
    public void OnGet() { }

    /// <summary>Moves it by days, or to the same hour of another day.</summary>
    public async Task<IActionResult> OnPost()
    {
        var now = OfficeRow.Home.Local(time.GetUtcNow());
        try
        {
            var view = await Ask(new MoveClock { Now = Wanted(now) });
            var day = DateOnly.FromDateTime(OfficeRow.Home.Local(view.Now).DateTime);
            return GoTo(GoOnTo, "demo.moved", PageText.LongDate(day));
        }
        catch (RefusedException refused)
        {
            Refuse(refused.Error);
            return Page();
        }
    }

    private DateTimeOffset Wanted(DateTimeOffset now)
    {
        if (int.TryParse(Sent("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            return now.AddDays(Math.Min(days, MostDays));
        }

        return DateOnly.TryParseExact(Sent("date"), "yyyy-MM-dd", out var date)
            ? now.AddDays(date.DayNumber - DateOnly.FromDateTime(now.DateTime).DayNumber)
            : now;
    }
}
