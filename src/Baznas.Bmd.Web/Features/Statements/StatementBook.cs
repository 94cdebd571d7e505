using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>What a financial position can be asked for.</summary>
public sealed record PositionQuery
{
    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>An earlier day to compare it with; the end of the year before when left out.</summary>
    public DateOnly? CompareTo { get; init; }

    /// <summary>The office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }
}

/// <summary>
/// Makes an office's statements: by the mapping in force at the end of the days asked for, of one statement of SQL that
/// sums the ledger by account, fund and event, for those days and for what they are compared with.
/// </summary>
public sealed class StatementBook(Db db, MappingBook mappings, ChartBook charts, OneOffice offices, OfficeDates dates)
{
    private static readonly DateOnly FirstDay = new(1900, 1, 1);

    private static readonly DateOnly LastDay = new(2200, 12, 31);

    // Day by day first: that is the order of the index, so nothing of the ledger is sorted, and what is left is little.
    private static readonly Sql<Days, Row> Sums = new(
        """
        SELECT f.[Kind] AS [FundKind], d.[Account], d.[Kind] AS [EntryKind],
            SUM(CASE WHEN d.[EffectiveOn] < @PriorFrom THEN COALESCE(d.[Amount], 0) ELSE 0 END) AS [BeforePrior],
            SUM(CASE WHEN d.[EffectiveOn] >= @PriorFrom AND d.[EffectiveOn] <= @PriorTo
                THEN COALESCE(d.[Amount], 0) ELSE 0 END) AS [InPrior],
            SUM(CASE WHEN d.[EffectiveOn] < @From THEN COALESCE(d.[Amount], 0) ELSE 0 END) AS [BeforePeriod],
            SUM(CASE WHEN d.[EffectiveOn] >= @From THEN COALESCE(d.[Amount], 0) ELSE 0 END) AS [InPeriod]
        FROM [Fund] f
        LEFT JOIN (
            SELECT p.[Account], p.[FundId], p.[EffectiveOn], p.[Kind], SUM(p.[Amount]) AS [Amount]
            FROM [Posting] p
            WHERE p.[OfficeId] = @OfficeId AND p.[EffectiveOn] <= @To
            GROUP BY p.[OfficeId], p.[Account], p.[FundId], p.[EffectiveOn], p.[Kind]) d ON d.[FundId] = f.[Id]
        WHERE f.[OfficeId] = @OfficeId {?FundId: AND f.[Id] = @FundId}
        GROUP BY f.[Kind], d.[Account], d.[Kind]
        """
    );

    /// <summary>The financial position on a day.</summary>
    public async Task<Result<StatementReport>> Position(PositionQuery query, CancellationToken ct)
    {
        var office = await offices.Of(query.OfficeId, ct);
        if (office.IsRefused(out var error))
        {
            return error;
        }

        var asOf = query.AsOf ?? await dates.TodayOf(office.Value, ct);
        if (!IsSensible(asOf))
        {
            return Unlikely("asOf");
        }

        var comparison = query.CompareTo is { } day ? Comparison.With(day) : Comparison.Before(asOf);
        if (!IsSensible(comparison.To))
        {
            return Unlikely("compareTo");
        }

        return comparison.To >= asOf
            ? StatementErrors.ComparedWithLater
            : await Make(
                new Asked(StatementKind.FinancialPosition, office.Value, new ReportPeriod(null, asOf), comparison),
                query.FundId,
                ct
            );
    }

    /// <summary>What changed over a period.</summary>
    public async Task<Result<StatementReport>> Movement(
        StatementKind statement,
        PeriodQuery query,
        CancellationToken ct
    )
    {
        var office = await offices.Of(query.OfficeId, ct);
        if (office.IsRefused(out var error))
        {
            return error;
        }

        var to = query.To ?? await dates.TodayOf(office.Value, ct);
        var from = query.From ?? new DateOnly(to.Year, to.Month, 1);
        if (!IsSensible(from) || !IsSensible(to))
        {
            return Unlikely(IsSensible(from) ? "to" : "from");
        }

        return from > to
            ? ReportErrors.PeriodReversed
            : await Make(
                new Asked(statement, office.Value, new ReportPeriod(from, to), Comparison.Before(from, to)),
                query.FundId,
                ct
            );
    }

    private static bool IsSensible(DateOnly day) => day >= FirstDay && day <= LastDay;

    private static Error Unlikely(string field) => Error.Invalid("field.date") with { Field = field };

    private async Task<StatementReport> Make(Asked asked, string? fundId, CancellationToken ct)
    {
        var mapping = await mappings.Of(asked.OfficeId, asked.Days.To, ct);
        var rows = await db.Query(
            Sums,
            new Days
            {
                OfficeId = asked.OfficeId,
                PriorFrom = asked.Comparison.From,
                PriorTo = asked.Comparison.To,
                From = asked.Days.From ?? asked.Days.To,
                To = asked.Days.To,
                FundId = fundId,
            },
            ct
        );
        var kinds = rows.Select(row => EnumText.Parse<FundKind>(row.FundKind)).Distinct().Order().ToList();
        var posted = rows.Where(row => row.Account is not null).ToList();
        var (rules, statement) = (mapping.ToMapping(), asked.Statement);
        var current = new StatementBuilder(rules, [.. posted.Select(row => row.Period())], kinds).Build(statement);
        var prior = new StatementBuilder(rules, [.. posted.Select(row => row.Prior())], kinds).Build(statement);
        var untold = current.Untold.Concat(prior.Untold).ToList();
        return new StatementReport
        {
            Statement = statement,
            OfficeId = asked.OfficeId,
            From = asked.Days.From,
            To = asked.Days.To,
            Comparison = asked.Comparison.Kind,
            PreviousFrom = asked.Days.From is null ? null : asked.Comparison.From,
            PreviousTo = asked.Comparison.To,
            MappingVersion = mapping.Version,
            MappingValidFrom = mapping.ValidFrom,
            Rows = [.. current.Rows.Zip(prior.Rows, (now, then) => StatementReportRow.Of(statement, now, then))],
            IsBalanced = current.IsBalanced && prior.IsBalanced,
            Difference = current.Difference,
            PreviousDifference = prior.Difference,
            Untold = untold.Count == 0 ? [] : await Named(asked, current, prior, ct),
        };
    }

    // Only what is wrong needs the names of accounts.
    private async Task<IReadOnlyList<UntoldView>> Named(
        Asked asked,
        Statement now,
        Statement then,
        CancellationToken ct
    )
    {
        var chart = await charts.Of(asked.OfficeId, asked.Days.To, ct);
        return
        [
            .. now
                .Untold.Select(untold => (Untold: untold, IsPrevious: false))
                .Concat(then.Untold.Select(untold => (Untold: untold, IsPrevious: true)))
                .Select(each =>
                {
                    var account = chart.Accounts.First(one => one.Account == each.Untold.Account);
                    return new UntoldView
                    {
                        Account = account.Account,
                        AccountCode = account.Code,
                        AccountName = account.Name,
                        FundKind = each.Untold.FundKind,
                        EntryKind = each.Untold.EntryKind,
                        Amount = each.Untold.Amount,
                        IsPrevious = each.IsPrevious,
                    };
                }),
        ];
    }

    private readonly record struct Asked(
        StatementKind Statement,
        string OfficeId,
        ReportPeriod Days,
        Comparison Comparison
    );

    private sealed record Days
    {
        public required string OfficeId { get; init; }
        public required DateOnly PriorFrom { get; init; }
        public required DateOnly PriorTo { get; init; }
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
        public required string? FundId { get; init; }
    }

    private sealed class Row
    {
        public string FundKind { get; init; } = "";
        public string? Account { get; init; }
        public string? EntryKind { get; init; }
        public Rupiah BeforePrior { get; init; }
        public Rupiah InPrior { get; init; }
        public Rupiah BeforePeriod { get; init; }
        public Rupiah InPeriod { get; init; }

        private LedgerCell Cell =>
            new(
                EnumText.Parse<Account>(Account!),
                EnumText.Parse<FundKind>(FundKind),
                EnumText.Parse<EntryKind>(EntryKind!)
            );

        public CellAmount Period() => new(Cell, BeforePeriod, InPeriod);

        public CellAmount Prior() => new(Cell, BeforePrior, InPrior);
    }
}
