using System.Text.Json;
using System.Text.Json.Nodes;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>
/// Holds <c>office.json</c> against what is there. What is there is never changed by an import, and what the file says
/// otherwise is never passed over: schedules and limits would not be those its writer meant.
/// </summary>
internal sealed class OfficeCheck(CheckedBook book)
{
    private readonly OfficeFileReader _reader = book.Folder.OfficeReader;

    /// <summary>The version of each product that is there and has the file's terms, by code.</summary>
    public Dictionary<string, ProductView> Products { get; } = [];

    public void Run()
    {
        if (book.Office is not { } file)
        {
            return;
        }

        if (book.Stored.Office is { } office)
        {
            HoldOffice(file, office);
        }

        for (var i = 0; i < file.Funds.Count; i++)
        {
            if (
                book.Stored.Funds.TryGetValue(file.Funds[i].Code, out var fund)
                && fund.Kind != EnumText.Of(file.Funds[i].Kind)
            )
            {
                book.Faults.Add(_reader.At($"funds[{i}].kind"), "import.differs", fund.Kind);
            }
        }

        for (var i = 0; i < file.Products.Count; i++)
        {
            HoldProduct(file.Products[i], $"products[{i}]");
        }
    }

    private void HoldOffice(OfficeFile file, OfficeView office)
    {
        Differs("timeZone", file.TimeZone, office.TimeZone);
        Differs("restDays", RestDays.Text(file.RestDays), RestDays.Text(office.RestDays));
        Differs("nonWorkingDayRule", EnumText.Of(file.NonWorkingDayRule), EnumText.Of(office.NonWorkingDayRule));
        if (file.Collectibility is { } bands)
        {
            Differs(
                "collectibility",
                Json.Write(CollectibilityTable.Create(bands).Value.Bands),
                Json.Write(office.Collectibility)
            );
        }

        var known = office.Holidays!.Select(day => day.Date).ToHashSet();
        for (var i = 0; i < file.Holidays.Count; i++)
        {
            if (!known.Contains(file.Holidays[i].Date))
            {
                book.Faults.Add(_reader.At($"holidays[{i}].date"), "import.holiday_unknown");
            }
        }
    }

    private void Differs(string path, string said, string stored)
    {
        if (said != stored)
        {
            book.Faults.Add(_reader.At(path), "import.differs", stored.Length == 0 ? "-" : stored);
        }
    }

    // Running loans keep the version they were granted under, so any version with these terms will do.
    private void HoldProduct(ProductTerms said, string path)
    {
        var versions = book.Stored.Products[said.Code].ToList();
        if (versions.Count == 0)
        {
            return;
        }

        var terms = TermsOf(said);
        if (versions.LastOrDefault(version => JsonNode.DeepEquals(TermsOf(version), terms)) is { } same)
        {
            Products.Add(said.Code, same);
            return;
        }

        foreach (var (name, stored) in TermsOf(versions[^1]))
        {
            if (!JsonNode.DeepEquals(stored, terms[name]))
            {
                book.Faults.Add(_reader.At($"{path}.{name}"), "import.differs", Text(stored));
            }
        }
    }

    // A product's name is for people and no term; the order of its kinds of funds means nothing.
    private static JsonObject TermsOf(ProductTerms product)
    {
        var terms = product with { Name = "", FundKinds = [.. product.FundKinds.Distinct().Order()] };
        return JsonSerializer.SerializeToNode<ProductTerms>(terms, Json.Options)!.AsObject();
    }

    private static string Text(JsonNode? node) => node is null ? "-" : node.ToJsonString(Json.Options).Trim('"');
}
