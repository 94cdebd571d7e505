using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Impact.ListImpactSurveys;

/// <summary>A borrower's surveys, the newest day first, without what was answered.</summary>
/// <param name="BorrowerId">The borrower.</param>
[AllowedToStaff]
public sealed record ListImpactSurveys(string BorrowerId) : IQuery<Page<ImpactSurveyView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListImpactSurveys, Page<ImpactSurveyView>>(
            "/borrowers/{id}/impact-surveys",
            (string id) => new ListImpactSurveys(id)
        );
}

/// <summary>Reads them; a borrower has a few.</summary>
public sealed class ListImpactSurveysHandler(ImpactBook surveys)
    : IRequestHandler<ListImpactSurveys, Result<Page<ImpactSurveyView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<ImpactSurveyView>>> Handle(
        ListImpactSurveys request,
        CancellationToken cancellationToken
    ) =>
        new Page<ImpactSurveyView>
        {
            Items = [.. (await surveys.Of(request.BorrowerId, cancellationToken)).Select(survey => survey.View)],
        };
}
