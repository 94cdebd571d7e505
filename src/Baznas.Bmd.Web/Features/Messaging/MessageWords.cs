using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Html;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>What became of a message, in plain words.</summary>
public static class MessageWords
{
    /// <summary>Why a message has come no farther; a provider's own code is shown as it is.</summary>
    public static string Reason(string reason) =>
        PageText.Find($"message.reason.{reason}") ?? PageText.T("message.reason_code", reason);

    /// <summary>The state as a label; what waits for a hand says so.</summary>
    public static IHtmlContent State(MessageView message) =>
        message.Link is null ? Badge.Of(message.Status) : Badge.Of(PageText.T("message.waits_for_hand"), "warn");

    /// <summary>How many days before or after its day something was said.</summary>
    public static string Offset(int days) =>
        days switch
        {
            < 0 => PageText.T("message.days_before", -days),
            0 => PageText.T("message.on_the_day"),
            _ => PageText.T("message.days_after", days),
        };
}
