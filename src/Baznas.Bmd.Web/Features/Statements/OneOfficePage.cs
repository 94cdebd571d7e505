using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>A page about one office, which whoever sees several chooses.</summary>
public abstract class OneOfficePage : BmdPage
{
    private const int All = 200;

    /// <summary>The office; null when there is none yet.</summary>
    public OfficeView? Office { get; private set; }

    /// <summary>The offices to choose from.</summary>
    public IReadOnlyList<OfficeView> Offices { get; private set; } = [];

    /// <summary>Reads the offices and takes the one that is named, or the first.</summary>
    protected async Task ReadOffice(string? officeId)
    {
        Offices = (await Ask(new ListOffices { Limit = All })).Items;
        Office = Offices.FirstOrDefault(office => office.Id == officeId) ?? (Offices is [var first, ..] ? first : null);
    }
}
