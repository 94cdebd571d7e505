using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.ArrearsCases.GetArrearsCase;

/// <summary>The case of a late loan: how late it is, what was promised, and what was done, the newest first.</summary>
[AllowedToStaff]
public sealed record GetArrearsCase : IQuery<ArrearsCaseView>, IApiEndpoint
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetArrearsCase, ArrearsCaseView>(
            "/loans/{id}/arrears-case",
            (string id, DateOnly? asOf) => new GetArrearsCase { LoanId = id, AsOf = asOf }
        );
}

/// <summary>Reads it.</summary>
public sealed class GetArrearsCaseHandler(
    SubjectOffices offices,
    CallContext context,
    OfficeDates dates,
    ArrearsCaseFile file
) : IRequestHandler<GetArrearsCase, Result<ArrearsCaseView>>
{
    /// <inheritdoc/>
    public async Task<Result<ArrearsCaseView>> Handle(GetArrearsCase request, CancellationToken cancellationToken)
    {
        var office = await offices.Resolve(Subject.Loan(request.LoanId), context.Caller!, cancellationToken);
        var asOf = request.AsOf ?? await dates.Today(office.Value, cancellationToken);
        return await file.Of(request.LoanId, asOf, cancellationToken) is { } found ? found : ArrearsErrors.NoCase;
    }
}
