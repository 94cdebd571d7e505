using Baznas.Bmd.Web.Features.Groups.GetCollectionSheet;
using Baznas.Bmd.Web.Features.Groups.ListMeetings;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Groups.GetGroup;

/// <summary>A group: who belongs to it, what they owe and when, and the meetings it held.</summary>
public sealed class GroupPage : BmdPage
{
    private const int MeetingsShown = 6;

    /// <summary>The group.</summary>
    public GroupView Group { get; private set; } = null!;

    /// <summary>What its members are to pay.</summary>
    public CollectionSheet Sheet { get; private set; } = null!;

    /// <summary>The meetings held last.</summary>
    public IReadOnlyList<MeetingView> Meetings { get; private set; } = [];

    /// <summary>The day on which the members have something to pay next; today while something is due or late.</summary>
    public DateOnly? NextMeeting =>
        Sheet.Totals.ToCollect.IsPositive ? Sheet.Date : Sheet.Rows.Min(row => row.NextDue?.DueOn);

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id)
    {
        Group = await Ask(new GetGroup(id));
        Sheet = await Ask(new GetCollectionSheet.GetCollectionSheet { GroupId = id });
        Meetings = (await Ask(new ListMeetings.ListMeetings { GroupId = id, Limit = MeetingsShown })).Items;
    }
}
