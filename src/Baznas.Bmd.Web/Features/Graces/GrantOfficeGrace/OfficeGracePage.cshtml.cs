using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Graces.GrantOfficeGrace;

/// <summary>Lets the instalments of all running loans of an office wait, after a look at whom it concerns.</summary>
public sealed class OfficeGracePage : BmdPage
{
    /// <summary>The loans shown of those that would move; all are counted.</summary>
    public const int Shown = 20;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public GrantOfficeGrace? Command { get; private set; }

    /// <summary>What it would move, while the person has yet to confirm it.</summary>
    public GracePreview? Preview { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet() => OfficeToday = await Today();

    /// <summary>Shows what would move, and grants the grace when it is confirmed.</summary>
    public async Task<IActionResult> OnPost()
    {
        Command = Read<GrantOfficeGrace>() is { } read ? read with { OfficeId = Caller.OfficeId ?? "" } : null;
        if (Command is not null && Sent(StepField) == Confirm && await Send(Command) is (true, { } grace))
        {
            return GoTo("/graces/office", "grace_office.done", grace.Loans.Count);
        }

        if (Command is not null && Sent(StepField) != Edit && Refusal is null)
        {
            await Look(Command);
        }

        await OnGet();
        return Page();
    }

    private async Task Look(GrantOfficeGrace command)
    {
        try
        {
            Preview = await Ask(
                new PreviewOfficeGrace.PreviewOfficeGrace
                {
                    OfficeId = command.OfficeId,
                    EffectiveOn = command.EffectiveOn,
                    Periods = command.Periods,
                    Cause = command.Cause,
                    Reason = command.Reason,
                }
            );
        }
        catch (RefusedException refused)
        {
            Refuse(refused.Error);
        }
    }
}
