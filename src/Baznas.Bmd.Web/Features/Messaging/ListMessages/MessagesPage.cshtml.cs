using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Messaging.ListMessages;

/// <summary>The messages, to be searched.</summary>
public sealed class MessagesPage : BmdPage
{
    /// <summary>What the address asks for.</summary>
    public MessageFilter Filter { get; private set; } = new();

    /// <summary>The page of the list.</summary>
    public Page<MessageView> Messages { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(MessageFilter filter)
    {
        Filter = filter;
        Messages = await Ask(new ListMessages { Filter = filter with { Limit = ListLength } });
    }
}
