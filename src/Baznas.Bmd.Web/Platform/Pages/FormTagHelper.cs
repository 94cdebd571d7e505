using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// Every form that changes something carries the name of this filling-in, so that sent twice it counts once; what was
/// refused stands at its head; and where the page wants it confirmed, it shows what will be done instead of its fields.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class KeyedFormTagHelper : TagHelper
{
    /// <summary>The page it stands on.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // A form of the layout is no part of the page's work.
        if (View.ViewData.Model is not BmdPage page || output.Attributes.ContainsName("data-plain"))
        {
            return;
        }

        output.PreContent.AppendHtml(Hidden(BmdPage.KeyField, page.Key));
        if (page.Refusal is { } refusal)
        {
            output.PreContent.AppendHtml(Summary(refusal));
        }
    }

    internal static TagBuilder Hidden(string name, string? value)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = "hidden";
        input.Attributes["name"] = name;
        input.Attributes["value"] = value;
        return input;
    }

    private static TagBuilder Summary(Http.Problem refusal)
    {
        var summary = new TagBuilder("div");
        summary.AddCssClass("notice refused");
        summary.Attributes["role"] = "alert";
        var first = new TagBuilder("p");
        first.InnerHtml.Append(refusal.Detail);
        summary.InnerHtml.AppendHtml(first);
        return summary;
    }
}

/// <summary>
/// <c>&lt;sent-again/&gt;</c>: all that was filled in, hidden, so that the form can be sent again as it was: for the step
/// in which a person confirms.
/// </summary>
[HtmlTargetElement("sent-again", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SentAgainTagHelper : TagHelper
{
    private static readonly HashSet<string> Own = [BmdPage.KeyField, BmdPage.StepField, "formToken"];

    /// <summary>The page it stands on.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        foreach (var (name, values) in View.HttpContext.Request.Form.Where(field => !Own.Contains(field.Key)))
        {
            foreach (var value in values)
            {
                output.Content.AppendHtml(KeyedFormTagHelper.Hidden(name, value));
            }
        }
    }
}

/// <summary><c>&lt;confirm-buttons&gt;</c>: do it, or go back to the fields. Stands in a form that is confirmed.</summary>
[HtmlTargetElement("confirm-buttons", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ConfirmButtonsTagHelper : TagHelper
{
    /// <summary>What the button that does it says.</summary>
    public string Do { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "actions");
        output.Content.AppendHtml(Button(BmdPage.Confirm, Do, "primary", autofocus: true));
        output.Content.AppendHtml(Button(BmdPage.Edit, PageText.T("form.edit"), "", autofocus: false));
    }

    private static TagBuilder Button(string step, string text, string style, bool autofocus)
    {
        var button = new TagBuilder("button");
        button.Attributes["name"] = BmdPage.StepField;
        button.Attributes["value"] = step;
        button.AddCssClass(("button " + style).TrimEnd());
        if (autofocus)
        {
            button.Attributes["autofocus"] = "autofocus";
        }

        button.InnerHtml.Append(text);
        return button;
    }
}
