using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Tells anew, from the trail alone, who belonged to which group from when to when and who chaired it, and holds the
/// registers against that. On whom a meeting could collect, and who answers for a group, follows from them.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class GroupCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, MemberRow> Members = new(
        """
        SELECT m.[GroupId], g.[Code], m.[BorrowerId], m.[JoinedOn], m.[LeftOn] FROM [GroupMember] m
        JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        WHERE 1 = 1 {?OfficeId: AND g.[OfficeId] = @OfficeId}
        ORDER BY g.[Code], m.[BorrowerId], m.[JoinedOn]
        """
    );

    private static readonly Sql<Scope, ChairRow> Chairs = new(
        """
        SELECT h.[GroupId], g.[Code], h.[Sequence], h.[ChairId], h.[FromOn] FROM [GroupChair] h
        JOIN [BorrowerGroup] g ON g.[Id] = h.[GroupId]
        WHERE 1 = 1 {?OfficeId: AND g.[OfficeId] = @OfficeId}
        ORDER BY g.[Code], h.[Sequence]
        """
    );

    private static readonly Sql<Scope, Said> Recorded = new(
        """
        SELECT e.[SubjectId], e.[Action], e.[After], e.[At], o.[TimeZone] FROM [AuditEvent] e
        JOIN [Office] o ON o.[Id] = e.[ChainId]
        WHERE e.[Action] IN ('group.created', 'group.members_replaced', 'group.chair_changed', 'borrower.registered')
            {?OfficeId: AND e.[ChainId] = @OfficeId}
        ORDER BY e.[ChainId], e.[Sequence]
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        var told = new Told();
        await foreach (var said in db.Stream(Recorded, scope, ct))
        {
            told.Hear(said);
        }

        await foreach (var row in db.Stream(Members, scope, ct))
        {
            if (!told.Knew(row))
            {
                return new Broken("group.member", $"{row.Code} {row.BorrowerId}");
            }
        }

        if (told.Members.Keys.Order().FirstOrDefault() is { Group: not null } lost)
        {
            return new Broken("group.member", $"{told.CodeOf(lost.Group)} {lost.Borrower}");
        }

        await foreach (var row in db.Stream(Chairs, scope, ct))
        {
            if (!told.Chairs.Remove((row.GroupId, row.Sequence), out var chair) || !chair.Is(row))
            {
                return new Broken("group.chair", $"{row.Code} {row.Sequence}");
            }
        }

        return told.Chairs.Keys.Order().FirstOrDefault() is { Group: not null } unseated
            ? new Broken("group.chair", $"{told.CodeOf(unseated.Group)} {unseated.Sequence}")
            : null;
    }

    private sealed record Scope(string? OfficeId);

    /// <summary>What the events heard so far make of the groups.</summary>
    private sealed class Told
    {
        private readonly Dictionary<string, string> _codes = [];
        private readonly Dictionary<string, int> _lines = [];

        /// <summary>Memberships with their last days. Of one that came with a registration the first day is not known.</summary>
        public Dictionary<(string Group, string Borrower), List<Membership>> Members { get; } = [];

        public Dictionary<(string Group, int Sequence), Chair> Chairs { get; } = [];

        public string CodeOf(string group) => _codes.GetValueOrDefault(group, group);

        public void Hear(Said said)
        {
            var after = said.After is null ? null : JsonNode.Parse(said.After);
            switch (said.Action)
            {
                case "borrower.registered":
                    if (after!["group"] is JsonObject group)
                    {
                        Of((string)group["id"]!, said.SubjectId).Add(new Membership(null, null));
                    }

                    break;
                case "group.created":
                    _codes[said.SubjectId] = (string)after!["code"]!;
                    Replace(said, after["members"] as JsonArray ?? []);
                    if ((string?)after["chairId"] is { } chair)
                    {
                        Seat(said, chair);
                    }

                    break;
                case "group.members_replaced":
                    Replace(said, after!.AsArray());
                    break;
                case "group.chair_changed":
                    Seat(said, (string?)after!["chairId"]);
                    break;
            }
        }

        /// <summary>Takes away what is known of a stored membership; false when it is another, or none.</summary>
        public bool Knew(MemberRow row)
        {
            if (!Members.TryGetValue((row.GroupId, row.BorrowerId), out var known))
            {
                return false;
            }

            var at = known.FindIndex(other =>
                (other.JoinedOn is null || other.JoinedOn == row.JoinedOn) && other.LeftOn == row.LeftOn
            );
            if (at < 0)
            {
                return false;
            }

            known.RemoveAt(at);
            if (known.Count == 0)
            {
                Members.Remove((row.GroupId, row.BorrowerId));
            }

            return true;
        }

        private List<Membership> Of(string group, string borrower)
        {
            if (!Members.TryGetValue((group, borrower), out var known))
            {
                Members[(group, borrower)] = known = [];
            }

            return known;
        }

        private void Replace(Said said, JsonArray after)
        {
            var present = after.ToDictionary(
                member => (string)member!["borrowerId"]!,
                member =>
                    DateOnly.Parse((string)member!["joinedOn"]!, System.Globalization.CultureInfo.InvariantCulture)
            );
            foreach (var (key, known) in Members.Where(pair => pair.Key.Group == said.SubjectId))
            {
                if (!present.ContainsKey(key.Borrower) && known.FindIndex(one => one.LeftOn is null) is >= 0 and var at)
                {
                    known[at] = known[at] with { LeftOn = said.Day };
                }
            }

            foreach (var (borrower, joinedOn) in present)
            {
                var known = Of(said.SubjectId, borrower);
                var at = known.FindIndex(one => one.JoinedOn == joinedOn || one is { JoinedOn: null, LeftOn: null });
                if (at < 0)
                {
                    known.Add(new Membership(joinedOn, null));
                }
                else
                {
                    // Who left today and came back today has not left.
                    known[at] = new Membership(joinedOn, null);
                }
            }
        }

        private void Seat(Said said, string? chair)
        {
            var line = _lines[said.SubjectId] = _lines.GetValueOrDefault(said.SubjectId) + 1;
            Chairs[(said.SubjectId, line)] = new Chair(chair, said.Day, DateOnly.FromDateTime(said.At.UtcDateTime));
        }
    }

    private readonly record struct Membership(DateOnly? JoinedOn, DateOnly? LeftOn);

    /// <summary>A chair; in books of before chairs changed, the first day is the founding's in universal time.</summary>
    private readonly record struct Chair(string? ChairId, DateOnly FromOn, DateOnly UniversalDay)
    {
        public bool Is(ChairRow row) => ChairId == row.ChairId && (row.FromOn == FromOn || row.FromOn == UniversalDay);
    }

    private sealed class Said
    {
        public string SubjectId { get; init; } = "";
        public string Action { get; init; } = "";
        public string? After { get; init; }
        public DateTimeOffset At { get; init; }
        public string TimeZone { get; init; } = "";

        public DateOnly Day => new OfficeRow { TimeZone = TimeZone }.Today(At);
    }

    private sealed class MemberRow
    {
        public string GroupId { get; init; } = "";
        public string Code { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public DateOnly JoinedOn { get; init; }
        public DateOnly? LeftOn { get; init; }
    }

    private sealed class ChairRow
    {
        public string GroupId { get; init; } = "";
        public string Code { get; init; } = "";
        public int Sequence { get; init; }
        public string? ChairId { get; init; }
        public DateOnly FromOn { get; init; }
    }
}
