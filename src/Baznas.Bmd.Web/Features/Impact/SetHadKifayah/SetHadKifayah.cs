using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Impact.SetHadKifayah;

/// <summary>Enters what a person needs a month from a day on. Entered again for the same day, the new amount holds.</summary>
[Allowed(Role.Admin)]
public sealed record SetHadKifayah : ICommand<HadKifayahView>, IApiEndpoint
{
    /// <summary>The office; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string OfficeId { get; init; } = "";

    /// <summary>The first day on which it counts.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Rupiah a month for one person.</summary>
    public required Rupiah PerPerson { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<SetHadKifayah, HadKifayahView>(
            "/offices/{id}/had-kifayah",
            (string id, SetHadKifayah body) => body with { OfficeId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class SetHadKifayahValidator : AbstractValidator<SetHadKifayah>
{
    /// <summary>The rules.</summary>
    public SetHadKifayahValidator()
    {
        RuleFor(c => (DateOnly?)c.From).Date().OverridePropertyName("From");
        RuleFor(c => c.PerPerson).Amount();
    }
}

/// <summary>Writes the row.</summary>
public sealed class SetHadKifayahHandler(Work work, HadKifayahBook thresholds)
    : IRequestHandler<SetHadKifayah, Result<HadKifayahView>>
{
    /// <inheritdoc/>
    public async Task<Result<HadKifayahView>> Handle(SetHadKifayah request, CancellationToken cancellationToken)
    {
        var now = await thresholds.Of(request.OfficeId, cancellationToken);
        var before = now.Rows.FirstOrDefault(row => row.From == request.From);
        if (before?.PerPerson == request.PerPerson)
        {
            work.NothingChanged = true;
            return now;
        }

        await thresholds.Write(request.From, request.PerPerson, before, cancellationToken);
        return await thresholds.Of(request.OfficeId, cancellationToken);
    }
}
