using System.Reflection;
using Baznas.Bmd.Web.Features.Audit.ExportEvents;
using Baznas.Bmd.Web.Features.Audit.ListEvents;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>Who may sign in at the office and as what, what each role may do, and what changed of it in the period.</summary>
/// <param name="db">The request's database.</param>
public sealed class PeoplePart(Db db)
{
    private static readonly Sql<OfOffice, UserRow> Users = new(
        """
        SELECT u.[Id], u.[UserName], u.[DisplayName], u.[OfficeId], u.[ApprovalLimit], u.[IsActive], u.[CreatedAt], r.[Role]
        FROM [AppUser] u
        LEFT JOIN [AppUserRole] r ON r.[UserId] = u.[Id]
        WHERE u.[OfficeId] = @OfficeId OR u.[OfficeId] IS NULL
        ORDER BY u.[UserName], r.[Role]
        """
    );

    private static readonly Sql<ChainPeriod, AuditEventRow> Changes = new(
        $"""
        SELECT {AuditEventRow.Columns}
        FROM [AuditEvent]
        WHERE [ChainId] IN @Chains AND [SubjectKind] = 'user' AND [At] >= @Start AND [At] < @End
        ORDER BY [At], [ChainId], [Sequence]
        """
    );

    /// <summary>Adds them.</summary>
    public async Task Add(PackBuild build, CancellationToken ct)
    {
        var scope = build.Scope;
        var users = (await db.Query(Users, new OfOffice(scope.Office.Id), ct)).GroupBy(row => row.Id).ToList();
        build.Table(
            "users",
            "audit_packs.users",
            ReportSheet
                .Of(users)
                .Text("userName", "audit.field.userName", user => user.First().UserName)
                .Text("displayName", "audit.field.displayName", user => user.First().DisplayName)
                .Text("roles", "audit.field.roles", user => string.Join(' ', user.Select(row => row.Role)))
                .Code("allOffices", "reports.all_offices", user => CodedWord.Of(user.First().OfficeId is null))
                .Money("approvalLimit", "audit.field.approvalLimit", user => user.First().ApprovalLimit)
                .Code("isActive", "audit.field.isActive", user => CodedWord.Of(user.First().IsActive))
                .Instant("createdAt", "audit.field.createdAt", user => user.First().CreatedAt)
        );
        var asked = new ChainPeriod([scope.Office.Id, AuditTrail.GlobalChain], scope.Start, scope.End);
        var changes = (await db.Query(Changes, asked, ct)).Select(AuditEventView.Of).ToList();
        build.Table("user-changes", "audit_packs.user_changes", EventTable.Of("", null, changes));
        build.Table("permissions", "audit_packs.permissions", PermissionSheet());
    }

    private static ReportSheet PermissionSheet()
    {
        var requests = typeof(PeoplePart)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IApiEndpoint)))
            .Where(type => type.IsAssignableTo(typeof(IRead)) || type.IsAssignableTo(typeof(IWrite)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .ToList();
        var sheet = ReportSheet
            .Of(requests)
            .Text("request", "audit_packs.request", type => type.Name)
            .Code("changes", "audit_packs.changes", type => CodedWord.Of(type.IsAssignableTo(typeof(IWrite))));
        return Enum.GetValues<Role>()
            .Aggregate(
                sheet,
                (columns, role) =>
                    columns.Code(EnumText.Of(role), $"Role.{role}", type => CodedWord.Of(May(role, type)))
            );
    }

    private static bool May(Role role, Type request) =>
        request.GetCustomAttribute<AllowedAttribute>() is { } allowed ? allowed.Roles.Contains(role)
        : request.IsDefined(typeof(AllowedToStaffAttribute)) ? AllowedAttribute.Staff.Contains(role)
        : request.IsDefined(typeof(AllowedToAllSignedInAttribute));

    private sealed record OfOffice(string OfficeId);

    private sealed record ChainPeriod(IReadOnlyList<string> Chains, DateTimeOffset Start, DateTimeOffset End);

    private sealed class UserRow
    {
        public string Id { get; init; } = "";
        public string UserName { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string? OfficeId { get; init; }
        public Rupiah? ApprovalLimit { get; init; }
        public bool IsActive { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public string? Role { get; init; }
    }
}
