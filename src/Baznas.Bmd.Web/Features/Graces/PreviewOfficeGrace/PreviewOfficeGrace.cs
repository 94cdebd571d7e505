using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Graces.PreviewOfficeGrace;

/// <summary>What a grace for a whole office would move; stores nothing.</summary>
[Allowed(Role.Approver)]
public sealed record PreviewOfficeGrace : GraceTerms, IQuery<GracePreview>, IApiEndpoint
{
    /// <summary>The office; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string OfficeId { get; init; } = "";

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<PreviewOfficeGrace, GracePreview>(
            "/offices/{id}/graces/preview",
            (string id, PreviewOfficeGrace body) => body with { OfficeId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class PreviewOfficeGraceValidator : AbstractValidator<PreviewOfficeGrace>
{
    /// <summary>The rules of any grace.</summary>
    public PreviewOfficeGraceValidator() => Include(new GraceTermsValidator());
}

/// <summary>Works it out.</summary>
public sealed class PreviewOfficeGraceHandler(OfficeDates dates, GracePlans plans)
    : IRequestHandler<PreviewOfficeGrace, Result<GracePreview>>
{
    /// <inheritdoc/>
    public async Task<Result<GracePreview>> Handle(PreviewOfficeGrace request, CancellationToken cancellationToken)
    {
        var today = await dates.Today(request.OfficeId, cancellationToken);
        var on = request.EffectiveOn ?? today;
        if (await plans.RefusesDate(request.OfficeId, on, today, cancellationToken) is { } error)
        {
            return error;
        }

        var plan = await plans.Of(
            new MovableQuery { OfficeId = request.OfficeId, After = on },
            new Shift { After = on, Periods = request.Periods },
            cancellationToken
        );
        return plan.Then<GracePreview>(found => new GracePreview
        {
            EffectiveOn = on,
            Periods = request.Periods,
            Loans = found.Loans,
            Skipped = found.Others,
        });
    }
}
