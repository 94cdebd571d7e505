using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.ChangesInManagedAssets;

/// <summary>What was lent, came back or is lost in a period, by kinds of funds.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetChangesInManagedAssets : IReportQuery<StatementReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetChangesInManagedAssets, StatementReport>(
            "/reports/changes-in-managed-assets",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) =>
                new GetChangesInManagedAssets { Query = query }
        );
}

/// <summary>Has it made.</summary>
public sealed class GetChangesInManagedAssetsHandler(StatementBook statements)
    : IRequestHandler<GetChangesInManagedAssets, Result<StatementReport>>
{
    /// <inheritdoc/>
    public Task<Result<StatementReport>> Handle(
        GetChangesInManagedAssets request,
        CancellationToken cancellationToken
    ) => statements.Movement(StatementKind.ChangesInManagedAssets, request.Query, cancellationToken);
}
