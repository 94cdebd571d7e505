using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.ListBorrowers;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Groups.CreateGroup;

/// <summary>Founds a group: a name, a mark, and who chairs it.</summary>
public sealed class CreateGroupPage : BmdPage
{
    /// <summary>The step that looks for who shall chair it.</summary>
    public const string Find = "find";

    private const int MostFound = 10;

    /// <summary>Who was found; null while nobody was looked for.</summary>
    public IReadOnlyList<BorrowerView>? Found { get; private set; }

    /// <summary>The offices to choose from, for who works for several.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task OnGet()
    {
        if (Caller.OfficeId is null)
        {
            Offices = [.. (await Ask(new ListOffices())).Items.Select(office => new Choice(office.Id, office.Name))];
        }
    }

    /// <summary>Looks for a chair, or founds the group.</summary>
    public async Task<IActionResult> OnPost()
    {
        if (Sent(StepField) != Find && await Send(Read<CreateGroup>()) is (true, { } group))
        {
            return GoTo($"/groups/{group.Id}/members", "groups.created", group.Name);
        }

        if (!string.IsNullOrWhiteSpace(Sent("q")))
        {
            Found = (await Ask(new ListBorrowers { Q = Sent("q"), Limit = MostFound })).Items;
        }

        await OnGet();
        return Page();
    }
}
