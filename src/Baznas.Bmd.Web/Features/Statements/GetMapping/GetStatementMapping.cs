using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.GetMapping;

/// <summary>How an office maps its ledger to its statements, as written last or as in force on a day.</summary>
/// <param name="OfficeId">The office; the caller's own when left out.</param>
/// <param name="AsOf">The day; the mapping written last when left out.</param>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetStatementMapping(string? OfficeId, DateOnly? AsOf) : IQuery<MappingView>, IApiEndpoint
{
    Subject IRead.Subject => ReportScope.SubjectOf(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetStatementMapping, MappingView>(
            "/statement-mapping",
            (string? officeId, DateOnly? asOf) => new GetStatementMapping(officeId, asOf)
        );
}

/// <summary>Reads it.</summary>
public sealed class GetStatementMappingHandler(MappingBook mappings, OneOffice offices)
    : IRequestHandler<GetStatementMapping, Result<MappingView>>
{
    /// <inheritdoc/>
    public async Task<Result<MappingView>> Handle(GetStatementMapping request, CancellationToken cancellationToken)
    {
        var office = await offices.Of(request.OfficeId, cancellationToken);
        return office.IsRefused(out var error)
            ? error
            : await mappings.Of(office.Value, request.AsOf, cancellationToken);
    }
}
