using System.Diagnostics;
using System.Globalization;

namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>
/// Random lives of an office, played on the service and on a model of the rules side by side. <c>BMD_SOAK_SECONDS</c>
/// says how long; a difference is shrunk to a short script, printed, and written to a file.
/// </summary>
public sealed class ModelTests
{
    private const int UsualSeconds = 60;
    private const int StepsEach = 150;
    private const int Attempts = 100;
    private const int EnoughDifferences = 4;

    private readonly Dictionary<string, (int Happened, int Refused)> _tally = [];
    private readonly List<string> _differences = [];
    private OfficeTemplate _template = null!;

    [OneTimeSetUp]
    public async Task SetUpOffice() => _template = await OfficeTemplate.Make();

    [OneTimeTearDown]
    public void Remove() => _template.Dispose();

    [Test]
    public async Task The_service_does_what_the_rules_say_whatever_people_do()
    {
        var asked = Environment.GetEnvironmentVariable("BMD_SOAK_SECONDS");
        var seconds = asked is null ? UsualSeconds : int.Parse(asked, CultureInfo.InvariantCulture);
        var first = int.Parse(Environment.GetEnvironmentVariable("BMD_SOAK_SEED") ?? "1", CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        var (sequences, sent) = (0, 0);
        while (watch.Elapsed.TotalSeconds < seconds && _differences.Count < EnoughDifferences)
        {
            var seed = first + sequences++;
            sent += await Run(seed);
        }

        TestContext.Out.WriteLine(
            $"{sequences} sequences from seed {first} on, {sent} requests, {sent / watch.Elapsed.TotalSeconds:F0} a second."
        );
        foreach (var (verb, (happened, refused)) in _tally.OrderBy(pair => pair.Key))
        {
            TestContext.Out.WriteLine($"{verb}: happened {happened}, refused {refused}");
        }

        Assert.That(_differences, Is.Empty, string.Join("\n\n", _differences));
        Assert.That(sent, Is.GreaterThan(sequences * StepsEach / 2));
    }

    [TestCaseSource(typeof(Scripts), nameof(Scripts.All))]
    public async Task What_was_once_a_difference_is_none(string script) =>
        Assert.That(await Play.Script(_template, Step.Script(script)), Is.Null);

    private async Task<int> Run(int seed)
    {
        var generator = new Generator(seed);
        var steps = new List<Step>();
        await using var play = new Play(_template);
        try
        {
            foreach (var step in generator.Opening())
            {
                steps.Add(step);
                await play.Do([step]);
            }

            while (steps.Count < StepsEach && !play.IsOpenEnded)
            {
                var batch = generator.Next(play.Model);
                steps.AddRange(batch);
                await play.Do(batch);
            }

            await play.End();
        }
        catch (DifferenceException difference)
        {
            await Report(seed, steps, difference.Message);
        }

        foreach (var (verb, (happened, refused)) in play.Tally)
        {
            var before = _tally.GetValueOrDefault(verb);
            _tally[verb] = (before.Happened + happened, before.Refused + refused);
        }

        return play.Sent;
    }

    private async Task Report(int seed, List<Step> steps, string difference)
    {
        var shortest = await Shrinker.Shortest(_template, (steps, difference), Attempts);
        var last = await Play.Script(_template, shortest) ?? difference;
        var text = $"# seed {seed}\n{string.Join('\n', shortest)}\n";
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"model-difference-{seed}.txt");
        await File.WriteAllTextAsync(file, $"{text}# {last.ReplaceLineEndings("\n# ")}\n");
        _differences.Add($"{last}\n\n{text}\nWritten to {file}");
    }
}
