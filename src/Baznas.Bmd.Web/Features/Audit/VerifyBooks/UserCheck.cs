using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds who may sign in, as what, for which office and up to which limit against what the trail says of it, both ways.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class UserCheck(Db db) : IBookCheck
{
    private const string Check = "user.recorded";

    private static readonly Sql<Scope, Row> Users = new(
        """
        SELECT u.[Id], u.[UserName], u.[DisplayName], u.[OfficeId], u.[ApprovalLimit], u.[IsActive], r.[Role],
            e.[After]
        FROM [AppUser] u
        LEFT JOIN [AppUserRole] r ON r.[UserId] = u.[Id]
        LEFT JOIN [AuditEvent] e ON e.[SubjectId] = u.[Id] AND e.[Action] IN ('user.created', 'user.changed')
            AND e.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [AuditEvent] n
                WHERE n.[ChainId] = e.[ChainId] AND n.[SubjectId] = u.[Id]
                    AND n.[Action] IN ('user.created', 'user.changed'))
        WHERE 1 = 1 {?OfficeId: AND COALESCE(u.[OfficeId], '00000000-0000-0000-0000-000000000000') = @OfficeId}
        ORDER BY u.[UserName], r.[Role]
        """
    );

    private static readonly Sql<Scope, string> Lost = new(
        """
        SELECT e.[SubjectId] FROM [AuditEvent] e
        WHERE e.[Action] = 'user.created'
            AND NOT EXISTS (SELECT 1 FROM [AppUser] u WHERE u.[Id] = e.[SubjectId]
                AND COALESCE(u.[OfficeId], '00000000-0000-0000-0000-000000000000') = e.[ChainId])
            {?OfficeId: AND e.[ChainId] = @OfficeId}
        ORDER BY e.[SubjectId]
        {one}
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        foreach (var user in (await db.Query(Users, scope, ct)).GroupBy(row => row.Id))
        {
            var row = user.First();
            if (row.After is null || !row.IsAs(JsonNode.Parse(row.After)!, user.Select(line => line.Role)))
            {
                return new Broken(Check, row.UserName);
            }
        }

        return await db.Find(Lost, scope, ct) is { } lost ? new Broken(Check, lost) : null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string UserName { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string? OfficeId { get; init; }
        public Rupiah? ApprovalLimit { get; init; }
        public bool IsActive { get; init; }
        public string? Role { get; init; }
        public string? After { get; init; }

        public bool IsAs(JsonNode said, IEnumerable<string?> roles) =>
            (string?)said["userName"] == UserName
            && (string?)said["displayName"] == DisplayName
            && (string?)said["officeId"] == OfficeId
            && (long?)said["approvalLimit"] == ApprovalLimit?.Amount
            && (bool)said["isActive"]! == IsActive
            && said["roles"]!
                .AsArray()
                .Select(role => (string)role!)
                .Order(StringComparer.Ordinal)
                .SequenceEqual(roles.OfType<string>().Order(StringComparer.Ordinal));
    }
}
