using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.GetBorrower;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.GetOffice;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.BorrowerAccess.GetAccess;

/// <summary>The card that a borrower takes home: where to look at the loan, and, when it was just given, with what PIN.</summary>
public sealed class CardPage(IConfiguration configuration) : BmdPage
{
    // Kept sealed in a cookie until the next page has shown it, once.
    private const string PinKey = "pin";

    private const int GroupLength = 3;

    /// <summary>Whose card it is.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>The office on it.</summary>
    public OfficeView Office { get; private set; } = null!;

    /// <summary>Whether a PIN holds.</summary>
    public BorrowerAccessView Access { get; private set; } = null!;

    /// <summary>The PIN that was just given, in two groups of three; null at any later look.</summary>
    public string? NewPin { get; private set; }

    /// <summary>Where borrowers sign in, as their phones reach it. It names nobody.</summary>
    public string SignInAddress
    {
        get
        {
            var address = configuration["Bmd:PublicAddress"] is { Length: > 0 } configured
                ? configured.TrimEnd('/')
                : $"{Request.Scheme}://{Request.Host}";
            return address + "/my/sign-in";
        }
    }

    /// <summary>Shows the card.</summary>
    public async Task OnGet(string id)
    {
        Borrower = await Ask(new GetBorrower(id));
        Office = await Ask(new GetOffice(Borrower.OfficeId));
        Access = await Ask(new GetAccess(id));
        NewPin =
            TempData[PinKey] is string kept && kept.Split(' ') is [var of, var pin] && of == id ? Grouped(pin) : null;
    }

    /// <summary>Gives a PIN.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        if (await Send(new GivePin.GivePin(id)) is (true, { } given))
        {
            TempData[PinKey] = $"{id} {given.Pin}";
            return GoTo($"/borrowers/{id}/card");
        }

        await OnGet(id);
        return Page();
    }

    /// <summary>Ends the PIN.</summary>
    public async Task<IActionResult> OnPostWithdraw(string id)
    {
        if (await Send(new WithdrawPin.WithdrawPin(id)) is (true, _))
        {
            return GoTo($"/borrowers/{id}/card", "card.withdrawn");
        }

        await OnGet(id);
        return Page();
    }

    private static string Grouped(string pin) => $"{pin[..GroupLength]} {pin[GroupLength..]}";
}
