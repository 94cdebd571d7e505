using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Impact.WithdrawHadKifayah;

/// <summary>Takes a row of had kifayah back that was entered by mistake; the one before it goes on.</summary>
[Allowed(Role.Admin)]
public sealed record WithdrawHadKifayah : ICommand<HadKifayahView>, IApiEndpoint
{
    /// <summary>The office; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string OfficeId { get; init; } = "";

    /// <summary>The day from which the row counts.</summary>
    public required DateOnly From { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<WithdrawHadKifayah, HadKifayahView>(
            "/offices/{id}/had-kifayah/withdrawal",
            (string id, WithdrawHadKifayah body) => body with { OfficeId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class WithdrawHadKifayahValidator : AbstractValidator<WithdrawHadKifayah>
{
    /// <summary>The rules.</summary>
    public WithdrawHadKifayahValidator() => RuleFor(c => (DateOnly?)c.From).Date().OverridePropertyName("From");
}

/// <summary>Writes that it is taken back.</summary>
public sealed class WithdrawHadKifayahHandler(HadKifayahBook thresholds)
    : IRequestHandler<WithdrawHadKifayah, Result<HadKifayahView>>
{
    /// <inheritdoc/>
    public async Task<Result<HadKifayahView>> Handle(WithdrawHadKifayah request, CancellationToken cancellationToken)
    {
        var now = await thresholds.Of(request.OfficeId, cancellationToken);
        if (now.Rows.FirstOrDefault(row => row.From == request.From) is not { } before)
        {
            return ImpactErrors.HadKifayahNotFound;
        }

        await thresholds.Write(request.From, null, before, cancellationToken);
        return await thresholds.Of(request.OfficeId, cancellationToken);
    }
}
