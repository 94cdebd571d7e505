using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>What the staff can ask to be written about.</summary>
public enum SubscriptionTopic
{
    /// <summary>Each morning: whom to visit.</summary>
    MorningList,

    /// <summary>Each week: what waits for a decision.</summary>
    ApprovalsWaiting,

    /// <summary>Each month: the reports of the month that ended.</summary>
    MonthlyPack,

    /// <summary>When a job begins to fail, and when it works again.</summary>
    JobTrouble,
}

/// <summary>A user who asked to be written to.</summary>
public sealed record Subscriber
{
    /// <summary>Who.</summary>
    public required string UserId { get; init; }

    /// <summary>The only office they work for; null for all of them.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>The name people read.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where to.</summary>
    public required string Email { get; init; }

    /// <summary>The language they read: <c>id</c>, <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The highest principal they may approve; null for no limit of their own.</summary>
    public required Rupiah? ApprovalLimit { get; init; }

    /// <summary>What they are there for.</summary>
    public required IReadOnlySet<Role> Roles { get; init; }
}

/// <summary>Who asked to be written to about what.</summary>
/// <param name="db">The request's database.</param>
public sealed class Subscribers(Db db)
{
    private static readonly Sql<Asked, Row> List = new(
        """
        SELECT u.[Id], u.[OfficeId], u.[DisplayName], u.[Email], u.[Language], u.[ApprovalLimit], r.[Role]
        FROM [Subscription] s
        JOIN [AppUser] u ON u.[Id] = s.[UserId]
        JOIN [AppUserRole] r ON r.[UserId] = u.[Id]
        WHERE s.[Topic] = @Topic AND u.[IsActive] = 1 AND u.[Email] IS NOT NULL
            AND (u.[OfficeId] IS NULL OR u.[OfficeId] = @OfficeId)
        ORDER BY u.[Id], r.[Role]
        """
    );

    /// <summary>
    /// The active users with an e-mail address who asked for a topic and work for an office, or for all of them.
    /// </summary>
    public async Task<IReadOnlyList<Subscriber>> Of(string officeId, SubscriptionTopic topic, CancellationToken ct) =>
        [
            .. (await db.Query(List, new Asked(officeId, EnumText.Of(topic)), ct))
                .GroupBy(row => row.Id)
                .Select(rows => rows.First().ToSubscriber([.. rows.Select(row => EnumText.Parse<Role>(row.Role))])),
        ];

    private sealed record Asked(string OfficeId, string Topic);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string? OfficeId { get; init; }
        public string DisplayName { get; init; } = "";
        public string? Email { get; init; }
        public string? Language { get; init; }
        public Rupiah? ApprovalLimit { get; init; }
        public string Role { get; init; } = "";

        public Subscriber ToSubscriber(HashSet<Role> roles) =>
            new()
            {
                UserId = Id,
                OfficeId = OfficeId,
                DisplayName = DisplayName,
                Email = Email!,
                Language = Language ?? "id",
                ApprovalLimit = ApprovalLimit,
                Roles = roles,
            };
    }
}
