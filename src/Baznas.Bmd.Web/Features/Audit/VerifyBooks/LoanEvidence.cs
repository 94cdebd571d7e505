using System.Text.Json.Nodes;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Loans.SignAkad;
using Baznas.Bmd.Web.Platform.Writing;
using PlannedRow = Baznas.Bmd.Web.Features.Schedules.PreviewSchedule.ScheduleRow;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds what the trail says of a loan's terms, its schedules and its akad, none of which ever change, against their rows.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class LoanEvidence(Db db)
{
    private const string Check = "loan.evidence";

    private static readonly Sql<LoanIds, LoanRow> Loans = new(
        """
        SELECT [Id], [OfficeId], [Number], [ExternalRef], [ApplicationId], [BorrowerId], [ProductId], [ProductVersion],
            [FundId], [Principal], [Installments], [FirstDueOn], [Purpose], [ApprovedOn], [CreatedAt]
        FROM [Loan] WHERE [Id] IN @Ids
        """
    );

    private static readonly Sql<LoanIds, ScheduleRow> Schedules = new(
        """
        SELECT v.[LoanId], v.[Version], v.[EffectiveOn], v.[RepaidBefore], v.[Cause], v.[CountedFrom],
            v.[EntryId], v.[Undoes], i.[No], i.[AnchorOn], i.[DueOn], i.[Amount]
        FROM [ScheduleVersion] v
        LEFT JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
        WHERE v.[LoanId] IN @Ids
        ORDER BY v.[LoanId], v.[Version], i.[No]
        """
    );

    private static readonly Sql<LoanIds, AkadRow> Akads = new(
        "SELECT [LoanId], [Number], [SignedOn], [Place], [Witnesses], [Annex] FROM [Akad] WHERE [LoanId] IN @Ids"
    );

    /// <summary>The first loan that is not as an event of the page says; null when all are.</summary>
    public async Task<Broken?> FirstForged(IReadOnlyList<AuditEventRow> page, CancellationToken ct)
    {
        var about = page.Where(row => row.Action is "loan.opened" or "loan.scheduled" or "loan.signed").ToList();
        if (about.Count == 0)
        {
            return null;
        }

        var ids = new LoanIds([.. about.Select(row => row.SubjectId).Distinct()]);
        var loans = (await db.Query(Loans, ids, ct)).ToDictionary(loan => loan.Id);
        var schedules = (await db.Query(Schedules, ids, ct)).ToLookup(row => (row.LoanId, row.Version));
        var akads = (await db.Query(Akads, ids, ct)).ToDictionary(akad => akad.LoanId);
        foreach (var row in about)
        {
            var said = JsonNode.Parse(row.After!)!;
            object? found = row.Action switch
            {
                "loan.opened" => loans.GetValueOrDefault(row.SubjectId),
                "loan.signed" => akads.GetValueOrDefault(row.SubjectId)?.Evidence(),
                _ => Evidence([.. schedules[(row.SubjectId, (int)said["version"]!)]]),
            };
            if (found is null || !JsonNode.DeepEquals(JsonNode.Parse(Json.Write(found)), said))
            {
                return new Broken(Check, loans.GetValueOrDefault(row.SubjectId)?.Number ?? row.SubjectId);
            }
        }

        return null;
    }

    private static object? Evidence(IReadOnlyList<ScheduleRow> rows) =>
        rows.Count == 0
            ? null
            : new ScheduleEvidence
            {
                Version = rows[0].Version,
                Cause = rows[0].Cause,
                EffectiveOn = rows[0].EffectiveOn,
                RepaidBefore = rows[0].RepaidBefore,
                CountedFrom = rows[0].CountedFrom,
                EntryId = rows[0].EntryId,
                Undoes = rows[0].Undoes,
                Rows =
                [
                    .. from row in rows
                    where row.No is not null
                    select new InstalmentEvidence
                    {
                        No = row.No!.Value,
                        AnchorOn = row.CountedFrom is null ? null : row.AnchorOn,
                        DueOn = row.DueOn!.Value,
                        Amount = row.Amount!.Value,
                    },
                ],
            };

    private sealed record LoanIds(IReadOnlyList<string> Ids);

    private sealed record LoanRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ExternalRef { get; init; }
        public string? ApplicationId { get; init; }
        public string BorrowerId { get; init; } = "";
        public string ProductId { get; init; } = "";
        public int ProductVersion { get; init; }
        public string FundId { get; init; } = "";
        public Rupiah Principal { get; init; }
        public int Installments { get; init; }
        public DateOnly? FirstDueOn { get; init; }
        public string Purpose { get; init; } = "";
        public DateOnly ApprovedOn { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
    }

    private sealed record ScheduleRow
    {
        public string LoanId { get; init; } = "";
        public int Version { get; init; }
        public DateOnly EffectiveOn { get; init; }
        public Rupiah RepaidBefore { get; init; }
        public string Cause { get; init; } = "";
        public DateOnly? CountedFrom { get; init; }
        public string? EntryId { get; init; }
        public int? Undoes { get; init; }
        public int? No { get; init; }
        public DateOnly? AnchorOn { get; init; }
        public DateOnly? DueOn { get; init; }
        public Rupiah? Amount { get; init; }
    }

    private sealed record AkadRow
    {
        public string LoanId { get; init; } = "";
        public string Number { get; init; } = "";
        public DateOnly SignedOn { get; init; }
        public string Place { get; init; } = "";
        public string Witnesses { get; init; } = "";
        public string? Annex { get; init; }

        public AkadView Evidence() =>
            new()
            {
                LoanId = LoanId,
                Status = LoanStatus.Signed,
                AkadNumber = Number,
                SignedOn = SignedOn,
                Place = Place,
                Witnesses = Json.Read<IReadOnlyList<string>>(Witnesses),
                Annex = Annex is null ? null : Json.Read<IReadOnlyList<PlannedRow>>(Annex),
            };
    }
}
