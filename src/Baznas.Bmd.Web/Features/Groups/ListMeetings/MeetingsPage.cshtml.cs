using Baznas.Bmd.Web.Features.Groups.GetGroup;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Groups.ListMeetings;

/// <summary>A group's meetings with their receipts, the newest first and open.</summary>
public sealed class MeetingsPage : BmdPage
{
    private const int Shown = 10;

    /// <summary>The group.</summary>
    public GroupView Group { get; private set; } = null!;

    /// <summary>The page of its meetings.</summary>
    public Page<MeetingView> Meetings { get; private set; } = null!;

    /// <summary>Lists them.</summary>
    public async Task OnGet(string id, string? cursor)
    {
        Group = await Ask(new GetGroup.GetGroup(id));
        Meetings = await Ask(
            new ListMeetings
            {
                GroupId = id,
                Cursor = cursor,
                Limit = Shown,
            }
        );
    }

    /// <summary>The name of a member, now or before.</summary>
    public string? NameOf(string borrowerId) =>
        Group.Members!.Concat(Group.FormerMembers!).FirstOrDefault(member => member.BorrowerId == borrowerId)?.FullName;
}
