using System.Globalization;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>The service did what the model does not, or the other way round.</summary>
public sealed class DifferenceException(string message) : Exception(message);

/// <summary>One sequence, played on the service and on the model side by side.</summary>
internal sealed class Play : IAsyncDisposable
{
    private const string SaysNothing = "nothing says what comes of it";

    private readonly OfficeTemplate _template;
    private readonly Driver _driver;
    private readonly List<Step> _happened = [];

    public Play(OfficeTemplate template)
    {
        (_template, _driver) = (template, new Driver(template));
        Model = new OfficeModel();
        _driver.GoTo(Model.Today);
    }

    public OfficeModel Model { get; private set; }

    public int Sent => _driver.Sent;

    /// <summary>
    /// Set when steps sent together can only have happened in an order of which the contract says too little: from there
    /// on only the books' soundness is looked at.
    /// </summary>
    public bool IsOpenEnded { get; private set; }

    /// <summary>How often each kind of step happened and was refused.</summary>
    public Dictionary<string, (int Happened, int Refused)> Tally { get; } = [];

    /// <summary>Plays a script to its end, or to where the two differ.</summary>
    public static async Task<string?> Script(OfficeTemplate template, IEnumerable<Step> steps)
    {
        await using var play = new Play(template);
        try
        {
            foreach (var batch in Batches(steps))
            {
                await play.Do(batch);
            }

            await play.End();
            return null;
        }
        catch (DifferenceException difference)
        {
            return difference.Message;
        }
    }

    /// <summary>The steps, those sent at the same moment together.</summary>
    public static List<List<Step>> Batches(IEnumerable<Step> steps)
    {
        var batches = new List<List<Step>>();
        foreach (var step in steps)
        {
            if (step.Together && batches.Count > 0)
            {
                batches[^1].Add(step);
            }
            else
            {
                batches.Add([step]);
            }
        }

        return batches;
    }

    public async Task Do(IReadOnlyList<Step> batch)
    {
        if (IsOpenEnded)
        {
            return;
        }

        if (batch[0].Verb == "check")
        {
            await Check(batch[0].Date("on"));
            return;
        }

        var known = batch.Where(step => Model.Judge(step) != Outcome.Unspecified).ToList();
        if (known.Count == 0)
        {
            return;
        }

        if (known[0].Verb == "clock")
        {
            Happens(known[0], Model);
            _happened.Add(known[0]);
            _driver.GoTo(Model.Today);
            return;
        }

        var answers = await Task.WhenAll(known.Select(_driver.Send));
        foreach (var (step, answer) in known.Zip(answers))
        {
            var (happened, refused) = Tally.GetValueOrDefault(step.Verb);
            var done = (int)answer.Status <= 299;
            Tally[step.Verb] = (happened + (done ? 1 : 0), refused + (done ? 0 : 1));
        }

        var differences = new List<string>();
        foreach (var order in Orders(known.Zip(answers).ToList()))
        {
            if (Fits(order, known.Count == 1 ? Model : Replayed()) is not { } difference)
            {
                return;
            }

            differences.Add(difference);
        }

        IsOpenEnded = differences.Exists(difference => difference.EndsWith(SaysNothing, StringComparison.Ordinal));
        if (!IsOpenEnded)
        {
            throw new DifferenceException(string.Join("\n  or ", differences.Distinct()));
        }
    }

    /// <summary>At the end everything is compared as of today, and the books are verified.</summary>
    public async Task End()
    {
        if (!IsOpenEnded)
        {
            await Check(Model.Today);
        }

        var verification = await _driver.Ask("/audit/verification");
        if (!(bool)verification["verified"]!)
        {
            throw new DifferenceException($"verify: {verification.ToJsonString()}");
        }
    }

    public ValueTask DisposeAsync() => _driver.DisposeAsync();

    private async Task Check(DateOnly on)
    {
        var differences = await new Checks(Model, _driver).On(on);
        if (differences.Count > 0)
        {
            throw new DifferenceException(string.Join('\n', differences));
        }
    }

    /// <summary>Why the answers are not what comes of the steps in this order; null when they are.</summary>
    private string? Fits(IReadOnlyList<(Step Step, Answer Answer)> order, OfficeModel model)
    {
        var done = new List<Step>();
        foreach (var (step, answer) in order)
        {
            var outcome = model.Judge(step);
            var status = (int)answer.Status;
            if (outcome == Outcome.Unspecified)
            {
                return $"{step}: {SaysNothing}";
            }

            if (outcome.Differs(status, (string?)answer.Body?["code"]) is { } difference)
            {
                return $"{step}: {difference}\n    {answer.Body?.ToJsonString()}";
            }

            if (status is < 200 or > 299)
            {
                continue;
            }

            foreach (var (field, expected) in outcome.Says)
            {
                if (Text(answer.Body![field]) is var said && said != Text(expected))
                {
                    return $"{step}: answers {field} {said}, but it is {Text(expected)}";
                }
            }

            outcome.Happens!();
            done.Add(step);
        }

        _happened.AddRange(done);
        Model = model;
        return null;
    }

    private OfficeModel Replayed()
    {
        var model = new OfficeModel();
        _happened.ForEach(step => Happens(step, model));
        return model;
    }

    private static void Happens(Step step, OfficeModel model) => model.Judge(step).Happens!();

    private static IEnumerable<List<T>> Orders<T>(List<T> items) =>
        items.Count <= 1
            ? [items]
            : items.SelectMany(
                (item, i) => Orders([.. items[..i], .. items[(i + 1)..]]).Select(rest => (List<T>)[item, .. rest])
            );

    private string Text(object? value) =>
        value switch
        {
            null => "null",
            DateOnly day => Days.Write(day),
            string text when text.StartsWith('@') => _driver.Id(text[1..]),
            JsonArray allocations => string.Join(' ', allocations.Select(part => $"{part!["no"]}:{part["amount"]}")),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
