using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Groups;

/// <summary>Who chairs groups, and when: each change is a line that stays. The only place that writes them.</summary>
public sealed class GroupChairs(Db db, Work work)
{
    private static readonly Sql<IdParameter, ChairRow> Lines = new(
        """
        SELECT h.[ChairId], b.[FullName], h.[FromOn] FROM [GroupChair] h
        LEFT JOIN [Borrower] b ON b.[Id] = h.[ChairId]
        WHERE h.[GroupId] = @Id
        ORDER BY h.[Sequence]
        """
    );

    private static readonly Sql<NewLine, NoRows> Insert = new(
        """
        INSERT INTO [GroupChair] ([GroupId], [Sequence], [ChairId], [FromOn])
        SELECT @GroupId, COALESCE(MAX(h.[Sequence]), 0) + 1, @ChairId, @FromOn
        FROM [GroupChair] h WHERE h.[GroupId] = @GroupId
        """
    );

    /// <summary>Who chaired a group, the present chair first; a chair of part of one day only is left out.</summary>
    public async Task<IReadOnlyList<GroupChairView>> Of(string groupId, CancellationToken ct)
    {
        var lines = await db.Query(Lines, new IdParameter(groupId), ct);
        return
        [
            .. lines
                .Select((line, i) => line.ToView(lines.ElementAtOrDefault(i + 1)?.FromOn))
                .OfType<GroupChairView>()
                .Where(chair => chair.UntilOn != chair.FromOn)
                .Reverse(),
        ];
    }

    /// <summary>From today on somebody chairs the group, or nobody does; this notes it for the audit trail as well.</summary>
    public async Task Change(GroupView group, string? chairId, CancellationToken ct)
    {
        await Begin(group.Id, chairId, ct);
        work.Audit(
            "group.chair_changed",
            group.Id,
            new GroupChairEvidence(group.ChairId),
            new GroupChairEvidence(chairId)
        );
    }

    /// <summary>Somebody chairs a group from today on.</summary>
    public Task Begin(string groupId, string? chairId, CancellationToken ct) =>
        db.Execute(Insert, new NewLine(groupId, chairId, work.Today), ct);

    private sealed record NewLine(string GroupId, string? ChairId, DateOnly FromOn);

    private sealed class ChairRow
    {
        public string? ChairId { get; init; }
        public string? FullName { get; init; }
        public DateOnly FromOn { get; init; }

        public GroupChairView? ToView(DateOnly? untilOn) =>
            ChairId is null ? null : new GroupChairView(ChairId, FullName!, FromOn, untilOn);
    }
}

/// <summary>What the audit trail keeps of a change of the chair.</summary>
/// <param name="ChairId">Who chairs the group; null for nobody.</param>
internal sealed record GroupChairEvidence(string? ChairId);
