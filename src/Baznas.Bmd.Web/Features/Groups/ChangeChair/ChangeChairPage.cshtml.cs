using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Groups.ChangeChair;

/// <summary>Says which member chairs a group from today on.</summary>
public sealed class ChangeChairPage : BmdPage
{
    /// <summary>The group.</summary>
    public GroupView Group { get; private set; } = null!;

    /// <summary>Its members, to choose from.</summary>
    public IReadOnlyList<Choice> Members { get; private set; } = [];

    /// <summary>Shows who chairs it.</summary>
    public async Task OnGet(string id)
    {
        Group = await Ask(new GetGroup.GetGroup(id));
        Members = [.. Group.Members!.Select(member => new Choice(member.BorrowerId, member.FullName))];
    }

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        if (await Send(Command(id)) is (true, { } after))
        {
            return GoTo($"/groups/{id}", "groups.chair_saved", after.ChairName ?? "–");
        }

        await OnGet(id);
        return Page();
    }

    private ChangeChair? Command(string id) => Read<ChangeChair>() is { } choice ? choice with { GroupId = id } : null;
}
