using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.GetAccounts;

/// <summary>An office's numbers and names of its accounts, as written last or as in force on a day.</summary>
/// <param name="OfficeId">The office; the caller's own when left out.</param>
/// <param name="AsOf">The day; the chart written last when left out.</param>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetAccounts(string? OfficeId, DateOnly? AsOf) : IQuery<ChartView>, IApiEndpoint
{
    Subject IRead.Subject => ReportScope.SubjectOf(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetAccounts, ChartView>(
            "/accounts",
            (string? officeId, DateOnly? asOf) => new GetAccounts(officeId, asOf)
        );
}

/// <summary>Reads them.</summary>
public sealed class GetAccountsHandler(ChartBook charts, OneOffice offices)
    : IRequestHandler<GetAccounts, Result<ChartView>>
{
    /// <inheritdoc/>
    public async Task<Result<ChartView>> Handle(GetAccounts request, CancellationToken cancellationToken)
    {
        var office = await offices.Of(request.OfficeId, cancellationToken);
        return office.IsRefused(out var error) ? error : await charts.Of(office.Value, request.AsOf, cancellationToken);
    }
}
