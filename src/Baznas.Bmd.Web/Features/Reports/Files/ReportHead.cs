using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>A query that is answered with a report, which can be had as a file.</summary>
/// <typeparam name="T">The report.</typeparam>
public interface IReportQuery<T> : IQuery<T>, IReportQuery
    where T : IReport;

/// <summary>What a file's head must say of the question; see <see cref="IReportQuery{T}"/>.</summary>
public interface IReportQuery : IRead
{
    /// <summary>What the report is narrowed to.</summary>
    ReportNarrowing Narrowing => ReportNarrowing.Nothing;
}

/// <summary>What a report is narrowed to, beside its office and its days.</summary>
public sealed record ReportNarrowing
{
    /// <summary>To all there is.</summary>
    public static readonly ReportNarrowing Nothing = new();

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }

    /// <summary>Only this product.</summary>
    public string? ProductId { get; init; }

    /// <summary>Anything else, in words: a page text and what is asked for.</summary>
    public IReadOnlyList<HeadLine> Others { get; init; } = [];
}

/// <summary>What a file begins with, above its tables.</summary>
public sealed record ReportHead
{
    /// <summary>Whose report it is.</summary>
    public required string Office { get; init; }

    /// <summary>The office's clocks, for instants.</summary>
    public OfficeRow Clock { get; init; } = OfficeRow.Home;

    /// <summary>What it is narrowed to, and what else is to be known of it.</summary>
    public IReadOnlyList<HeadLine> Lines { get; init; } = [];

    /// <summary>What stands at the foot of each sheet of paper; null for nothing.</summary>
    public string? Foot { get; init; }
}

/// <summary>Finds the words of a head.</summary>
/// <param name="db">The request's database.</param>
/// <param name="context">The request under way.</param>
/// <param name="offices">Whose a subject is.</param>
public sealed class ReportHeads(Db db, CallContext context, SubjectOffices offices)
{
    private static readonly Sql<IdParameter, OfficeLine> Office = new(
        "SELECT [Id], [Code], [Name], [TimeZone] FROM [Office] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, NamedLine> Fund = new(
        "SELECT [Code], [Name] FROM [Fund] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, NamedLine> Product = new(
        """
        SELECT p.[Code], v.[Name] FROM [Product] p
        JOIN [ProductVersion] v ON v.[ProductId] = p.[Id] AND v.[Version] = p.[CurrentVersion]
        WHERE p.[Id] = @Id
        """
    );

    /// <summary>The head of the answer to a query that was answered.</summary>
    public async Task<ReportHead> Of(IReportQuery query, CancellationToken ct)
    {
        var subject = await offices.Resolve(query.Subject, context.Caller!, ct);
        var officeId = subject.IsRefused(out _) || subject.Value.Length == 0 ? context.Caller!.OfficeId : subject.Value;
        var office = officeId is null ? null : await db.Find(Office, new IdParameter(officeId), ct);
        var lines = new List<HeadLine>();
        await Add(lines, "reports.by.fundId", Fund, query.Narrowing.FundId, ct);
        await Add(lines, "reports.by.productId", Product, query.Narrowing.ProductId, ct);
        return new ReportHead
        {
            Office = office?.Name ?? PageText.T("reports.all_offices"),
            Clock = office is null
                ? OfficeRow.Home
                : new OfficeRow
                {
                    Id = office.Id,
                    Code = office.Code,
                    TimeZone = office.TimeZone,
                },
            Lines = [.. lines, .. query.Narrowing.Others],
        };
    }

    private async Task Add(
        List<HeadLine> lines,
        string label,
        Sql<IdParameter, NamedLine> statement,
        string? id,
        CancellationToken ct
    )
    {
        if (id is not null)
        {
            var named = await db.Find(statement, new IdParameter(id), ct);
            lines.Add(new HeadLine(PageText.T(label), named is null ? id : $"{named.Code} · {named.Name}"));
        }
    }

    private sealed class OfficeLine
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string TimeZone { get; init; } = "";
    }

    private sealed class NamedLine
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
    }
}
