using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Impact.SetHadKifayah;

/// <summary>An office's had kifayah: what holds from which day on, a form to enter more, and to take a row back.</summary>
public sealed class HadKifayahPage : BmdPage
{
    /// <summary>The step that takes a row back.</summary>
    public const string Withdraw = "withdraw";

    private const int All = 200;

    /// <summary>The office; null when there is none yet.</summary>
    public OfficeView? Office { get; private set; }

    /// <summary>The offices to choose from.</summary>
    public IReadOnlyList<OfficeView> Offices { get; private set; } = [];

    /// <summary>What holds.</summary>
    public HadKifayahView Table { get; private set; } = null!;

    /// <summary>Shows what holds.</summary>
    public async Task OnGet([FromQuery] string? officeId)
    {
        OnlyFor<SetHadKifayah>();
        Offices = (await Ask(new ListOffices { Limit = All })).Items;
        Office = Offices.FirstOrDefault(office => office.Id == officeId) ?? (Offices is [var first, ..] ? first : null);
        if (Office is not null)
        {
            Table = await Ask(new GetHadKifayah.GetHadKifayah(Office.Id));
        }
    }

    /// <summary>Enters a row, or takes one back.</summary>
    public async Task<IActionResult> OnPost([FromQuery] string? officeId)
    {
        var id = officeId ?? "";
        var (done, _) =
            Sent(StepField) == Withdraw
                ? await Send(
                    Read<WithdrawHadKifayah.WithdrawHadKifayah>() is { } taken ? taken with { OfficeId = id } : null
                )
                : await Send(Read<SetHadKifayah>() is { } entered ? entered with { OfficeId = id } : null);
        if (done)
        {
            return GoTo($"/settings/had-kifayah?officeId={id}", "hadKifayah.done");
        }

        await OnGet(officeId);
        return Page();
    }
}
