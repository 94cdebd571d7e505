using Baznas.Bmd.Web.Platform.Http;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.ChangeAccounts;

/// <summary>An office's chart of accounts, and the form that changes it.</summary>
public sealed class AccountsPage : OneOfficePage
{
    /// <summary>The chart that was written last.</summary>
    public ChartView Chart { get; private set; } = null!;

    /// <summary>What the form is filled in from.</summary>
    public string Seen => ETag.Of(Chart);

    /// <summary>Shows it.</summary>
    public async Task OnGet([FromQuery] string? officeId)
    {
        OnlyFor<GetAccounts.GetAccounts>();
        await ReadOffice(officeId);
        if (Office is not null)
        {
            Chart = await Ask(new GetAccounts.GetAccounts(Office.Id, null));
        }
    }

    /// <summary>Keeps what was filled in.</summary>
    public async Task<IActionResult> OnPost([FromQuery] string officeId)
    {
        OnlyIfUnchanged();
        var command = Read<ChangeAccounts>() is { } read ? read with { OfficeId = officeId } : null;
        if (await Send(command) is (true, _))
        {
            return GoTo($"/accounts?officeId={officeId}", "accounts.done");
        }

        if (IsOutdated)
        {
            return GoTo($"/accounts?officeId={officeId}", "form.changed_meanwhile");
        }

        await OnGet(officeId);
        return Page();
    }
}
