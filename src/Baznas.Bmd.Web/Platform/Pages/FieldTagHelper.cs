using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>One thing to choose.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
public sealed record Choice(string Value, string Text)
{
    /// <summary>The values of an enumeration, each with its word.</summary>
    public static IReadOnlyList<Choice> Of<TEnum>(params IEnumerable<TEnum> values)
        where TEnum : struct, Enum =>
        [.. values.Select(value => new Choice(FieldText.Of(value)!, PageText.Word(value)))];

    /// <summary>All values of an enumeration, each with its word.</summary>
    public static IReadOnlyList<Choice> All<TEnum>()
        where TEnum : struct, Enum => Of(Enum.GetValues<TEnum>());
}

/// <summary>
/// <c>&lt;field name="amount" kind="money"/&gt;</c>: label, input, hint and error of one field of a command, with what was
/// typed before. Its label is the text <c>field.{name}</c>, unless another is given.
/// </summary>
[HtmlTargetElement("field", Attributes = "name,kind", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    private static readonly HashSet<string> TextKinds =
    [
        "text",
        "money",
        "date",
        "number",
        "phone",
        "password",
        "pin",
        "nik",
        "email",
        "search",
    ];

    /// <summary>The field's name in the command: <c>business.name</c>, <c>items[0].amount</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// <c>text</c>, <c>money</c>, <c>date</c>, <c>number</c>, <c>phone</c>, <c>nik</c>, <c>password</c>, <c>pin</c>, <c>area</c>,
    /// <c>select</c>, <c>radio</c>, <c>check</c> (one, yes or no) or <c>checks</c> (several of a list).
    /// </summary>
    public string Kind { get; set; } = "text";

    /// <summary>The label, when it is not <c>field.{name}</c>.</summary>
    public string? Label { get; set; }

    /// <summary>A line that helps to fill it in.</summary>
    public string? Hint { get; set; }

    /// <summary>What the page proposes.</summary>
    public object? Value { get; set; }

    /// <summary>What there is to choose, for <c>select</c>, <c>radio</c> and <c>checks</c>.</summary>
    public IEnumerable<Choice> Options { get; set; } = [];

    /// <summary>Whether the field may be left empty; such a field says so.</summary>
    public bool Optional { get; set; }

    /// <summary>Whether it narrows a list: left empty, it narrows nothing.</summary>
    public bool Filter { get; set; }

    /// <summary>Whether the page begins here.</summary>
    public bool Autofocus { get; set; }

    /// <summary>Whether the label is for screen readers alone, as in a table that has it at its head.</summary>
    public bool Quiet { get; set; }

    /// <summary>What browsers may fill in; <c>off</c> unless said.</summary>
    public string Autocomplete { get; set; } = "off";

    /// <summary>The most characters.</summary>
    public int? Longest { get; set; }

    /// <summary>The page it stands on.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    private string Id => "f-" + string.Concat(Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private string[]? Errors =>
        View.ViewData.Model is BmdPage page && page.FieldErrors.TryGetValue(Name, out var errors) ? errors : null;

    private string? Shown => View.ViewData.Model is BmdPage page ? page.Typed(Name, Value) : FieldText.Of(Value);

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var label = Label ?? PageText.T($"field.{WithoutIndexes(Name)}");
        var isGroup = Kind is "radio" or "checks";
        output.TagName = isGroup ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", Errors is null ? $"field of-{Kind}" : $"field of-{Kind} wrong");
        var content = output.Content;
        if (Kind == "check")
        {
            content.AppendHtml(Check(label));
        }
        else
        {
            content.AppendHtml(Caption(label, isGroup));
            Describe(content, Hint is null ? null : $"{Id}-hint", "hint", Hint is null ? [] : [Hint]);
            content.AppendHtml(
                Kind switch
                {
                    "area" => Area(),
                    "select" => Select(),
                    "radio" or "checks" => Several(),
                    _ when TextKinds.Contains(Kind) => Input(),
                    _ => throw new InvalidOperationException($"There is no kind of field called {Kind}."),
                }
            );
        }

        Describe(content, $"{Id}-error", "error", Errors ?? []);
    }

    private static string WithoutIndexes(string name) =>
        string.Concat(
            name.Split('[')
                .Select((part, i) => i == 0 ? part : part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..])
        );

    private TagBuilder Caption(string label, bool isGroup)
    {
        var caption = new TagBuilder(isGroup ? "legend" : "label");
        if (!isGroup)
        {
            caption.Attributes["for"] = Id;
        }

        if (Quiet)
        {
            caption.AddCssClass("quiet");
        }

        caption.InnerHtml.Append(label);
        if (Optional && !Quiet)
        {
            var may = new TagBuilder("span");
            may.AddCssClass("optional");
            may.InnerHtml.Append($" ({PageText.T("form.optional")})");
            caption.InnerHtml.AppendHtml(may);
        }

        return caption;
    }

    private static void Describe(TagHelperContent content, string? id, string kind, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var text = new TagBuilder("p");
        text.Attributes["id"] = id;
        text.AddCssClass(kind);
        text.InnerHtml.Append(string.Join(' ', lines));
        content.AppendHtml(text);
    }

    private TagBuilder Input()
    {
        var input = Control("input");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = Kind switch
        {
            "date" => "date",
            "phone" => "tel",
            "password" => "password",
            "email" => "email",
            "search" => "search",
            _ => "text",
        };
        if (Kind is "money" or "number" or "nik" or "pin")
        {
            input.Attributes["inputmode"] = "numeric";
        }

        if (Kind == "money")
        {
            input.Attributes["data-money"] = "";
        }

        if (Longest is { } longest)
        {
            input.Attributes["maxlength"] = longest.ToString(CultureInfo.InvariantCulture);
        }

        if (Kind is not ("password" or "pin") && Shown is { } value)
        {
            input.Attributes["value"] = value;
        }

        input.Attributes["autocomplete"] = Autocomplete;
        return input;
    }

    private TagBuilder Area()
    {
        var area = Control("textarea");
        area.Attributes["rows"] = "3";
        // A line break right after the tag is not part of the text.
        area.InnerHtml.AppendHtml("\n").Append(Shown ?? "");
        return area;
    }

    private TagBuilder Select()
    {
        var select = Control("select");
        var shown = Shown;
        if (Filter || Optional || shown is null)
        {
            var nothing =
                Filter ? "list.all"
                : Optional ? "form.none"
                : "form.choose";
            select.InnerHtml.AppendHtml(Option(new Choice("", PageText.T(nothing)), shown));
        }

        foreach (var choice in Options)
        {
            select.InnerHtml.AppendHtml(Option(choice, shown));
        }

        return select;
    }

    private static TagBuilder Option(Choice choice, string? shown)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = choice.Value;
        if (choice.Value == shown)
        {
            option.Attributes["selected"] = "selected";
        }

        option.InnerHtml.Append(choice.Text);
        return option;
    }

    private HtmlContentBuilder Several()
    {
        var content = new HtmlContentBuilder();
        var chosen = Chosen();
        var no = 0;
        foreach (var choice in Options)
        {
            var id = $"{Id}-{no++}";
            var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
            input.Attributes["type"] = Kind == "radio" ? "radio" : "checkbox";
            input.Attributes["name"] = Name;
            input.Attributes["id"] = no == 1 ? Id : id;
            input.Attributes["value"] = choice.Value;
            if (chosen.Contains(choice.Value))
            {
                input.Attributes["checked"] = "checked";
            }

            var label = new TagBuilder("label");
            label.AddCssClass("choice");
            label.InnerHtml.AppendHtml(input).Append(" " + choice.Text);
            content.AppendHtml(label);
        }

        return content;
    }

    private HashSet<string> Chosen()
    {
        var request = View.HttpContext.Request;
        if (request.HasFormContentType)
        {
            return [.. request.Form[Name].OfType<string>()];
        }

        return Value is System.Collections.IEnumerable several and not string
            ? [.. several.Cast<object>().Select(value => FieldText.Of(value)!)]
            : [FieldText.Of(Value) ?? ""];
    }

    private TagBuilder Check(string label)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = "checkbox";
        input.Attributes["name"] = Name;
        input.Attributes["id"] = Id;
        input.Attributes["value"] = "true";
        if (Shown == "true")
        {
            input.Attributes["checked"] = "checked";
        }

        var choice = new TagBuilder("label");
        choice.AddCssClass("choice");
        choice.InnerHtml.AppendHtml(input).Append(" " + label);
        return choice;
    }

    private TagBuilder Control(string tag)
    {
        var control = new TagBuilder(tag);
        control.Attributes["id"] = Id;
        control.Attributes["name"] = Name;
        if (!Optional && !Filter)
        {
            control.Attributes["aria-required"] = "true";
        }

        if (Autofocus || Errors is not null)
        {
            control.Attributes["autofocus"] = "autofocus";
        }

        var described = string.Join(' ', Descriptions());
        if (described.Length > 0)
        {
            control.Attributes["aria-describedby"] = described;
        }

        if (Errors is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }

        return control;
    }

    private IEnumerable<string> Descriptions()
    {
        if (Hint is not null)
        {
            yield return $"{Id}-hint";
        }

        if (Errors is not null)
        {
            yield return $"{Id}-error";
        }
    }
}
