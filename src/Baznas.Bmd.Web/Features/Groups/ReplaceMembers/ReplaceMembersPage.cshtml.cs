using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.ListBorrowers;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Groups.ReplaceMembers;

/// <summary>Says who belongs to a group: those who do now, and whoever is looked for and joins.</summary>
public sealed class ReplaceMembersPage : BmdPage
{
    /// <summary>The step that looks for people to join.</summary>
    public const string Find = "find";

    private const string Field = "borrowerIds";
    private const int MostFound = 10;

    /// <summary>The group.</summary>
    public GroupView Group { get; private set; } = null!;

    /// <summary>Who was found and can join; null while nobody was looked for.</summary>
    public IReadOnlyList<BorrowerView>? Found { get; private set; }

    /// <summary>Who may belong to it: its members now, and who was chosen on the way.</summary>
    public IReadOnlyList<GroupMemberView> Candidates { get; private set; } = [];

    /// <summary>Whether somebody shall belong to it.</summary>
    public bool IsChosen(string borrowerId) =>
        HttpContext.Request.HasFormContentType
            ? Chosen.Contains(borrowerId)
            : Group.Members!.Any(member => member.BorrowerId == borrowerId);

    private IEnumerable<string> Chosen => HttpContext.Request.Form[Field].OfType<string>();

    /// <summary>Shows the members.</summary>
    public async Task OnGet(string id)
    {
        Group = await Ask(new GetGroup.GetGroup(id));
        Candidates = Group.Members!;
    }

    /// <summary>Looks for people, or says who belongs to the group from today on.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        if (Sent(StepField) != Find && await Send(Command(id)) is (true, { } after))
        {
            return GoTo($"/groups/{id}", "groups.members_saved", after.MemberCount);
        }

        await OnGet(id);
        foreach (var joining in Chosen.Except(Group.Members!.Select(member => member.BorrowerId)).ToList())
        {
            var borrower = await Ask(new Borrowers.GetBorrower.GetBorrower(joining));
            Candidates = [.. Candidates, new GroupMemberView(borrower.Id, borrower.FullName, default, null)];
        }

        if (!string.IsNullOrWhiteSpace(Sent("q")))
        {
            Found =
            [
                .. (await Ask(new ListBorrowers { Q = Sent("q"), Limit = MostFound })).Items.Where(borrower =>
                    Candidates.All(candidate => candidate.BorrowerId != borrower.Id)
                ),
            ];
        }

        return Page();
    }

    private ReplaceMembers? Command(string id) =>
        Read<MemberChoice>() is { } choice
            ? new ReplaceMembers { GroupId = id, BorrowerIds = choice.BorrowerIds }
            : null;

    private sealed record MemberChoice
    {
        public IReadOnlyList<string> BorrowerIds { get; init; } = [];
    }
}
