using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.PreviewTemplate;

/// <summary>What a text would read like, how long it is, and what speaks against it. Stores nothing.</summary>
[Allowed(Role.Admin)]
public sealed record PreviewTemplate : IQuery<TemplatePreview>, IApiEndpoint
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>How it would go.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The language.</summary>
    public required string Language { get; init; }

    /// <summary>The text with its placeholders.</summary>
    public required string Body { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<PreviewTemplate, TemplatePreview>("/message-templates/preview", (PreviewTemplate body) => body);
}

/// <summary>What the fields may hold.</summary>
public sealed class PreviewTemplateValidator : AbstractValidator<PreviewTemplate>
{
    // Longer than any that is allowed, so that what is too long can be looked at.
    private const int Longest = 4000;

    /// <summary>The rules.</summary>
    public PreviewTemplateValidator()
    {
        RuleFor(c => c.Body).Text(Longest);
        RuleFor(c => c.Channel)
            .Must(ReminderTexts.Channels.Contains)
            .WithMessage(_ => Messages.Text("reminder_settings.channels"));
        RuleFor(c => c.Language)
            .Must(Messages.Languages.Contains)
            .WithMessage(_ => Messages.Text("template.not_found"));
    }
}

/// <summary>Tries it.</summary>
public sealed class PreviewTemplateHandler(ReminderTexts texts)
    : IRequestHandler<PreviewTemplate, Result<TemplatePreview>>
{
    /// <inheritdoc/>
    public async Task<Result<TemplatePreview>> Handle(PreviewTemplate request, CancellationToken cancellationToken) =>
        TemplateTrial.Preview(
            new ReminderTemplate
            {
                Channel = request.Channel,
                Language = request.Language,
                Version = 0,
                Text = new TemplateText(request.Body.Trim()),
            },
            await texts.Of(request.OfficeId, cancellationToken)
        );
}
