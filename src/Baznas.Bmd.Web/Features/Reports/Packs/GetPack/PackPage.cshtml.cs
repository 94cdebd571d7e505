using Baznas.Bmd.Web.Features.Reports.Packs.ListPacks;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reports.Packs.GetPack;

/// <summary>A kept pack and the way to each of its files.</summary>
public sealed class PackPage : BmdPage
{
    /// <summary>The pack.</summary>
    public PackWithFiles Pack { get; private set; } = null!;

    /// <summary>Whether it was laid on the desk at the end of a month, and not asked for by a schedule.</summary>
    public bool IsMonthEnd => Pack.Pack.Kind == KeepMonthEndPack.KeepMonthEndPack.Kind;

    /// <summary>What it is: a month's pack, or the file that a schedule asked for.</summary>
    public string Title =>
        IsMonthEnd
            ? $"{PageText.T("packs.pack")} {NameOf(Pack.Pack)}"
            : string.Join(", ", Pack.Files.Select(file => file.Name));

    /// <summary>The month of a pack; of a month closed several times, with the count.</summary>
    public static string NameOf(PackView pack)
    {
        var month = PageText.Month(AccountingPeriod.FirstDay(pack.Period));
        return pack.Edition == 1 ? month : $"{month} ({PageText.Number(pack.Edition)})";
    }

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id) => Pack = await Ask(new GetPack { Id = id });
}
