using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Features.Loans.GetSchedule;
using Baznas.Bmd.Web.Features.Reschedules.DecideReschedule;
using Baznas.Bmd.Web.Features.Reschedules.ReverseReschedule;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reschedules.GetReschedule;

/// <summary>A request for a new schedule: what it asks, what it would change, and its decision.</summary>
public sealed class ReschedulePage : BmdPage
{
    /// <summary>The request.</summary>
    public RescheduleView Asked { get; private set; } = null!;

    /// <summary>The schedule before it: as it stands while it waits, as it stood the day it began afterwards.</summary>
    public LoanScheduleView Old { get; private set; } = null!;

    /// <summary>Who asked, decided and took back.</summary>
    public PeopleView People { get; private set; } = new([]);

    /// <summary>Whether it waits for a decision that this person may take.</summary>
    public bool CanDecide =>
        Asked.Status == RescheduleStatus.Pending && May<DecideReschedule.DecideReschedule>() && !IsOwn;

    /// <summary>Whether this person asked for it.</summary>
    public bool IsOwn => Asked.RequestedBy == Caller.UserId;

    /// <summary>Shows it.</summary>
    public async Task OnGet(string id)
    {
        Asked = await Ask(new GetReschedule(id));
        Old = await Ask(
            new GetSchedule
            {
                LoanId = Asked.LoanId,
                AsOf = Asked.Status == RescheduleStatus.Pending ? null : Asked.EffectiveOn.AddDays(-1),
            }
        );
        People = await Ask(
            new NamePeople
            {
                Ids =
                [
                    .. new[]
                    {
                        Asked.RequestedBy,
                        Asked.Decision?.DecidedBy,
                        Asked.Reversal?.ReversedBy,
                    }.OfType<string>(),
                ],
            }
        );
    }

    /// <summary>Decides.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<DecideReschedule.DecideReschedule>() is { } read ? read with { RescheduleId = id } : null;
        return await Answer(await Send(command), id);
    }

    /// <summary>Takes it back.</summary>
    public async Task<IActionResult> OnPostReverse(string id)
    {
        var command = Read<ReverseReschedule.ReverseReschedule>() is { } read ? read with { RescheduleId = id } : null;
        return await Answer(await Send(command), id);
    }

    private async Task<IActionResult> Answer((bool Done, RescheduleView? View) sent, string id)
    {
        if (sent is (true, { } view))
        {
            return GoTo($"/reschedules/{id}", $"reschedule.done.{EnumText.Of(view.Status)}");
        }

        await OnGet(id);
        return Page();
    }
}
