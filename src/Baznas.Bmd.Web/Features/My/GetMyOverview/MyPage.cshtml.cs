using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.My.GetMyOverview;

/// <summary>A borrower's first page: what is owed, what is next, whom to call.</summary>
public sealed class MyPage : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>What it shows.</summary>
    public MyOverview Overview { get; private set; } = null!;

    /// <summary>Reads it.</summary>
    public async Task OnGet() => Overview = await Ask(new GetMyOverview());
}
