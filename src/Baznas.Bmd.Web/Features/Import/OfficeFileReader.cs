using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Funds.CreateFund;
using Baznas.Bmd.Web.Features.Offices.CreateOffice;
using Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;
using Baznas.Bmd.Web.Features.Products;
using FluentValidation;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>Reads <c>office.json</c> and knows on which line each of its values stands.</summary>
public sealed partial class OfficeFileReader
{
    private readonly Faults _faults;
    private readonly Dictionary<string, int> _lines;

    private OfficeFileReader(Faults faults, Dictionary<string, int> lines) => (_faults, _lines) = (faults, lines);

    /// <summary>The office; null when it could not be read, or held to its rules.</summary>
    public OfficeFile? Office { get; private set; }

    /// <summary>Reads the file; what is wrong is noted.</summary>
    public static OfficeFileReader Read(string folder, Faults faults)
    {
        if (CsvTable.ReadText(folder, OfficeFile.FileName, faults) is not { } text)
        {
            return new OfficeFileReader(faults, []);
        }

        try
        {
            var office = JsonSerializer.Deserialize<OfficeFile>(text, Json.Options) ?? throw new JsonException();
            var reader = new OfficeFileReader(faults, JsonLines.Of(Encoding.UTF8.GetBytes(text)));
            reader.Hold(office);
            return reader;
        }
        catch (JsonException e)
        {
            Explain(e, faults);
            return new OfficeFileReader(faults, []);
        }
    }

    /// <summary>Where a value is: <c>products[0].maxPrincipal</c>; of one left out, where it would be.</summary>
    public Place At(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (_lines.TryGetValue(at, out var line))
            {
                return new Place(OfficeFile.FileName, line, path);
            }
        }

        return new Place(OfficeFile.FileName, 1, path);
    }

    private void Hold(OfficeFile office)
    {
        if (FirstNothing(office) is { } nothing)
        {
            _faults.Add(At(nothing), "field.malformed");
            return;
        }

        var sound = Holds(office.ToRequest(), new CreateOfficeValidator(), "");
        sound &= Holds(
            new ReplaceHolidays { OfficeId = "", Holidays = office.Holidays },
            new ReplaceHolidaysValidator(),
            ""
        );
        if (office.Collectibility is { } bands && CollectibilityTable.Create(bands).IsRefused(out var error))
        {
            _faults.Add(At("collectibility"), error);
            sound = false;
        }

        for (var i = 0; i < office.Funds.Count; i++)
        {
            sound &= Holds(office.Funds[i].ToRequest(""), new CreateFundValidator(), $"funds[{i}].");
        }

        for (var i = 0; i < office.Products.Count; i++)
        {
            sound &= Holds(office.Products[i], new ProductTermsValidator(), $"products[{i}].");
        }

        sound &= NamesOnce(office.Funds.Select(fund => fund.Code), "funds");
        sound &= NamesOnce(office.Products.Select(product => product.Code), "products");
        Office = sound ? office : null;
    }

    private static string? FirstNothing(OfficeFile office)
    {
        IEnumerable<(string List, int Index)> nothing =
        [
            .. Nothing(office.Holidays).Select(i => ("holidays", i)),
            .. Nothing(office.Funds).Select(i => ("funds", i)),
            .. Nothing(office.Products).Select(i => ("products", i)),
            .. Nothing(office.Collectibility ?? []).Select(i => ("collectibility", i)),
        ];
        return nothing.Select(at => $"{at.List}[{at.Index}]").FirstOrDefault();
    }

    private static IEnumerable<int> Nothing<T>(IReadOnlyList<T> list) =>
        Enumerable.Range(0, list.Count).Where(i => list[i] is null);

    private bool Holds<T>(T request, IValidator<T> rules, string prefix)
    {
        var failures = rules.Validate(request).Errors;
        foreach (var failure in failures)
        {
            var path = string.Join('.', failure.PropertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
            _faults.AddText(At(prefix + path), failure.ErrorMessage);
        }

        return failures.Count == 0;
    }

    private bool NamesOnce(IEnumerable<string> codes, string list)
    {
        var seen = new HashSet<string>();
        var once = true;
        foreach (var (code, index) in codes.Select((code, index) => (code, index)))
        {
            if (!seen.Add(code))
            {
                _faults.Add(At($"{list}[{index}].code"), "import.code_twice", code);
                once = false;
            }
        }

        return once;
    }

    private static void Explain(JsonException e, Faults faults)
    {
        var path = e.Path is { Length: > 2 } p ? p[2..] : "";
        var line = 1 + (int)(e.LineNumber ?? 0);
        var missing = MissingNames().Match(e.Message);
        if (missing.Success)
        {
            foreach (Match name in QuotedName().Matches(missing.Value))
            {
                var column = path.Length == 0 ? name.Groups["name"].Value : $"{path}.{name.Groups["name"].Value}";
                faults.Add(new Place(OfficeFile.FileName, line, column), "field.required");
            }

            return;
        }

        if (DuplicateName().Match(e.Message) is { Success: true } twice)
        {
            faults.Add(new Place(OfficeFile.FileName, line, Joined(path, twice)), "import.value_twice");
        }
        else if (UnknownName().Match(e.Message) is { Success: true } unknown)
        {
            faults.Add(new Place(OfficeFile.FileName, line, Joined(path, unknown)), "field.unknown");
        }
        else
        {
            faults.Add(
                new Place(OfficeFile.FileName, line, path),
                path.Length == 0 ? "import.not_json" : "field.malformed"
            );
        }
    }

    // The path may end with the name already.
    private static string Joined(string path, Match match)
    {
        var name = match.Groups["name"].Value;
        return path == name || path.EndsWith($".{name}", StringComparison.Ordinal) ? path
            : path.Length == 0 ? name
            : $"{path}.{name}";
    }

    [GeneratedRegex("missing required properties.*")]
    private static partial Regex MissingNames();

    [GeneratedRegex("The JSON property '(?<name>[^']+)' could not be mapped")]
    private static partial Regex UnknownName();

    [GeneratedRegex("Duplicate property '(?<name>[^']+)'")]
    private static partial Regex DuplicateName();

    [GeneratedRegex(@"'(?<name>[^']+)'")]
    private static partial Regex QuotedName();
}
