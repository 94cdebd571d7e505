using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Groups.RecordGroupRepayments;

/// <summary>The sum of a meeting while it is filled in: what can be read of it, without those who do not pay.</summary>
public sealed partial class CollectionTotalPage : BmdPage
{
    /// <summary>How many pay.</summary>
    public int Payers { get; private set; }

    /// <summary>What they pay.</summary>
    public Rupiah Total { get; private set; }

    /// <summary>What they give besides.</summary>
    public Rupiah Infak { get; private set; }

    /// <summary>Adds up what was typed so far.</summary>
    public void OnPost()
    {
        foreach (var row in Request.Form.Keys.Select(key => AmountOfRow().Match(key)).Where(match => match.Success))
        {
            var item = row.Groups["item"].Value;
            if (
                Sent($"{item}.{SkipField}") is { Length: > 0 }
                || AmountOf($"{item}.amount") is not { IsPositive: true } paid
            )
            {
                continue;
            }

            Payers++;
            Total += paid;
            Infak += AmountOf($"{item}.infak") is { IsPositive: true } gift ? gift : Rupiah.Zero;
        }
    }

    private Rupiah? AmountOf(string field) =>
        FormReader.TryReadAmount(Sent(field) ?? "", out var read)
        && new Rupiah(read) is var amount
        && amount <= Rupiah.MaxPerRequest
            ? amount
            : null;

    [GeneratedRegex(@"^(?<item>items\[\d{1,4}\])\.amount$")]
    private static partial Regex AmountOfRow();
}
