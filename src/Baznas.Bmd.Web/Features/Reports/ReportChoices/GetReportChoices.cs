using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.ReportChoices;

/// <summary>The names by which reports can be narrowed: funds, products, and the offices the caller may see.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetReportChoices : IQuery<ReportChoicesView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetReportChoices, ReportChoicesView>("/reports/choices", () => new GetReportChoices());
}

/// <summary>What there is to choose.</summary>
/// <param name="Funds">The funds of these offices.</param>
/// <param name="Products">The products.</param>
/// <param name="Offices">The offices.</param>
public sealed record ReportChoicesView(
    IReadOnlyList<NamedChoice> Funds,
    IReadOnlyList<NamedChoice> Products,
    IReadOnlyList<NamedChoice> Offices
);

/// <summary>One thing to choose.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Code">Its mark.</param>
/// <param name="Name">Its name.</param>
public sealed record NamedChoice(string Id, string Code, string Name);

/// <summary>Reads them all at once; there are few.</summary>
public sealed class GetReportChoicesHandler(Db db, CallContext context)
    : IRequestHandler<GetReportChoices, Result<ReportChoicesView>>
{
    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT 'fund' AS [Kind], f.[Id], f.[Code], f.[Name] FROM [Fund] f
        WHERE 1 = 1 {?OfficeId: AND f.[OfficeId] = @OfficeId}
        UNION ALL
        SELECT 'product', p.[Id], p.[Code], v.[Name] FROM [Product] p
        JOIN [ProductVersion] v ON v.[ProductId] = p.[Id] AND v.[Version] = p.[CurrentVersion]
        UNION ALL
        SELECT 'office', o.[Id], o.[Code], o.[Name] FROM [Office] o
        WHERE 1 = 1 {?OfficeId: AND o.[Id] = @OfficeId}
        ORDER BY [Kind], [Code]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ReportChoicesView>> Handle(GetReportChoices request, CancellationToken cancellationToken)
    {
        var rows = await db.Query(List, new Parameters(context.Caller!.OfficeId), cancellationToken);
        var kinds = rows.ToLookup(row => row.Kind, row => new NamedChoice(row.Id, row.Code, row.Name));
        return new ReportChoicesView([.. kinds["fund"]], [.. kinds["product"]], [.. kinds["office"]]);
    }

    private sealed record Parameters(string? OfficeId);

    private sealed class Row
    {
        public string Kind { get; init; } = "";
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
    }
}
