using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Till.ListPayableLoans;

/// <summary>All loans on which something is due today or late.</summary>
public sealed class DuePage : BmdPage
{
    /// <summary>Who is looked for among them.</summary>
    public string? Q { get; private set; }

    /// <summary>They.</summary>
    public PayableLoans Due { get; private set; } = null!;

    /// <summary>Lists them.</summary>
    public async Task OnGet(string? q)
    {
        Q = q;
        Due = await Ask(new ListPayableLoans { Q = q, DueOnly = true });
    }
}
