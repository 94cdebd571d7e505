using Baznas.Bmd.Web.Features.Access.GetMySettings;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.SaveMySettings;

/// <summary>Chooses for myself: where I am written to, in which language, and about what.</summary>
[AllowedToStaff]
public sealed record SaveMySettings : ICommand<MySettings>, IConditional, IApiEndpoint
{
    /// <summary>Where I am written to; left out for nowhere.</summary>
    public string? Email { get; init; }

    /// <summary>The language that I am written to in: <c>id</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What I want to be written about.</summary>
    public IReadOnlyList<SubscriptionTopic> Subscriptions { get; init; } = [];

    Subject IWrite.Subject => Subject.Caller;

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetMySettings.GetMySettings(), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<SaveMySettings, MySettings>("/me/settings", (SaveMySettings body) => body);
}

/// <summary>What the fields may hold.</summary>
public sealed class SaveMySettingsValidator : AbstractValidator<SaveMySettings>
{
    /// <summary>The rules.</summary>
    public SaveMySettingsValidator()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.Language)
            .Must(language => Messages.Languages.Contains(language))
            .WithMessage(_ => Messages.Text("field.language"));
        RuleFor(c => c.Subscriptions).List(0, Enum.GetValues<SubscriptionTopic>().Length);
        RuleFor(c => c.Email)
            .Must((c, email) => email is not null || c.Subscriptions.Count == 0)
            .WithMessage(_ => Messages.Text("field.email_needed"));
    }
}

/// <summary>Stores them.</summary>
public sealed class SaveMySettingsHandler(UserSettings settings, Work work)
    : IRequestHandler<SaveMySettings, Result<MySettings>>
{
    /// <inheritdoc/>
    public async Task<Result<MySettings>> Handle(SaveMySettings request, CancellationToken cancellationToken)
    {
        if (request.Subscriptions.Any(topic => !topic.IsFor(work.Caller.Roles)))
        {
            return AccessErrors.NotOffered;
        }

        var before = await settings.Of(work.Caller.UserId, cancellationToken);
        var after = new ChosenSettings
        {
            Email = request.Email,
            Language = request.Language,
            Subscriptions = [.. request.Subscriptions.Distinct().Order()],
        };
        await settings.Keep(before, after, cancellationToken);
        return new MySettings(after, work.Caller.Roles);
    }
}
