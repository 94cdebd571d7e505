using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Groups.ListGroups;

/// <summary>The groups, to be searched.</summary>
public sealed class GroupsPage : BmdPage
{
    /// <summary>What the address asks for.</summary>
    public ListGroups Query { get; private set; } = new();

    /// <summary>The page of the list.</summary>
    public Page<GroupView> Groups { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(string? q, string? cursor)
    {
        Query = new ListGroups
        {
            Q = q,
            Cursor = cursor,
            Limit = ListLength,
        };
        Groups = await Ask(Query);
    }
}
