using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.CashFlows;

/// <summary>Where cash and bank came from and went to in a period, by the direct method.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetCashFlows : IReportQuery<StatementReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetCashFlows, StatementReport>(
            "/reports/cash-flows",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) => new GetCashFlows { Query = query }
        );
}

/// <summary>Has it made.</summary>
public sealed class GetCashFlowsHandler(StatementBook statements)
    : IRequestHandler<GetCashFlows, Result<StatementReport>>
{
    /// <inheritdoc/>
    public Task<Result<StatementReport>> Handle(GetCashFlows request, CancellationToken cancellationToken) =>
        statements.Movement(StatementKind.CashFlows, request.Query, cancellationToken);
}
