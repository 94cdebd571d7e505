using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Impact.GetHadKifayah;

/// <summary>What a person needs a month, by the days from which it counts.</summary>
/// <param name="OfficeId">The office.</param>
[AllowedToStaff]
public sealed record GetHadKifayah(string OfficeId) : IQuery<HadKifayahView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetHadKifayah, HadKifayahView>("/offices/{id}/had-kifayah", (string id) => new GetHadKifayah(id));
}

/// <summary>Reads it.</summary>
public sealed class GetHadKifayahHandler(HadKifayahBook thresholds)
    : IRequestHandler<GetHadKifayah, Result<HadKifayahView>>
{
    /// <inheritdoc/>
    public async Task<Result<HadKifayahView>> Handle(GetHadKifayah request, CancellationToken cancellationToken) =>
        await thresholds.Of(request.OfficeId, cancellationToken);
}
