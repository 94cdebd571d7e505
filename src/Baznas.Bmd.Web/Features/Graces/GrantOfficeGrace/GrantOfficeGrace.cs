using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Graces.GrantOfficeGrace;

/// <summary>Lets the instalments of all running loans of an office wait, as after a flood.</summary>
[Allowed(Role.Approver)]
public sealed record GrantOfficeGrace : GraceTerms, ICommand<GraceView>, IApiEndpoint
{
    /// <summary>The office; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string OfficeId { get; init; } = "";

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<GrantOfficeGrace, GraceView>(
            "/offices/{id}/graces",
            (string id, GrantOfficeGrace body) => body with { OfficeId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class GrantOfficeGraceValidator : AbstractValidator<GrantOfficeGrace>
{
    /// <summary>The rules of any grace.</summary>
    public GrantOfficeGraceValidator() => Include(new GraceTermsValidator());
}

/// <summary>Stores the new schedules.</summary>
public sealed class GrantOfficeGraceHandler(Work work, GracePlans plans, GraceBook graces)
    : IRequestHandler<GrantOfficeGrace, Result<GraceView>>
{
    /// <inheritdoc/>
    public async Task<Result<GraceView>> Handle(GrantOfficeGrace request, CancellationToken cancellationToken)
    {
        var on = request.EffectiveOn ?? work.Today;
        if (await plans.RefusesDate(request.OfficeId, on, work.Today, cancellationToken) is { } error)
        {
            return error;
        }

        var plan = await plans.Of(
            new MovableQuery { OfficeId = request.OfficeId, After = on },
            new Shift { After = on, Periods = request.Periods },
            cancellationToken
        );
        return plan.IsRefused(out var refused)
            ? refused
            : await graces.Grant(new NewGrace { EffectiveOn = on, Terms = request }, plan.Value, cancellationToken);
    }
}
