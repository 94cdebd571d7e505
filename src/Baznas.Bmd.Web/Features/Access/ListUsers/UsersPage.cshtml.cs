using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Access.ListUsers;

/// <summary>Who may sign in, and as what.</summary>
public sealed class UsersPage : BmdPage
{
    /// <summary>The page of the list.</summary>
    public Page<UserView> Users { get; private set; } = new() { Items = [] };

    /// <summary>The offices' names.</summary>
    public IReadOnlyDictionary<string, string> OfficeNames { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the names are searched for.</summary>
    public string? Search { get; private set; }

    /// <summary>Reads it.</summary>
    public async Task OnGet(string? q, string? cursor)
    {
        OnlyFor<CreateUser.CreateUser>();
        Search = q;
        Users = await Ask(
            new ListUsers
            {
                Q = q,
                Limit = ListLength,
                Cursor = cursor,
            }
        );
        var offices = await Ask(new ListOffices());
        OfficeNames = offices.Items.ToDictionary(office => office.Id, office => office.Name);
    }
}
