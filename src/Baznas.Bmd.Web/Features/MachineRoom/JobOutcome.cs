using System.Text.Json;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.MachineRoom;

/// <summary>What a job did at a place, in one line.</summary>
/// <param name="Count">How much; 0 when there was nothing to do.</param>
/// <param name="Code">Which line says it: the text <c>job.line.code</c>, whose first placeholder is the count.</param>
/// <param name="Arguments">What stands in the line's other placeholders: numbers and words, nobody's data.</param>
public sealed record JobOutcome(int Count, string Code, params IReadOnlyList<object> Arguments)
{
    /// <summary>There was nothing to do.</summary>
    public static readonly JobOutcome Nothing = new(0, "nothing");

    /// <summary>So much was done, or there was nothing to do.</summary>
    public static JobOutcome Of(int count, string code) => count == 0 ? Nothing : new JobOutcome(count, code);
}

/// <summary>How a job's visit ended.</summary>
public enum JobRunOutcome
{
    /// <summary>It did something.</summary>
    Done,

    /// <summary>There was nothing to do.</summary>
    Nothing,

    /// <summary>It failed, and will be tried again.</summary>
    Failed,
}

/// <summary>The line that says what a job did.</summary>
public sealed record JobLine
{
    /// <summary>What it says.</summary>
    public required string Code { get; init; }

    /// <summary>How much was done.</summary>
    public required int Count { get; init; }

    /// <summary>In the language of whoever asks.</summary>
    public required string Text { get; init; }

    /// <summary>The line of what was stored.</summary>
    internal static JobLine Of(string code, int count, string arguments) =>
        new()
        {
            Code = code,
            Count = count,
            Text = PageText.T(
                $"job.line.{code}",
                [PageText.Number(count), .. Json.Read<IReadOnlyList<JsonElement>>(arguments).Select(Value)]
            ),
        };

    private static object Value(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Number ? PageText.Number(argument.GetInt64()) : argument.GetString()!;
}
