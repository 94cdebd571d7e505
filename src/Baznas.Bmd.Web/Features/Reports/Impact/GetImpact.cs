using System.Globalization;
using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Web.Features.Borrowers.ListVillages;
using Baznas.Bmd.Web.Features.Impact;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Impact;

/// <summary>How borrowers' households and businesses have changed between a survey before a loan and a later one.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetImpact : IReportQuery<ImpactReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required ImpactQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing =>
        new() { Others = [new HeadLine(PageText.T("reports.by.by"), PageText.Word(Query.Grouping))] };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetImpact, ImpactReport>(
            "/reports/impact",
            ([AsParameters] ImpactQuery query, EnumValue<ReportFormat>? format) => new GetImpact { Query = query }
        );
}

/// <summary>What the report of change can be asked for.</summary>
public sealed record ImpactQuery
{
    /// <summary>The first day of later surveys; a year before the last when left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; today when left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>What borrowers are put together by; their office when left out.</summary>
    public EnumValue<ImpactGrouping>? By { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>What borrowers are put together by.</summary>
    internal ImpactGrouping Grouping => By?.Value ?? ImpactGrouping.Office;
}

/// <summary>
/// Streams over the surveys of the borrowers asked about, opens two of each, and adds them up; what was opened is kept
/// nowhere. That costs some thirty microseconds a borrower, so no figure need lie about unlocked for the report's sake.
/// </summary>
public sealed class GetImpactHandler(Db db, ReportScope scope, HadKifayahBook thresholds, PersonalData personal)
    : IRequestHandler<GetImpact, Result<ImpactReport>>
{
    private static readonly Sql<OfficeParameter, OfficeLine> Offices = new(
        "SELECT o.[Id], o.[Code], o.[Name] FROM [Office] o WHERE 1 = 1 {?OfficeId: AND o.[Id] = @OfficeId}"
    );

    // All surveys of whoever was asked later in the period: which of them count follows from all of them.
    private static readonly Sql<Parameters, Row> Surveys = new(
        """
        SELECT s.[Id], s.[OfficeId], s.[BorrowerId], s.[Occasion], s.[SurveyedOn], s.[ApplicationId], s.[LoanId],
            s.[SensitiveData], b.[VillageCode], b.[Asnaf], b.[BusinessSector], b.[Sex]
        FROM [ImpactSurvey] s
        JOIN [Borrower] b ON b.[Id] = s.[BorrowerId]
        WHERE EXISTS (SELECT 1 FROM [ImpactSurvey] l WHERE l.[BorrowerId] = s.[BorrowerId]
                AND l.[Occasion] <> 'application' AND l.[SurveyedOn] >= @From AND l.[SurveyedOn] <= @To)
            {?OfficeId: AND s.[OfficeId] = @OfficeId}
        ORDER BY s.[BorrowerId], s.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ImpactReport>> Handle(GetImpact request, CancellationToken cancellationToken)
    {
        var (officeId, to) = await scope.Of(request.Query.OfficeId, request.Query.To, cancellationToken);
        var from = request.Query.From ?? to.AddYears(-1).AddDays(1);
        if (from > to)
        {
            return ReportErrors.PeriodReversed;
        }

        var tables = await thresholds.Tables(officeId, cancellationToken);
        var offices = await db.Query(Offices, new OfficeParameter(officeId), cancellationToken);
        var sums = new Dictionary<(string OfficeId, string? Key), ImpactSums>();
        var parameters = new Parameters
        {
            OfficeId = officeId,
            From = from,
            To = to,
        };
        var surveys = db.Stream(Surveys, parameters, cancellationToken);
        await foreach (var borrower in Runs.Of(surveys, row => row.BorrowerId))
        {
            if (Change(borrower, parameters, tables) is { } change)
            {
                var key = (borrower[0].OfficeId, borrower[0].KeyOf(request.Query.Grouping));
                if (!sums.TryGetValue(key, out var group))
                {
                    sums[key] = group = new ImpactSums();
                }

                group.Add(change);
            }
        }

        var found = offices
            .OrderBy(office => office.Code, StringComparer.Ordinal)
            .SelectMany(office => GroupsOf(office, request.Query.Grouping, sums))
            .ToList();
        return Report(parameters, request.Query.Grouping, found);
    }

    private HouseholdChange? Change(
        IReadOnlyList<Row> surveys,
        Parameters period,
        IReadOnlyDictionary<string, HadKifayahTable> tables
    )
    {
        var pair = ImpactSurveys.Compared(surveys.Select(row => row.ToSurvey().Mark()), period.From, period.To);
        if (pair is null)
        {
            return null;
        }

        var before = Open(pair.Before);
        var after = Open(pair.After);
        var table = tables.GetValueOrDefault(surveys[0].OfficeId);
        return new HouseholdChange
        {
            Before = before,
            After = after,
            ThresholdBefore = table?.ThresholdOf(before.HouseholdSize, pair.Before.SurveyedOn),
            ThresholdAfter = table?.ThresholdOf(after.HouseholdSize, pair.After.SurveyedOn),
        };

        HouseholdFigures Open(SurveyMark mark) =>
            surveys.Single(row => row.Id == mark.Id).ToSurvey().Open(personal).Figures;
    }

    // Each office by itself: what is hidden at one stays hidden in the report of all of them.
    private static IEnumerable<(ImpactGroup Group, ImpactSums Sums)> GroupsOf(
        OfficeLine office,
        ImpactGrouping by,
        Dictionary<(string OfficeId, string? Key), ImpactSums> sums
    )
    {
        var groups = sums.Where(group => group.Key.OfficeId == office.Id)
            .Select(group => (group.Key.Key, Name: NameOf(by, group.Key.Key, office), Sums: group.Value))
            .OrderBy(group => group.Key is null)
            .ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToList();
        var disclosed = SmallGroups.Of([.. groups.Select(group => group.Sums.Borrowers)]);
        return groups.Zip(
            disclosed,
            (group, disclosure) =>
                (
                    new ImpactGroup
                    {
                        OfficeId = office.Id,
                        OfficeCode = office.Code,
                        Key = group.Key,
                        Name = group.Name,
                        Disclosure = disclosure,
                        Figures = disclosure == Disclosure.Shown ? ImpactFigures.Of(group.Sums) : null,
                    },
                    group.Sums
                )
        );
    }

    private static ImpactReport Report(
        Parameters period,
        ImpactGrouping by,
        List<(ImpactGroup Group, ImpactSums Sums)> groups
    )
    {
        var total = new ImpactSums();
        foreach (var (_, sums) in groups.Where(group => group.Group.Figures is not null))
        {
            total.Add(sums);
        }

        return new ImpactReport
        {
            From = period.From,
            To = period.To,
            By = by,
            Minimum = SmallGroups.Least,
            ThresholdMissing = total.IsThresholdMissing,
            Groups = [.. groups.Select(group => group.Group)],
            Total = total.Borrowers == 0 ? null : ImpactFigures.Of(total),
        };
    }

    private static string NameOf(ImpactGrouping by, string? key, OfficeLine office) =>
        by switch
        {
            ImpactGrouping.Office => office.Name,
            _ when key is null => PageText.T("reports.impact.unknown"),
            ImpactGrouping.Village => Villages.Of(key).Name,
            ImpactGrouping.Asnaf => PageText.Word(EnumText.Parse<Domain.Borrowers.Asnaf>(key)),
            ImpactGrouping.Sex => PageText.Word(EnumText.Parse<Domain.Borrowers.Sex>(key)),
            _ => key,
        };

    private sealed record OfficeParameter(string? OfficeId);

    private sealed record Parameters
    {
        public required string? OfficeId { get; init; }
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
    }

    private sealed class OfficeLine
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string Occasion { get; init; } = "";
        public DateOnly SurveyedOn { get; init; }
        public string? ApplicationId { get; init; }
        public string? LoanId { get; init; }
        public byte[] SensitiveData { get; init; } = [];
        public string? VillageCode { get; init; }
        public string? Asnaf { get; init; }
        public string? BusinessSector { get; init; }
        public string Sex { get; init; } = "";

        // People write a sector as they like: Kuliner and kuliner are one.
        public string? KeyOf(ImpactGrouping by) =>
            by switch
            {
                ImpactGrouping.Office => OfficeId,
                ImpactGrouping.Village => VillageCode,
                ImpactGrouping.Asnaf => Asnaf,
                ImpactGrouping.Sex => Sex,
                _ => string.IsNullOrWhiteSpace(BusinessSector)
                    ? null
                    : CultureInfo.InvariantCulture.TextInfo.ToLower(BusinessSector.Trim()),
            };

        public ImpactSurveyRow ToSurvey() =>
            new()
            {
                Id = Id,
                BorrowerId = BorrowerId,
                Occasion = Occasion,
                SurveyedOn = SurveyedOn,
                ApplicationId = ApplicationId,
                LoanId = LoanId,
                SensitiveData = SensitiveData,
            };
    }
}
