using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.ChangesInFunds;

/// <summary>What each kind of fund gained and gave up in a period, from its opening to its closing.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetChangesInFunds : IReportQuery<StatementReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetChangesInFunds, StatementReport>(
            "/reports/changes-in-funds",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) =>
                new GetChangesInFunds { Query = query }
        );
}

/// <summary>Has it made.</summary>
public sealed class GetChangesInFundsHandler(StatementBook statements)
    : IRequestHandler<GetChangesInFunds, Result<StatementReport>>
{
    /// <inheritdoc/>
    public Task<Result<StatementReport>> Handle(GetChangesInFunds request, CancellationToken cancellationToken) =>
        statements.Movement(StatementKind.ChangesInFunds, request.Query, cancellationToken);
}
