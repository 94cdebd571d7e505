using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>The places of the service that a person can go to, by what they are there for.</summary>
public static class Navigation
{
    private static readonly Place[] All =
    [
        new("/today", "nav.today", Role.FieldOfficer),
        new("/approvals", "nav.approvals", Role.Approver) { Also = ["/graces"] },
        new("/till", "nav.till", Role.Cashier),
        new("/dashboard", "nav.dashboard", Role.Approver, Role.Auditor, Role.Cashier, Role.Admin),
        new("/borrowers", "nav.borrowers", [.. AllowedAttribute.Staff]),
        new("/groups", "nav.groups", [.. AllowedAttribute.Staff]),
        new("/applications", "nav.applications", [.. AllowedAttribute.Staff]),
        new("/loans", "nav.loans", [.. AllowedAttribute.Staff]) { Also = ["/reschedules", "/write-offs"] },
        new("/arrears", "nav.arrears", Role.FieldOfficer, Role.Approver, Role.Cashier, Role.Auditor, Role.Admin),
        new("/messages", "nav.messages", Role.FieldOfficer, Role.Auditor, Role.Admin),
        new("/funds", "nav.funds", Role.Cashier, Role.Approver, Role.Auditor, Role.Admin)
        {
            Also = ["/cash-counts", "/periods"],
        },
        new("/reports", "nav.reports", Role.Approver, Role.Auditor, Role.Cashier, Role.Admin)
        {
            Also = ["/transactions"],
        },
        new("/audit", "nav.audit", Role.Auditor, Role.Admin) { Also = ["/verification"] },
        new("/settings", "nav.settings", Role.Admin),
        new("/my", "nav.my", Role.Borrower),
    ];

    /// <summary>The places open to a person, in the order of the day's work.</summary>
    public static IEnumerable<Place> For(Caller caller) => All.Where(place => place.Roles.Any(caller.Roles.Contains));

    /// <summary>Where a person's work begins.</summary>
    public static string HomeOf(Caller caller) =>
        caller.Roles.Contains(Role.Borrower) ? "/my"
        : caller.Roles.Contains(Role.FieldOfficer) ? "/today"
        : caller.Roles.Contains(Role.Approver) ? "/approvals"
        : caller.Roles.Contains(Role.Cashier) ? "/till"
        : caller.Roles.Contains(Role.Auditor) ? "/dashboard"
        : "/settings";
}

/// <summary>One place.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Text">The key of its name.</param>
/// <param name="Roles">Who works there.</param>
public sealed record Place(string Path, string Text, params IReadOnlyList<Role> Roles)
{
    /// <summary>Other addresses that belong to it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Whether a page is one of its.</summary>
    public bool Holds(PathString page) =>
        page.StartsWithSegments(Path, StringComparison.Ordinal)
        || Also.Any(other => page.StartsWithSegments(other, StringComparison.Ordinal));
}
