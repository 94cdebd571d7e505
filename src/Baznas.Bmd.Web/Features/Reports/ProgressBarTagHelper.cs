using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary><c>&lt;progress-bar ratio="@rate"/&gt;</c>: how much of a whole is done; the words stand beside it.</summary>
[HtmlTargetElement("progress-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressBarTagHelper : TagHelper
{
    /// <summary>The part that is done, 0 to 1.</summary>
    public decimal Ratio { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var width = Math.Clamp(Ratio, 0, 1) * 100;
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "progress");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(
            string.Create(CultureInfo.InvariantCulture, $"<rect width=\"{width:0.#}%\" height=\"100%\"/>")
        );
    }
}
