using Baznas.Bmd.Web.Features.Audit.ListVerificationRuns;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>Whether everything holds that must: as the nights found it, and anew when asked.</summary>
public sealed class VerificationPage : BmdPage
{
    /// <summary>What was found just now; null while nobody asked.</summary>
    public Verification? Found { get; private set; }

    /// <summary>The head that somebody kept, if one is to be found again.</summary>
    public string? Head { get; private set; }

    /// <summary>What the last nights found.</summary>
    public IReadOnlyList<VerificationRunView> Nights { get; private set; } = [];

    /// <summary>Reads the nights, and verifies when asked to.</summary>
    public async Task OnGet(bool run = false, string? head = null)
    {
        Head = head;
        Nights = (await Ask(new ListVerificationRuns.ListVerificationRuns())).Items;
        if (run)
        {
            Found = await Ask(new VerifyBooks { Head = head });
        }
    }
}
