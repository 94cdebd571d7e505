using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Groups;

/// <summary>A collection meeting about to be stored.</summary>
/// <param name="GroupId">The group that met.</param>
/// <param name="HeldOn">The day.</param>
/// <param name="Total">The sum of its payments, rupiah, without infak.</param>
/// <param name="EntryIds">The entries of the payments.</param>
public sealed record NewMeeting(string GroupId, DateOnly HeldOn, Rupiah Total, IReadOnlyList<string> EntryIds);

/// <summary>Collection meetings as stored, and the only place that writes them.</summary>
public sealed class MeetingBook(Db db, Work work, Ids ids)
{
    /// <summary>The audit event of a meeting.</summary>
    public const string Action = "groupMeeting.recorded";

    private static readonly Sql<MeetingInsert, NoRows> InsertMeeting = new(
        """
        INSERT INTO [GroupMeeting] ([Id], [OfficeId], [GroupId], [HeldOn], [Total], [RecordedBy], [At])
        VALUES (@Id, @OfficeId, @GroupId, @HeldOn, @Total, @RecordedBy, @At)
        """
    );

    private static readonly Sql<EntryInsert, NoRows> InsertEntry = new(
        "INSERT INTO [GroupMeetingEntry] ([EntryId], [MeetingId]) VALUES (@EntryId, @MeetingId)"
    );

    /// <summary>Stores a meeting whose payments have been booked.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Add(NewMeeting meeting, CancellationToken ct)
    {
        var id = ids.New();
        await db.Execute(
            InsertMeeting,
            new MeetingInsert
            {
                Id = id,
                OfficeId = work.Office.Id,
                GroupId = meeting.GroupId,
                HeldOn = meeting.HeldOn,
                Total = meeting.Total,
                RecordedBy = work.Caller.UserId,
                At = work.Now,
            },
            ct
        );
        await db.ExecuteEach(InsertEntry, meeting.EntryIds.Select(entryId => new EntryInsert(entryId, id)), ct);
        work.Audit(
            Action,
            id,
            null,
            new MeetingEvidence
            {
                GroupId = meeting.GroupId,
                HeldOn = meeting.HeldOn,
                Total = meeting.Total,
                Entries = [.. meeting.EntryIds.Order(StringComparer.Ordinal)],
            }
        );
        return id;
    }

    private sealed record MeetingInsert
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string GroupId { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required Rupiah Total { get; init; }
        public required string RecordedBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }

    private sealed record EntryInsert(string EntryId, string MeetingId);
}

/// <summary>What the audit trail keeps of a meeting.</summary>
internal sealed record MeetingEvidence
{
    public required string GroupId { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required Rupiah Total { get; init; }

    /// <summary>The entries in the order of their ids.</summary>
    public required IReadOnlyList<string> Entries { get; init; }
}
