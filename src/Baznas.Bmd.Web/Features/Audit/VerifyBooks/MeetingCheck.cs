using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.Groups;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>Holds the groups' collection meetings against what the trail says of them, both ways.</summary>
/// <param name="db">The request's database.</param>
public sealed class MeetingCheck(Db db) : IBookCheck
{
    private const string Check = "group.meeting";

    private static readonly Sql<Scope, string> Unrecorded = new(
        """
        SELECT m.[Id] FROM [GroupMeeting] m
        WHERE NOT EXISTS (SELECT 1 FROM [AuditEvent] a
                WHERE a.[SubjectId] = m.[Id] AND a.[Action] = 'groupMeeting.recorded')
            {?OfficeId: AND m.[OfficeId] = @OfficeId}
        ORDER BY m.[Id]
        {one}
        """
    );

    private static readonly Sql<Scope, Row> Recorded = new(
        """
        SELECT a.[SubjectId], a.[After], m.[GroupId], m.[HeldOn], m.[Total], e.[EntryId]
        FROM [AuditEvent] a
        LEFT JOIN [GroupMeeting] m ON m.[Id] = a.[SubjectId]
        LEFT JOIN [GroupMeetingEntry] e ON e.[MeetingId] = m.[Id]
        WHERE a.[Action] = 'groupMeeting.recorded' {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[ChainId], a.[Sequence], e.[EntryId]
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        if (await db.Find(Unrecorded, scope, ct) is { } unrecorded)
        {
            return new Broken(Check, unrecorded);
        }

        var ofOne = new List<Row>();
        await foreach (var row in db.Stream(Recorded, scope, ct))
        {
            if (ofOne.Count > 0 && ofOne[0].SubjectId != row.SubjectId)
            {
                if (IsForged(ofOne))
                {
                    break;
                }

                ofOne.Clear();
            }

            ofOne.Add(row);
        }

        return ofOne.Count > 0 && IsForged(ofOne) ? new Broken(Check, ofOne[0].SubjectId) : null;
    }

    private static bool IsForged(List<Row> meeting)
    {
        var stored = meeting[0];
        if (stored.GroupId is null)
        {
            return true;
        }

        var evidence = new MeetingEvidence
        {
            GroupId = stored.GroupId,
            HeldOn = stored.HeldOn!.Value,
            Total = stored.Total!.Value,
            Entries = [.. meeting.Select(row => row.EntryId).OfType<string>().Order(StringComparer.Ordinal)],
        };
        return !JsonNode.DeepEquals(JsonNode.Parse(Json.Write(evidence)), JsonNode.Parse(stored.After ?? "null"));
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Row
    {
        public string SubjectId { get; init; } = "";
        public string? After { get; init; }
        public string? GroupId { get; init; }
        public DateOnly? HeldOn { get; init; }
        public Rupiah? Total { get; init; }
        public string? EntryId { get; init; }
    }
}
