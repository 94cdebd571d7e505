using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Groups;

/// <summary>A group (kelompok) with its present members.</summary>
public sealed record GroupView
{
#pragma warning disable CS1591 // As in CreateGroup.
    public required string Id { get; init; }
    public required string OfficeId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string? ChairId { get; init; }
#pragma warning restore CS1591

    /// <summary>Who belongs to it now; left out in lists.</summary>
    public IReadOnlyList<GroupMemberView>? Members { get; init; }
}

/// <summary>A member of a group.</summary>
/// <param name="BorrowerId">The borrower.</param>
/// <param name="FullName">Their name.</param>
/// <param name="JoinedOn">Since when.</param>
public sealed record GroupMemberView(string BorrowerId, string FullName, DateOnly JoinedOn);

/// <summary>Groups as stored.</summary>
/// <param name="db">The request's database.</param>
public sealed class GroupBook(Db db)
{
    private static readonly Sql<IdParameter, GroupRow> ById = new(
        "SELECT [Id], [OfficeId], [Code], [Name], [ChairId] FROM [BorrowerGroup] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, MemberRow> Members = new(
        """
        SELECT m.[BorrowerId], b.[FullName], m.[JoinedOn] FROM [GroupMember] m
        JOIN [Borrower] b ON b.[Id] = m.[BorrowerId]
        WHERE m.[GroupId] = @Id AND m.[LeftOn] IS NULL
        ORDER BY b.[FullName], m.[BorrowerId]
        """
    );

    /// <summary>The group with its present members, or null.</summary>
    public async Task<GroupView?> Find(string id, CancellationToken ct)
    {
        var row = await db.Find(ById, new IdParameter(id), ct);
        if (row is null)
        {
            return null;
        }

        var members = await db.Query(Members, new IdParameter(id), ct);
        return row.ToView() with
        {
            Members = [.. members.Select(m => new GroupMemberView(m.BorrowerId, m.FullName, m.JoinedOn))],
        };
    }

    private sealed class MemberRow
    {
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public DateOnly JoinedOn { get; init; }
    }
}

/// <summary>A group as stored.</summary>
public sealed class GroupRow
{
#pragma warning disable CS1591 // The columns of BorrowerGroup.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string? ChairId { get; init; }
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
        };
}
