using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds every visit and every voice on an application against what the trail says of it, both ways and in their order.
/// The round that each counts in follows from how often the application was sent back before.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class DecisionCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, DecisionRow> Decisions = new(
        """
        SELECT d.[ApplicationId], d.[Round], d.[Decision], d.[Principal], d.[Installments], d.[DecidedOn], d.[Note],
            d.[DecidedBy]
        FROM [Decision] d
        JOIN [LoanApplication] a ON a.[Id] = d.[ApplicationId]
        WHERE 1 = 1 {?OfficeId: AND a.[OfficeId] = @OfficeId}
        ORDER BY d.[ApplicationId], d.[Id]
        """
    );

    private static readonly Sql<Scope, SurveyRow> Surveys = new(
        """
        SELECT s.[ApplicationId], s.[Round], s.[VisitedOn], s.[Score], s.[Notes], s.[Findings], s.[SurveyedBy]
        FROM [Survey] s
        JOIN [LoanApplication] a ON a.[Id] = s.[ApplicationId]
        WHERE 1 = 1 {?OfficeId: AND a.[OfficeId] = @OfficeId}
        ORDER BY s.[ApplicationId], s.[Round]
        """
    );

    private static readonly Sql<Scope, Said> Recorded = new(
        """
        SELECT e.[SubjectId], e.[Action], e.[After] FROM [AuditEvent] e
        WHERE e.[Action] IN ('application.approve', 'application.reject', 'application.return', 'application.surveyed')
            {?OfficeId: AND e.[ChainId] = @OfficeId}
        ORDER BY e.[SubjectId], e.[Sequence]
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        var (decided, visited) = await Expected(scope, ct);
        var decisions = await Grouped(db.Stream(Decisions, scope, ct), row => row.ApplicationId, row => row.Said());
        if (FirstDifference(decided, decisions) is { } application)
        {
            return new Broken("application.decision", application);
        }

        var surveys = await Grouped(db.Stream(Surveys, scope, ct), row => row.ApplicationId, row => row.Said());
        return FirstDifference(visited, surveys) is { } other ? new Broken("application.survey", other) : null;
    }

    private async Task<(Lines Decided, Lines Visited)> Expected(Scope scope, CancellationToken ct)
    {
        var (decided, visited, rounds) = (new Lines(), new Lines(), new Dictionary<string, int>());
        await foreach (var said in db.Stream(Recorded, scope, ct))
        {
            var after = JsonNode.Parse(said.After!)!;
            var round = rounds.GetValueOrDefault(said.SubjectId, 1);
            if (said.Action == "application.surveyed")
            {
                visited.Add(said.SubjectId, SurveyRow.Said(after["survey"]!, round));
                continue;
            }

            decided.Add(said.SubjectId, DecisionRow.Said(after["decision"]!, round));
            if (said.Action == "application.return")
            {
                rounds[said.SubjectId] = round + 1;
            }
        }

        return (decided, visited);
    }

    private static async Task<Lines> Grouped<TRow>(
        IAsyncEnumerable<TRow> rows,
        Func<TRow, string> application,
        Func<TRow, string> say
    )
    {
        var lines = new Lines();
        await foreach (var row in rows)
        {
            lines.Add(application(row), say(row));
        }

        return lines;
    }

    private static string? FirstDifference(Lines expected, Lines found) =>
        expected
            .Of.Keys.Union(found.Of.Keys)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(id =>
                !expected.Of.GetValueOrDefault(id, []).SequenceEqual(found.Of.GetValueOrDefault(id, []))
            );

    private sealed record Scope(string? OfficeId);

    private sealed class Lines
    {
        public Dictionary<string, List<string>> Of { get; } = [];

        public void Add(string id, string line)
        {
            if (!Of.TryGetValue(id, out var lines))
            {
                Of[id] = lines = [];
            }

            lines.Add(line);
        }
    }

    private sealed class Said
    {
        public string SubjectId { get; init; } = "";
        public string Action { get; init; } = "";
        public string? After { get; init; }
    }

    private sealed class DecisionRow
    {
        public string ApplicationId { get; init; } = "";
        public int Round { get; init; }
        public string Decision { get; init; } = "";
        public Rupiah Principal { get; init; }
        public int Installments { get; init; }
        public DateOnly DecidedOn { get; init; }
        public string Note { get; init; } = "";
        public string DecidedBy { get; init; } = "";

        public string Said() =>
            Json.Write(
                new object[]
                {
                    Round,
                    Decision,
                    Principal.Amount,
                    Installments,
                    $"{DecidedOn:yyyy-MM-dd}",
                    Note,
                    DecidedBy,
                }
            );

        public static string Said(JsonNode said, int round) =>
            Json.Write(
                new object[]
                {
                    round,
                    (string)said["decision"]!,
                    (long)said["principal"]!,
                    (int)said["installments"]!,
                    (string)said["decidedOn"]!,
                    (string)said["note"]!,
                    (string)said["decidedBy"]!,
                }
            );
    }

    private sealed class SurveyRow
    {
        public string ApplicationId { get; init; } = "";
        public int Round { get; init; }
        public DateOnly VisitedOn { get; init; }
        public int Score { get; init; }
        public string Notes { get; init; } = "";
        public string? Findings { get; init; }
        public string SurveyedBy { get; init; } = "";

        public string Said() =>
            Json.Write(
                new object?[]
                {
                    Round,
                    $"{VisitedOn:yyyy-MM-dd}",
                    Score,
                    Notes,
                    Findings is null ? null : JsonNode.Parse(Findings)?.ToJsonString(),
                    SurveyedBy,
                }
            );

        public static string Said(JsonNode said, int round) =>
            Json.Write(
                new object?[]
                {
                    round,
                    (string)said["visitedOn"]!,
                    (int)said["score"]!,
                    (string)said["notes"]!,
                    said["findings"]?.ToJsonString(),
                    (string)said["surveyedBy"]!,
                }
            );
    }
}
