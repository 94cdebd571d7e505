using Baznas.Bmd.Web.Features.Messaging.ListMessages;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Messaging.MarkMessageSent;

/// <summary>The messages that wait for somebody to send them by hand, each with the link that opens the chat.</summary>
public sealed class WaitingMessagesPage : BmdPage
{
    private const string Path = "/messages/waiting";

    /// <summary>The page of the list.</summary>
    public Page<MessageView> Messages { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(string? cursor) =>
        Messages = await Ask(
            new ListMessages.ListMessages
            {
                Filter = new MessageFilter
                {
                    Limit = ListLength,
                    Cursor = cursor,
                    Status = new EnumValue<MessageStatus>(MessageStatus.Planned),
                    Channel = new EnumValue<MessageChannel>(MessageChannel.Link),
                },
            }
        );

    /// <summary>Marks one as sent.</summary>
    public async Task<IActionResult> OnPost(string? messageId)
    {
        if (await Send(new MarkMessageSent(messageId ?? "")) is (true, { } sent))
        {
            return GoTo(Path, "messages.marked_sent", sent.Addressee ?? "–");
        }

        await OnGet(null);
        return Page();
    }
}
