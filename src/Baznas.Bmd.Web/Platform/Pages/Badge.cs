using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>States as small labels: the word says it, the colour only repeats it.</summary>
public static class Badge
{
    private static readonly Dictionary<string, string> Tones = new()
    {
        ["Paid"] = "good",
        ["Closed"] = "good",
        ["Approved"] = "good",
        ["Lancar"] = "good",
        ["Sent"] = "good",
        ["Delivered"] = "good",
        ["Read"] = "good",
        ["Kept"] = "good",
        ["Settled"] = "good",
        ["Promised"] = "warn",
        ["Done"] = "good",
        ["Due"] = "warn",
        ["Partial"] = "warn",
        ["Pending"] = "warn",
        ["Held"] = "warn",
        ["DalamPerhatianKhusus"] = "warn",
        ["KurangLancar"] = "warn",
        ["Overdue"] = "bad",
        ["Diragukan"] = "bad",
        ["Macet"] = "bad",
        ["Rejected"] = "bad",
        ["Failed"] = "bad",
        ["GivenUp"] = "bad",
        ["Broken"] = "bad",
        ["WrittenOff"] = "bad",
        ["Failed"] = "bad",
    };

    /// <summary>The label of a state.</summary>
    public static IHtmlContent Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Of(PageText.Word(value), Tones.GetValueOrDefault(value.ToString()));

    /// <summary>A label.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="tone"><c>good</c>, <c>warn</c>, <c>bad</c>, or none.</param>
    public static IHtmlContent Of(string text, string? tone = null)
    {
        var badge = new TagBuilder("span");
        badge.AddCssClass($"badge {tone}".TrimEnd());
        badge.InnerHtml.Append(text);
        return badge;
    }
}
