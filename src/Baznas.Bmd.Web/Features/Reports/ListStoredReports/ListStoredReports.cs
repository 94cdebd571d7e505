using System.Buffers.Text;
using System.Text;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.ListStoredReports;

/// <summary>The reports that were kept as they were, the newest month first.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record ListStoredReports : IQuery<Page<StoredReportView>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required StoredReportFilter Filter { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Filter.OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListStoredReports, Page<StoredReportView>>(
            "/reports/stored",
            ([AsParameters] StoredReportFilter filter) => new ListStoredReports { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record StoredReportFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only reports of this kind: <c>monthly.portfolio</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Only reports of this month: <c>2026-03</c>.</summary>
    public string? Period { get; init; }
}

/// <summary>A kept report, without its content.</summary>
public sealed record StoredReportView
{
    /// <summary>Whose it is.</summary>
    public required string OfficeId { get; init; }

    /// <summary>What it is: <c>monthly.portfolio</c>, <c>closing.trialBalance</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The month.</summary>
    public required string Period { get; init; }

    /// <summary>Of the content's bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was kept.</summary>
    public required DateTimeOffset KeptAt { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListStoredReportsHandler(Db db, CallContext context)
    : IRequestHandler<ListStoredReports, Result<Page<StoredReportView>>>
{
    private const int DefaultLimit = 50;

    private const int MaxLimit = 200;

    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT [OfficeId], [Kind], [Period], [Sha256], [CreatedAt] FROM [StoredReport]
        WHERE 1 = 1
            {?OfficeId: AND [OfficeId] = @OfficeId}
            {?Kind: AND [Kind] = @Kind}
            {?Period: AND [Period] = @Period}
            {?BeforePeriod: AND ([Period] < @BeforePeriod OR ([Period] = @BeforePeriod AND ([OfficeId] > @AfterOffice
                OR ([OfficeId] = @AfterOffice AND [Kind] > @AfterKind))))}
        ORDER BY [Period] DESC, [OfficeId], [Kind]
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<StoredReportView>>> Handle(
        ListStoredReports request,
        CancellationToken cancellationToken
    )
    {
        var filter = request.Filter;
        if (filter.Limit is < 1 or > MaxLimit)
        {
            return Error.Invalid("page.limit_out_of_range", MaxLimit) with { Field = "limit" };
        }

        if (!Place.TryRead(filter.Cursor, out var place))
        {
            return Error.Invalid("page.cursor_invalid") with { Field = "cursor" };
        }

        var limit = filter.Limit ?? DefaultLimit;
        var rows = await db.Query(
            List,
            new Parameters
            {
                Take = limit + 1,
                OfficeId = filter.OfficeId ?? context.Caller!.OfficeId,
                Kind = filter.Kind,
                Period = filter.Period,
                BeforePeriod = place?.Period,
                AfterOffice = place?.OfficeId ?? "",
                AfterKind = place?.Kind ?? "",
            },
            cancellationToken
        );
        return new Page<StoredReportView>
        {
            Items = [.. rows.Take(limit).Select(row => row.ToView())],
            NextCursor = rows.Count > limit ? Place.Of(rows[limit - 1]).Text : null,
        };
    }

    /// <summary>Where a page ended.</summary>
    private sealed record Place(string Period, string OfficeId, string Kind)
    {
        public string Text => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Period}|{OfficeId}|{Kind}"));

        public static Place Of(Row row) => new(row.Period, row.OfficeId, row.Kind);

        public static bool TryRead(string? cursor, out Place? place)
        {
            place = null;
            if (cursor is null)
            {
                return true;
            }

            if (
                Base64Url.IsValid(cursor)
                && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|')
                    is [var period, var officeId, var kind]
            )
            {
                place = new Place(period, officeId, kind);
            }

            return place is not null;
        }
    }

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? OfficeId { get; init; }
        public required string? Kind { get; init; }
        public required string? Period { get; init; }
        public required string? BeforePeriod { get; init; }
        public required string AfterOffice { get; init; }
        public required string AfterKind { get; init; }
    }

    private sealed class Row
    {
        public string OfficeId { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Period { get; init; } = "";
        public string Sha256 { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }

        public StoredReportView ToView() =>
            new()
            {
                OfficeId = OfficeId,
                Kind = Kind,
                Period = Period,
                Sha256 = Sha256,
                KeptAt = CreatedAt,
            };
    }
}
