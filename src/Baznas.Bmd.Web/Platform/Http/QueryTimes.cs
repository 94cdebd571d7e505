using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>
/// Holds dates and times in query strings to the contract's form. Binding alone would take 03/04/2026 for a day in
/// March, whatever the caller meant, and a time without an offset for the server's own.
/// </summary>
internal static partial class QueryTimes
{
    /// <summary>Refuses what is not <c>yyyy-MM-dd</c> or not an RFC 3339 time with an offset.</summary>
    public static EndpointFilterDelegate Strictly(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var forms = context.MethodInfo.GetParameters().SelectMany(Forms).ToArray();
        if (forms.Length == 0)
        {
            return next;
        }

        return invocation =>
        {
            var query = invocation.HttpContext.Request.Query;
            return
                Array.Find(forms, form => query[form.Name].Any(text => !form.Regex.IsMatch(text ?? ""))) is { } broken
                ? ValueTask.FromResult<object?>(Api.Refuse(Malformed(broken.Name), invocation.HttpContext))
                : next(invocation);
        };
    }

    private static IEnumerable<Form> Forms(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(AsParametersAttribute))
            ? parameter
                .ParameterType.GetProperties()
                .SelectMany(property => Forms(property.Name, property.PropertyType))
            : Forms(parameter.Name!, parameter.ParameterType);

    private static IEnumerable<Form> Forms(string name, Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        if (underlying == typeof(DateOnly))
        {
            yield return new Form(JsonNamingPolicy.CamelCase.ConvertName(name), Date());
        }
        else if (underlying == typeof(DateTimeOffset))
        {
            yield return new Form(JsonNamingPolicy.CamelCase.ConvertName(name), Time());
        }
    }

    private static InvalidRequest Malformed(string field) =>
        new("request.malformed", new Dictionary<string, string[]> { [field] = [Messages.Text("field.malformed")!] });

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Date();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Time();

    private sealed record Form(string Name, Regex Regex);
}
