using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.FinancialPosition;

/// <summary>What there is on a day, what is owed, and whose funds it is.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetFinancialPosition : IReportQuery<StatementReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PositionQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetFinancialPosition, StatementReport>(
            "/reports/financial-position",
            ([AsParameters] PositionQuery query, EnumValue<ReportFormat>? format) =>
                new GetFinancialPosition { Query = query }
        );
}

/// <summary>Has it made.</summary>
public sealed class GetFinancialPositionHandler(StatementBook statements)
    : IRequestHandler<GetFinancialPosition, Result<StatementReport>>
{
    /// <inheritdoc/>
    public Task<Result<StatementReport>> Handle(GetFinancialPosition request, CancellationToken cancellationToken) =>
        statements.Position(request.Query, cancellationToken);
}
