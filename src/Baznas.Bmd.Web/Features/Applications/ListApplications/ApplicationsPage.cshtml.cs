using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Applications.ListApplications;

/// <summary>The applications, to be searched.</summary>
public sealed class ApplicationsPage : BmdPage
{
    /// <summary>What the address asks for.</summary>
    public ListApplications Query { get; private set; } = new();

    /// <summary>The page of the list.</summary>
    public Page<ApplicationView> Applications { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(ApplicationFilter filter)
    {
        Query = filter.ToQuery() with { Limit = ListLength };
        Applications = await Ask(Query);
    }
}
