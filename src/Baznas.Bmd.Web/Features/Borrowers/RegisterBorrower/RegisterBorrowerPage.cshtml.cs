using Baznas.Bmd.Web.Features.Borrowers.ListVillages;
using Baznas.Bmd.Web.Features.Borrowers.ReviewRegistration;
using Baznas.Bmd.Web.Features.Groups.ListGroups;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;

/// <summary>Registers a borrower: one page in short steps. Who may be registered already is shown before it is done.</summary>
public sealed class RegisterBorrowerPage : BmdPage
{
    /// <summary>A village that is not in the list, by its code.</summary>
    public const string OtherVillage = "otherVillageCode";

    private const int MostGroups = 200;

    /// <summary>What there is to see of what was filled in so far.</summary>
    public RegistrationReview? Review { get; private set; }

    /// <summary>Whether a person has to say that it is somebody else.</summary>
    public bool MustConfirm { get; private set; }

    /// <summary>The villages to choose from.</summary>
    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    /// <summary>The groups to choose from.</summary>
    public IReadOnlyList<Choice> Groups { get; private set; } = [];

    /// <summary>The offices to choose from, for who works for several.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task OnGet()
    {
        Villages =
        [
            .. (await Ask(new ListVillages.ListVillages())).Items.Select(village => new Choice(
                village.Code,
                village.District is null ? village.Name : $"{village.Name} ({village.District})"
            )),
        ];
        Groups =
        [
            .. (await Ask(new ListGroups { Limit = MostGroups })).Items.Select(group => new Choice(
                group.Id,
                group.Name
            )),
        ];
        if (Caller.OfficeId is null)
        {
            Offices = [.. (await Ask(new ListOffices())).Items.Select(office => new Choice(office.Id, office.Name))];
        }
    }

    /// <summary>Registers, unless the person looks like one who is registered and nobody has said that it is another.</summary>
    public async Task<IActionResult> OnPost()
    {
        var command = Read<RegisterBorrower>();
        command = command is null ? null : command with { VillageCode = command.VillageCode ?? Other() };
        if (command is not null && Sent(StepField) != Confirm)
        {
            Review = await Ask(RegistrationLook.Of(command));
            MustConfirm = Review is { NikTaken: false, Lookalikes.Count: > 0 };
        }

        if (!MustConfirm && await Send(command) is (true, { } registered))
        {
            return registered.Warnings.Count == 0
                ? GoTo($"/borrowers/{registered.Id}", "borrowers.registered", registered.FullName, registered.Number)
                : GoTo(
                    $"/borrowers/{registered.Id}",
                    "borrowers.registered_odd",
                    registered.FullName,
                    registered.Number,
                    string.Join(' ', registered.Warnings.Select(warning => warning.Message))
                );
        }

        await OnGet();
        return Page();
    }

    private string? Other() => Sent(OtherVillage) is { } code && !string.IsNullOrWhiteSpace(code) ? code.Trim() : null;
}
