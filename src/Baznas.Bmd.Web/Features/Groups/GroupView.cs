using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Groups;

/// <summary>A group (kelompok) with its members over time.</summary>
public sealed record GroupView
{
#pragma warning disable CS1591 // As in CreateGroup.
    public required string Id { get; init; }
    public required string OfficeId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string? ChairId { get; init; }
#pragma warning restore CS1591

    /// <summary>The name of who chairs it.</summary>
    public string? ChairName { get; init; }

    /// <summary>Who chairs it and who did before, the last first; left out in lists.</summary>
    public IReadOnlyList<GroupChairView>? Chairs { get; init; }

    /// <summary>How many belong to it now.</summary>
    public int MemberCount { get; init; }

    /// <summary>Who belongs to it now; left out in lists.</summary>
    public IReadOnlyList<GroupMemberView>? Members { get; init; }

    /// <summary>Who belonged to it before, the last to leave first; left out in lists.</summary>
    public IReadOnlyList<GroupMemberView>? FormerMembers { get; init; }
}

/// <summary>A membership of a group.</summary>
/// <param name="BorrowerId">The borrower.</param>
/// <param name="FullName">Their name.</param>
/// <param name="JoinedOn">The first day of it.</param>
/// <param name="LeftOn">The first day without it; null while it lasts.</param>
public sealed record GroupMemberView(string BorrowerId, string FullName, DateOnly JoinedOn, DateOnly? LeftOn);

/// <summary>A time in which somebody chaired a group.</summary>
/// <param name="BorrowerId">The borrower.</param>
/// <param name="FullName">Their name.</param>
/// <param name="FromOn">The first day of it.</param>
/// <param name="UntilOn">The first day without it; null while it lasts.</param>
public sealed record GroupChairView(string BorrowerId, string FullName, DateOnly FromOn, DateOnly? UntilOn);

/// <summary>A group on a day, as statements take it.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="On">The day.</param>
public sealed record GroupOnDay(string GroupId, DateOnly On);

/// <summary>Groups as stored.</summary>
/// <param name="db">The request's database.</param>
/// <param name="chairs">Who chairs them.</param>
public sealed class GroupBook(Db db, GroupChairs chairs)
{
    /// <summary>The columns of <see cref="GroupRow"/>: g is BorrowerGroup.</summary>
    public const string Select = """
        SELECT g.[Id], g.[OfficeId], g.[Code], g.[Name], h.[ChairId], c.[FullName] AS [ChairName],
            (SELECT COUNT(*) FROM [GroupMember] m WHERE m.[GroupId] = g.[Id] AND m.[LeftOn] IS NULL) AS [MemberCount]
        FROM [BorrowerGroup] g
        LEFT JOIN [GroupChair] h ON h.[GroupId] = g.[Id]
            AND h.[Sequence] = (SELECT MAX(x.[Sequence]) FROM [GroupChair] x WHERE x.[GroupId] = g.[Id])
        LEFT JOIN [Borrower] c ON c.[Id] = h.[ChairId]
        """;

    private static readonly Sql<IdParameter, GroupRow> ById = new($"{Select} WHERE g.[Id] = @Id");

    private static readonly Sql<IdParameter, MemberRow> Members = new(
        """
        SELECT m.[BorrowerId], b.[FullName], m.[JoinedOn], m.[LeftOn] FROM [GroupMember] m
        JOIN [Borrower] b ON b.[Id] = m.[BorrowerId]
        WHERE m.[GroupId] = @Id
        ORDER BY m.[LeftOn] DESC, b.[FullName], m.[BorrowerId], m.[JoinedOn]
        """
    );

    private static readonly Sql<GroupOnDay, string> MembersOfDay = new(
        """
        SELECT m.[BorrowerId] FROM [GroupMember] m
        WHERE m.[GroupId] = @GroupId AND m.[JoinedOn] <= @On AND (m.[LeftOn] IS NULL OR m.[LeftOn] > @On)
        """
    );

    /// <summary>Who belongs to a group on a day; who leaves on it does not any more.</summary>
    public async Task<IReadOnlySet<string>> MembersOn(string groupId, DateOnly on, CancellationToken ct) =>
        (await db.Query(MembersOfDay, new GroupOnDay(groupId, on), ct)).ToHashSet();

    /// <summary>The group with its members over time, or null.</summary>
    public async Task<GroupView?> Find(string id, CancellationToken ct)
    {
        var row = await db.Find(ById, new IdParameter(id), ct);
        if (row is null)
        {
            return null;
        }

        var members = (await db.Query(Members, new IdParameter(id), ct)).Select(member => member.ToView()).ToList();
        return row.ToView() with
        {
            Chairs = await chairs.Of(id, ct),
            Members = [.. members.Where(member => member.LeftOn is null)],
            FormerMembers = [.. members.Where(member => member.LeftOn is not null)],
        };
    }

    private sealed class MemberRow
    {
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public DateOnly JoinedOn { get; init; }
        public DateOnly? LeftOn { get; init; }

        public GroupMemberView ToView() => new(BorrowerId, FullName, JoinedOn, LeftOn);
    }
}

/// <summary>A group as stored.</summary>
public sealed class GroupRow
{
#pragma warning disable CS1591 // The columns of BorrowerGroup, and who chairs it.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string? ChairId { get; init; }
    public string? ChairName { get; init; }
    public int MemberCount { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it, without members.</summary>
    public GroupView ToView() =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            Code = Code,
            Name = Name,
            ChairId = ChairId,
            ChairName = ChairName,
            MemberCount = MemberCount,
        };
}
