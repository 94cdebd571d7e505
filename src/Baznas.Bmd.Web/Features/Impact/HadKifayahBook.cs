using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Impact;

/// <summary>An office's had kifayah, from the publications of BAZNAS; the service comes with none.</summary>
public sealed record HadKifayahView
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The rows that hold, the latest day first.</summary>
    public required IReadOnlyList<HadKifayahLine> Rows { get; init; }
}

/// <summary>What one person needs from a day on.</summary>
public sealed record HadKifayahLine
{
    /// <summary>The first day on which it counts.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Rupiah a month.</summary>
    public required Rupiah PerPerson { get; init; }

    /// <summary>The user who entered it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>The tables of had kifayah as stored, and the only place that writes their rows.</summary>
public sealed class HadKifayahBook(Db db, Work work, Ids ids)
{
    private static readonly Sql<OfficeParameter, HadKifayahEntry> Holding = new(
        """
        SELECT k.[Id], k.[OfficeId], k.[FromDate], k.[PerPerson], k.[RecordedBy], k.[At] FROM [HadKifayah] k
        WHERE NOT EXISTS (SELECT 1 FROM [HadKifayah] n
            WHERE n.[OfficeId] = k.[OfficeId] AND n.[FromDate] = k.[FromDate] AND n.[Id] > k.[Id])
            AND k.[PerPerson] IS NOT NULL {?OfficeId: AND k.[OfficeId] = @OfficeId}
        ORDER BY k.[OfficeId], k.[FromDate]
        """
    );

    private static readonly Sql<HadKifayahEntry, NoRows> Insert = new(
        """
        INSERT INTO [HadKifayah] ([Id], [OfficeId], [FromDate], [PerPerson], [RecordedBy], [At])
        VALUES (@Id, @OfficeId, @FromDate, @PerPerson, @RecordedBy, @At)
        """
    );

    /// <summary>The table of an office, as people see it.</summary>
    public async Task<HadKifayahView> Of(string officeId, CancellationToken ct) =>
        new() { OfficeId = officeId, Rows = [.. (await Read(officeId, ct)).Reverse().Select(row => row.ToLine())] };

    /// <summary>The table of an office.</summary>
    public async Task<HadKifayahTable> TableOf(string officeId, CancellationToken ct) =>
        new((await Read(officeId, ct)).Select(row => row.ToRow()));

    /// <summary>The tables of an office, or of all of them, by office.</summary>
    public async Task<IReadOnlyDictionary<string, HadKifayahTable>> Tables(string? officeId, CancellationToken ct) =>
        (await Read(officeId, ct))
            .GroupBy(row => row.OfficeId)
            .ToDictionary(office => office.Key, office => new HadKifayahTable(office.Select(row => row.ToRow())));

    /// <summary>
    /// Writes what counts from a day on, in the unit of work under way; without an amount, that the row of that day is
    /// taken back.
    /// </summary>
    public async Task Write(DateOnly from, Rupiah? perPerson, HadKifayahLine? before, CancellationToken ct)
    {
        var row = new HadKifayahEntry
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            FromDate = from,
            PerPerson = perPerson,
            RecordedBy = work.Caller.UserId,
            At = work.Now,
        };
        await db.Execute(Insert, row, ct);
        var then = before is null ? null : new HadKifayahEvidence(before.From, before.PerPerson);
        work.Audit(row.Action, row.Id, then, row.Evidence());
    }

    private Task<IReadOnlyList<HadKifayahEntry>> Read(string? officeId, CancellationToken ct) =>
        db.Query(Holding, new OfficeParameter(officeId), ct);

    private sealed record OfficeParameter(string? OfficeId);
}

/// <summary>A row of had kifayah as stored.</summary>
public sealed class HadKifayahEntry
{
#pragma warning disable CS1591 // The columns of HadKifayah.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public DateOnly FromDate { get; init; }
    public Rupiah? PerPerson { get; init; }
    public string RecordedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
#pragma warning restore CS1591

    /// <summary>What the audit trail calls its writing.</summary>
    public string Action => PerPerson is null ? "hadKifayah.withdrawn" : "hadKifayah.set";

    /// <summary>As the audit trail keeps it.</summary>
    public HadKifayahEvidence Evidence() => new(FromDate, PerPerson);

    /// <summary>As the rules take it.</summary>
    public HadKifayahRow ToRow() => new(FromDate, PerPerson!.Value);

    /// <summary>As people see it.</summary>
    public HadKifayahLine ToLine() =>
        new()
        {
            From = FromDate,
            PerPerson = PerPerson!.Value,
            RecordedBy = RecordedBy,
            RecordedAt = At,
        };
}

/// <summary>What the audit trail keeps of a row.</summary>
/// <param name="From">The first day on which it counts.</param>
/// <param name="PerPerson">Rupiah a month; null when it is taken back.</param>
public sealed record HadKifayahEvidence(DateOnly From, Rupiah? PerPerson);
