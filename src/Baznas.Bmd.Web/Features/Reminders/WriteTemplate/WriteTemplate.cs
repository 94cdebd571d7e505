using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.WriteTemplate;

/// <summary>Writes what an office's reminders say by one channel in one language; what they said before stays readable.</summary>
[Allowed(Role.Admin)]
public sealed record WriteTemplate : ICommand<TemplateView>, IConditional, IApiEndpoint
{
    /// <summary>The channel; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public MessageChannel Channel { get; init; }

    /// <summary>The language; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Language { get; init; } = "";

    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The text with its placeholders.</summary>
    public required string Body { get; init; }

    /// <summary>The name under which WhatsApp has approved it; none by other channels.</summary>
    public string? ProviderName { get; init; }

    /// <summary>The language under which WhatsApp has approved it.</summary>
    public string? ProviderLanguage { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new ListTemplates.ListTemplates(OfficeId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<WriteTemplate, TemplateView>(
            "/message-templates/{channel}/{language}",
            (EnumValue<MessageChannel> channel, string language, WriteTemplate body) =>
                body with
                {
                    Channel = channel.Value,
                    Language = language,
                }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class WriteTemplateValidator : AbstractValidator<WriteTemplate>
{
    /// <summary>The rules.</summary>
    public WriteTemplateValidator()
    {
        RuleFor(c => c.Body).Text(TemplateRules.LongestChat);
        RuleFor(c => c.ProviderName)
            .Must((c, name) => name is null || c.Channel is MessageChannel.WhatsApp)
            .WithMessage(_ => Messages.Text("template.provider_of_whatsapp"));
        RuleFor(c => c.ProviderName).OptionalText(200);
        RuleFor(c => c.ProviderLanguage)
            .Must((c, language) => (language is null) == (c.ProviderName is null) && (language?.Length ?? 0) <= 10)
            .WithMessage(_ => Messages.Text("template.provider_language"));
    }
}

/// <summary>Stores it as a version of its own.</summary>
public sealed class WriteTemplateHandler(Db db, Work work, ReminderTexts texts)
    : IRequestHandler<WriteTemplate, Result<TemplateView>>
{
    private static readonly Sql<NewTemplate, NoRows> Insert = new(
        """
        INSERT INTO [MessageTemplate] ([OfficeId], [Kind], [Channel], [Language], [Version], [Body], [ProviderName],
            [ProviderLanguage], [WrittenBy], [WrittenAt])
        VALUES (@OfficeId, 'reminder', @Channel, @Language, @Version, @Body, @ProviderName,
            @ProviderLanguage, @WrittenBy, @WrittenAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<TemplateView>> Handle(WriteTemplate request, CancellationToken cancellationToken)
    {
        if (!ReminderTexts.Channels.Contains(request.Channel) || !Messages.Languages.Contains(request.Language))
        {
            return Error.NotFound("template.not_found");
        }

        var office = await texts.Of(request.OfficeId, cancellationToken);
        var before = TemplateView.Of(request.OfficeId, office.For(request.Channel, request.Language));
        var next = new ReminderTemplate
        {
            Channel = request.Channel,
            Language = request.Language,
            Version = before.Version + 1,
            Text = new TemplateText(request.Body.Trim()),
            ProviderName = request.ProviderName,
            ProviderLanguage = request.ProviderLanguage,
        };
        if (TemplateTrial.Of(next, office).Problems is [var problem, ..])
        {
            return problem with { Field = "body" };
        }

        await db.Execute(Insert, NewTemplate.Of(next, work), cancellationToken);
        var after = TemplateView.Of(request.OfficeId, next);
        work.Audit("office.template_written", request.OfficeId, before, after);
        return after;
    }

    private sealed record NewTemplate
    {
        public required string OfficeId { get; init; }
        public required string Channel { get; init; }
        public required string Language { get; init; }
        public required int Version { get; init; }
        public required string Body { get; init; }
        public required string? ProviderName { get; init; }
        public required string? ProviderLanguage { get; init; }
        public required string WrittenBy { get; init; }
        public required DateTimeOffset WrittenAt { get; init; }

        public static NewTemplate Of(ReminderTemplate template, Work work) =>
            new()
            {
                OfficeId = work.Office.Id,
                Channel = EnumText.Of(template.Channel),
                Language = template.Language,
                Version = template.Version,
                Body = template.Text.Body,
                ProviderName = template.ProviderName,
                ProviderLanguage = template.ProviderLanguage,
                WrittenBy = work.Caller.UserId,
                WrittenAt = work.Now,
            };
    }
}
