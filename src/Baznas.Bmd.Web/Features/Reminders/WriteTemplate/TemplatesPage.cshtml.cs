using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reminders.WriteTemplate;

/// <summary>What an office's reminders say: one text at a time, looked at and checked before it is kept.</summary>
public sealed class TemplatesPage : BmdPage
{
    private const int All = 200;

    /// <summary>The office; null when there is none yet.</summary>
    public OfficeView? Office { get; private set; }

    /// <summary>The offices to choose from.</summary>
    public IReadOnlyList<OfficeView> Offices { get; private set; } = [];

    /// <summary>All texts of the office.</summary>
    public IReadOnlyList<TemplateView> Templates { get; private set; } = [];

    /// <summary>The text that is looked at.</summary>
    public TemplateView Template { get; private set; } = null!;

    /// <summary>What it reads like.</summary>
    public TemplatePreview Preview { get; private set; } = null!;

    /// <summary>What may stand in a text.</summary>
    public static string Placeholders => string.Join(' ', TemplateText.Known.Select(name => $"{{{name}}}"));

    /// <summary>The channels to choose from.</summary>
    public static IEnumerable<Choice> Channels =>
        ReminderTexts.Channels.Select(channel => new Choice(EnumText.Of(channel), PageText.Word(channel)));

    /// <summary>The languages to choose from.</summary>
    public static IEnumerable<Choice> Languages =>
        Messages.Languages.Select(language => new Choice(language, PageText.T($"language.{language}")));

    /// <summary>Shows the text by a channel and in a language, as it is or as it was typed.</summary>
    public async Task OnGet([FromQuery] string? officeId, [FromQuery] string? channel, [FromQuery] string? language)
    {
        OnlyFor<WriteTemplate>();
        Offices = (await Ask(new ListOffices { Limit = All })).Items;
        Office = Offices.FirstOrDefault(office => office.Id == officeId) ?? (Offices is [var first, ..] ? first : null);
        if (Office is not null)
        {
            Templates = (await Ask(new ListTemplates.ListTemplates(Office.Id))).Items;
            Template =
                Templates.FirstOrDefault(each => EnumText.Of(each.Channel) == channel && each.Language == language)
                ?? Templates[0];
            await Look(Office.Id);
        }
    }

    /// <summary>Looks at what was typed, or keeps it.</summary>
    public async Task<IActionResult> OnPost(
        [FromQuery] string officeId,
        [FromQuery] string channel,
        [FromQuery] string language
    )
    {
        var command = Read<WriteTemplate>();
        if (Sent(StepField) == Confirm && command is not null)
        {
            var of = ReminderTexts.Channels.FirstOrDefault(each => EnumText.Of(each) == channel);
            command = command with { OfficeId = officeId, Channel = of, Language = language };
            if (await Send(command) is (true, _))
            {
                return GoTo(
                    $"/settings/templates?officeId={officeId}&channel={channel}&language={language}",
                    "templates.done"
                );
            }
        }

        await OnGet(officeId, channel, language);
        return Page();
    }

    private async Task Look(string officeId)
    {
        var typed = Typed("body", Template.Body);
        Preview = await Ask(
            new PreviewTemplate.PreviewTemplate
            {
                OfficeId = officeId,
                Channel = Template.Channel,
                Language = Template.Language,
                Body = string.IsNullOrWhiteSpace(typed) ? Template.Body : typed,
            }
        );
    }
}
