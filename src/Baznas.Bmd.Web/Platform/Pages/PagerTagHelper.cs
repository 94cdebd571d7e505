using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// <c>&lt;pager next="@cursor"/&gt;</c>: on to the next page of a list, or back to its first, with the filters that stand in
/// the address.
/// </summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : TagHelper
{
    private const string Cursor = "cursor";

    /// <summary>What the next page is asked with; null after the last.</summary>
    public string? Next { get; set; }

    /// <summary>The page it stands on.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = View.HttpContext.Request;
        var isFirst = !request.Query.ContainsKey(Cursor);
        // What is null on the page arrives here as an empty text.
        var isLast = string.IsNullOrEmpty(Next);
        if (isLast && isFirst)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", PageText.T("list.pages"));
        if (!isFirst)
        {
            output.Content.AppendHtml(Link(request, null, "list.first"));
        }

        if (!isLast)
        {
            output.Content.AppendHtml(Link(request, Next, "list.next"));
        }
    }

    private static TagBuilder Link(HttpRequest request, string? cursor, string text)
    {
        var filters = request
            .Query.Where(pair => pair.Key != Cursor)
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
            .Append(KeyValuePair.Create(Cursor, cursor))
            .Where(pair => !string.IsNullOrEmpty(pair.Value));
        var link = new TagBuilder("a");
        link.AddCssClass("button");
        link.Attributes["href"] = QueryHelpers.AddQueryString(request.Path, filters);
        link.InnerHtml.Append(PageText.T(text));
        return link;
    }
}
