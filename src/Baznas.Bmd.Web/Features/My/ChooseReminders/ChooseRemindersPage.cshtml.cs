using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.My.ChooseReminders;

/// <summary>A borrower's switch on their own page: no reminders, or reminders again.</summary>
public sealed class ChooseRemindersPage : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>The switch stands on the borrower's first page.</summary>
    public IActionResult OnGet() => GoTo("/my");

    /// <summary>Does what was chosen.</summary>
    public async Task<IActionResult> OnPost()
    {
        OnlyFor<ChooseReminders>();
        var command = Read<ChooseReminders>() is { } read ? read with { BorrowerId = Caller.BorrowerId ?? "" } : null;
        return await Send(command) is (true, { } chosen)
            ? GoTo("/my", chosen.Wanted ? "my.reminders.on_again" : "my.reminders.stopped")
            : GoTo("/my");
    }
}
