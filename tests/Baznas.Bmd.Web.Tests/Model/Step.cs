using System.Globalization;

namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>
/// One line of a script: <c>T2 = repay by=kasir loan=L1 amount=100000 on=2026-02-02</c>. A line that begins with
/// <c>&amp;</c> is sent at the same moment as the one before.
/// </summary>
internal sealed record Step(string Verb, IReadOnlyDictionary<string, string> Args)
{
    /// <summary>What later lines call what this one makes.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is sent at the same moment as the step before.</summary>
    public bool Together { get; init; }

    public string By => this["by"];

    public string this[string key] =>
        Args.TryGetValue(key, out var value) ? value : throw new FormatException($"{this} says no {key}.");

    public bool Has(string key) => Args.ContainsKey(key);

    public string? Find(string key) => Args.GetValueOrDefault(key);

    public long Number(string key) => long.Parse(this[key], CultureInfo.InvariantCulture);

    public long? FindNumber(string key) => Has(key) ? Number(key) : null;

    public DateOnly Date(string key) => Days.Read(this[key]);

    public DateOnly? FindDate(string key) => Has(key) ? Date(key) : null;

    /// <summary>A list of pairs: <c>500000@2026-01-05,500000@2026-03-01</c>.</summary>
    public IReadOnlyList<(string Left, string Right)> Pairs(string key) =>
        [.. this[key].Split(',').Select(pair => pair.Split('@')).Select(pair => (pair[0], pair[1]))];

    public static Step Of(string? name, string verb, params (string Key, object? Value)[] args) =>
        new(verb, args.Where(arg => arg.Value is not null).ToDictionary(arg => arg.Key, arg => Text(arg.Value!)))
        {
            Name = name,
        };

    /// <summary>Reads a script; empty lines and lines that begin with # say nothing.</summary>
    public static IReadOnlyList<Step> Script(string text) =>
        [
            .. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(Parse),
        ];

    public static Step Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var together = words[0] == "&";
        words.RemoveRange(0, together ? 1 : 0);
        var name = words.Count > 1 && words[1] == "=" ? words[0] : null;
        words.RemoveRange(0, name is null ? 0 : 2);
        return new Step(
            words[0],
            words.Skip(1).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])
        )
        {
            Name = name,
            Together = together,
        };
    }

    public override string ToString() =>
        (Together ? "& " : "")
        + (Name is null ? "" : $"{Name} = ")
        + string.Join(' ', Args.Select(arg => $"{arg.Key}={arg.Value}").Prepend(Verb));

    private static string Text(object value) =>
        value is DateOnly day ? Days.Write(day) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

/// <summary>Dates and months as scripts and the API write them.</summary>
internal static class Days
{
    public static DateOnly Read(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static DateOnly FirstOf(string month) => Read(month + "-01");

    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
