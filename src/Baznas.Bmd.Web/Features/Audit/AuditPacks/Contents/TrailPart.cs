using Baznas.Bmd.Web.Features.Audit.ExportEvents;
using Baznas.Bmd.Web.Features.Audit.ListEvents;
using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>Which events of the trail a pack has.</summary>
/// <param name="First">The first one's place; 0 for none.</param>
/// <param name="Last">The last one's place.</param>
/// <param name="PreviousHash">The hash before the first.</param>
/// <param name="LastHash">The hash of the last.</param>
public sealed record PackedEvents(long First, long Last, string PreviousHash, string LastHash);

/// <summary>
/// The period's events: as the very texts whose hashes make the chain, for whoever computes it anew, and as a table; and
/// what the verification of the books found.
/// </summary>
public sealed class TrailPart(Db db, IMediator mediator)
{
    private static readonly Sql<Within, Range> RangeOf = new(
        """
        SELECT MIN([Sequence]) AS [First], MAX([Sequence]) AS [Last] FROM [AuditEvent]
        WHERE [ChainId] = @ChainId AND [At] >= @Start AND [At] < @End AND [Sequence] <= @Last
        """
    );

    private static readonly Sql<Between, AuditEventRow> Events = new(
        $"""
        SELECT {AuditEventRow.Columns}
        FROM [AuditEvent]
        WHERE [ChainId] = @ChainId AND [Sequence] >= @First AND [Sequence] <= @Last
        ORDER BY [Sequence]
        """
    );

    /// <summary>Adds them.</summary>
    public async Task<PackedEvents> Add(PackBuild build, CancellationToken ct)
    {
        var scope = build.Scope;
        await Verify(build, ct);
        var range = await db.Find(
            RangeOf,
            new Within(scope.Office.Id, scope.Books.Sequence) { Start = scope.Start, End = scope.End },
            ct
        );
        var between = new Between(scope.Office.Id, range!.First ?? 1, range.Last ?? 0);
        var events = await build.Keep(db.Stream(Events, between, ct), ct);
        var (previous, last) = (AuditTrail.Root, AuditTrail.Root);
        build.Add(
            "events.txt",
            stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
                foreach (var row in events)
                {
                    previous = row.Sequence == between.First ? row.PreviousHash : previous;
                    last = row.Hash;
                    writer.WriteLine($"{row.Hash}\t{AuditTrail.CanonicalOf(row)}");
                }
            }
        );
        build.Table(
            "events",
            "audit.title",
            EventTable.Of("", null, new Counted<AuditEventView>(events.Select(AuditEventView.Of), events.Count))
        );
        return events.Count == 0
            ? new PackedEvents(0, 0, AuditTrail.Root, AuditTrail.Root)
            : new PackedEvents(between.First, between.Last, previous, last);
    }

    private async Task Verify(PackBuild build, CancellationToken ct)
    {
        var found = (await mediator.Send(new VerifyBooks.VerifyBooks { OfficeId = build.Scope.Office.Id }, ct)).Value;
        build.Table(
            "verification",
            "verification.title",
            ReportSheet
                .Of(found.Checks)
                .Code("part", "verification.part", part => CodedWord.Of(part.Part))
                .Code("outcome", "verification.outcome", part => CodedWord.Of(part.Outcome))
                .Text("check", "verification.what", part => Broken(part)?.Check)
                .Text("subject", "verification.found", part => Broken(part)?.Subject)
        );

        Broken? Broken(CheckedPart part) => part.Outcome == CheckOutcome.Broken ? found.FirstBroken : null;
    }

    private sealed record Within(string ChainId, long Last)
    {
        public required DateTimeOffset Start { get; init; }
        public required DateTimeOffset End { get; init; }
    }

    private sealed record Between(string ChainId, long First, long Last);

    private sealed class Range
    {
        public long? First { get; init; }
        public long? Last { get; init; }
    }
}
