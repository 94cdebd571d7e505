using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Messaging.GetMessage;

/// <summary>A message, what became of it, and what can be done about it.</summary>
public sealed class MessagePage : BmdPage
{
    /// <summary>The message.</summary>
    public MessageHistory History { get; private set; } = null!;

    /// <summary>Whether it can be said again, by who looks.</summary>
    public bool MayResend =>
        May<ResendMessage.ResendMessage>()
        && History is { RepeatedById: null, Message.BlankedAt: null }
        && History.Message.Status
            is MessageStatus.Sent
                or MessageStatus.Failed
                or MessageStatus.GivenUp
                or MessageStatus.Cancelled;

    /// <summary>Shows it.</summary>
    public async Task OnGet(string id) => History = await Ask(new GetMessage(id));

    /// <summary>Says it again.</summary>
    public Task<IActionResult> OnPostResend(string id) =>
        Do(id, new ResendMessage.ResendMessage(id), "message.resent_now");

    /// <summary>Takes it out of the outbox.</summary>
    public Task<IActionResult> OnPostCancel(string id) =>
        Do(id, new CancelMessage.CancelMessage(id), "message.cancelled_now");

    /// <summary>Says that it was sent by hand.</summary>
    public Task<IActionResult> OnPostSent(string id) =>
        Do(id, new MarkMessageSent.MarkMessageSent(id), "message.sent_now");

    private async Task<IActionResult> Do(string id, ICommand<MessageView> command, string notice)
    {
        if (await Send(command) is (true, { } done))
        {
            return GoTo($"/messages/{done.Id}", notice);
        }

        await OnGet(id);
        return Page();
    }
}
