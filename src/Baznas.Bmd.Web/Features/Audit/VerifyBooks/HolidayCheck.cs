using Baznas.Bmd.Web.Features.Offices;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>Holds each office's holidays, by which due dates move, against the list that the trail says was set last.</summary>
/// <param name="db">The request's database.</param>
public sealed class HolidayCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, Row> Holidays = new(
        """
        SELECT h.[OfficeId], h.[Date], h.[Name] FROM [Holiday] h
        WHERE 1 = 1 {?OfficeId: AND h.[OfficeId] = @OfficeId}
        ORDER BY h.[OfficeId], h.[Date]
        """
    );

    private static readonly Sql<Scope, Said> Recorded = new(
        """
        SELECT o.[Id], o.[Code], e.[After] FROM [Office] o
        LEFT JOIN [AuditEvent] e ON e.[ChainId] = o.[Id] AND e.[SubjectId] = o.[Id]
            AND e.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [AuditEvent] n
                WHERE n.[ChainId] = o.[Id] AND n.[SubjectId] = o.[Id] AND n.[Action] = 'office.holidays_replaced')
        WHERE 1 = 1 {?OfficeId: AND o.[Id] = @OfficeId}
        ORDER BY o.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        var found = (await db.Query(Holidays, scope, ct)).ToLookup(row => row.OfficeId, row => (row.Date, row.Name));
        foreach (var office in await db.Query(Recorded, scope, ct))
        {
            var said = office.After is null ? [] : Json.Read<IReadOnlyList<HolidayView>>(office.After);
            var expected = said.Select(day => (day.Date, day.Name)).Order().ToList();
            var actual = found[office.Id].Order().ToList();
            if (!expected.SequenceEqual(actual))
            {
                var day = expected.Except(actual).Concat(actual.Except(expected)).Min(other => other.Date);
                return new Broken("office.holiday", $"{office.Code} {day:yyyy-MM-dd}");
            }
        }

        return null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Row
    {
        public string OfficeId { get; init; } = "";
        public DateOnly Date { get; init; }
        public string Name { get; init; } = "";
    }

    private sealed class Said
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string? After { get; init; }
    }
}
