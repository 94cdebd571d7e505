using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Applications.EditApplication;

/// <summary>Changes a draft, also one that was sent back to be mended.</summary>
public sealed class EditApplicationPage : ApplicationFormPage
{
    /// <summary>The draft.</summary>
    public ApplicationView Application { get; private set; } = null!;

    /// <summary>Why it was sent back, if it was.</summary>
    public DecisionView? Returned => Application.Decisions!.LastOrDefault(d => d.Decision == DecisionKind.Return);

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Application = await Ask(new GetApplication.GetApplication(id));
        await Load(Application.BorrowerId, TypedTerms.Of(Application));
    }

    /// <summary>Stores the change.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        if (
            Sent(StepField) != Look
            && await Send(Read<EditApplication>("no") is { } read ? read with { Id = id } : null) is (true, _)
        )
        {
            return GoTo($"/applications/{id}", "applications.edited");
        }

        await OnGet(id);
        return Page();
    }
}
