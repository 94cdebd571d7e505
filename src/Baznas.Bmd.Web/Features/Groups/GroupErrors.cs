namespace Baznas.Bmd.Web.Features.Groups;

/// <summary>Refusals about groups.</summary>
public static class GroupErrors
{
    /// <summary>Who owes or pays did not belong to the group on that day.</summary>
    public static readonly Error NotAMember = Error.Conflict("group.not_a_member");
}
