using Baznas.Bmd.Web.Features.Applications.ListOpenApplications;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Today.GetToday;

/// <summary>A field officer's day: whom to visit, village by village, and what of their work waits for others.</summary>
public sealed class TodayPage : BmdPage
{
    /// <summary>The visits.</summary>
    public TodayView Day { get; private set; } = null!;

    /// <summary>The officer's own applications on their way.</summary>
    public IReadOnlyList<OpenApplication> Open { get; private set; } = [];

    /// <summary>Those that the officer goes on with.</summary>
    public IEnumerable<OpenApplication> ForMe =>
        Open.Where(open => open.Step is OpenStep.Mend or OpenStep.Submit or OpenStep.Sign);

    /// <summary>Those that lie with others.</summary>
    public IEnumerable<OpenApplication> ForOthers =>
        Open.Where(open => open.Step is OpenStep.Decide or OpenStep.Disburse);

    /// <summary>Reads both.</summary>
    public async Task OnGet(string? villageCode)
    {
        Day = await Ask(new GetToday { VillageCode = villageCode });
        Open = (await Ask(new ListOpenApplications { Mine = true })).Items;
    }

    /// <summary>Where an application is gone on with.</summary>
    public static string PathOf(OpenApplication open) =>
        open.Step switch
        {
            OpenStep.Mend => $"/applications/{open.Id}/edit",
            OpenStep.Sign => $"/loans/{open.LoanId}/akad",
            _ => $"/applications/{open.Id}",
        };
}
