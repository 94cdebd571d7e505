using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Groups;

/// <summary>Lets borrowers join and leave groups, from today on.</summary>
public sealed class Memberships(Db db, Work work, SubjectOffices offices)
{
    private static readonly Sql<Membership, int> CountElsewhere = new(
        """
        SELECT COUNT(*) AS [Memberships] FROM [GroupMember]
        WHERE [BorrowerId] = @BorrowerId AND [GroupId] <> @GroupId AND [LeftOn] IS NULL
        """
    );

    private static readonly Sql<MemberParameters, NoRows> Leave = new(
        """
        UPDATE [GroupMember] SET [LeftOn] = @On
        WHERE [GroupId] = @GroupId AND [BorrowerId] = @BorrowerId AND [LeftOn] IS NULL
        """
    );

    private static readonly Sql<MemberParameters, NoRows> JoinAgain = new(
        """
        UPDATE [GroupMember] SET [LeftOn] = NULL
        WHERE [GroupId] = @GroupId AND [BorrowerId] = @BorrowerId AND [JoinedOn] = @On
        """
    );

    private static readonly Sql<MemberParameters, NoRows> Join = new(
        "INSERT INTO [GroupMember] ([GroupId], [BorrowerId], [JoinedOn]) VALUES (@GroupId, @BorrowerId, @On)"
    );

    /// <summary>A borrower of the office joins a group, unless they still belong to another.</summary>
    public async Task<Error?> Begin(string groupId, string borrowerId, CancellationToken ct)
    {
        if (!await offices.BelongsTo(Subject.Borrower(borrowerId), work.Office.Id, ct))
        {
            return SubjectOffices.NotFound(SubjectKind.Borrower);
        }

        if (await db.Find(CountElsewhere, new Membership(groupId, borrowerId), ct) > 0)
        {
            return Error.Conflict("group.member_elsewhere");
        }

        var member = new MemberParameters(groupId, borrowerId, work.Today);
        // Who left today and comes back today has not left.
        if (await db.Execute(JoinAgain, member, ct) == 0)
        {
            await db.Execute(Join, member, ct);
        }

        return null;
    }

    /// <summary>A member leaves.</summary>
    public Task End(string groupId, string borrowerId, CancellationToken ct) =>
        db.Execute(Leave, new MemberParameters(groupId, borrowerId, work.Today), ct);

    private sealed record Membership(string GroupId, string BorrowerId);

    private sealed record MemberParameters(string GroupId, string BorrowerId, DateOnly On);
}
