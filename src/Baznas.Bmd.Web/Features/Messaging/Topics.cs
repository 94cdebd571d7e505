using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>Whom each topic is for.</summary>
public static class Topics
{
    private static readonly Dictionary<SubscriptionTopic, Role[]> RolesOf = new()
    {
        [SubscriptionTopic.MorningList] = [Role.FieldOfficer],
        [SubscriptionTopic.ApprovalsWaiting] = [Role.Approver],
        [SubscriptionTopic.MonthlyPack] = [Role.Auditor, Role.Approver, Role.Cashier, Role.Admin],
        [SubscriptionTopic.JobTrouble] = [Role.Admin],
    };

    /// <summary>Whether somebody with these roles can ask to be written about a topic.</summary>
    public static bool IsFor(this SubscriptionTopic topic, IReadOnlySet<Role> roles) =>
        RolesOf[topic].Any(roles.Contains);

    /// <summary>The topics offered to somebody with these roles.</summary>
    public static IReadOnlyList<SubscriptionTopic> For(IReadOnlySet<Role> roles) =>
        [.. Enum.GetValues<SubscriptionTopic>().Where(topic => topic.IsFor(roles))];
}
