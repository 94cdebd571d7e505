using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>
/// The summaries of the source's documentation comments, as plain text: what the code says of itself is what the API's
/// description says. They come from the documentation files beside the program; where one is missing, so are its texts.
/// </summary>
internal static partial class DocComments
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = [];

    /// <summary>The summary of a type.</summary>
    public static string? Of(Type type) => TextOf(Find(type)?.Element("summary"));

    /// <summary>The summary of a property, or of the parameter that a record made it from.</summary>
    public static string? Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var own = MembersOf(type.Assembly).GetValueOrDefault($"P:{NameOf(type)}.{property.Name}");
        return TextOf(own?.Element("summary"))
            ?? TextOf(
                Find(type)
                    ?.Elements("param")
                    .FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name)
            );
    }

    private static XElement? Find(Type type) => MembersOf(type.Assembly).GetValueOrDefault($"T:{NameOf(type)}");

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static IReadOnlyDictionary<string, XElement> MembersOf(Assembly assembly) =>
        Files.GetOrAdd(
            assembly,
            static assembly =>
            {
                var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
                return File.Exists(file)
                    ? XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value)
                    : new Dictionary<string, XElement>();
            }
        );

    private static string? TextOf(XElement? element)
    {
        var text = element is null
            ? ""
            : Whitespace().Replace(string.Concat(element.Nodes().Select(TextOf)), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string TextOf(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element when element.Attribute("cref") is { } target => target.Value.Split('.', ':')[^1],
            XElement element when element.Attribute("name") is { } name => name.Value,
            XElement element => string.Concat(element.Nodes().Select(TextOf)),
            _ => "",
        };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
