using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Features.Access.ListUsers;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Funds.ListFunds;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Features.Products.ListProducts;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Settings;

/// <summary>The first steps of a service, in their order.</summary>
public enum SetUpStep
{
    /// <summary>An office with its calendar.</summary>
    Office,

    /// <summary>Where its money comes from.</summary>
    Funds,

    /// <summary>What it lends.</summary>
    Product,

    /// <summary>Who works there.</summary>
    Users,

    /// <summary>What comes now.</summary>
    Done,
}

/// <summary>How far the first steps are. Nothing of it is kept: it follows from what there is.</summary>
public sealed record SetUpState
{
    private static readonly Role[] NeededRoles = [Role.FieldOfficer, Role.Approver, Role.Cashier];

    /// <summary>The offices.</summary>
    public IReadOnlyList<OfficeView> Offices { get; init; } = [];

    /// <summary>The funds, with what is in them.</summary>
    public IReadOnlyList<FundBalanceView> Funds { get; init; } = [];

    /// <summary>The products.</summary>
    public IReadOnlyList<ProductView> Products { get; init; } = [];

    /// <summary>The users.</summary>
    public IReadOnlyList<UserView> Users { get; init; } = [];

    /// <summary>The roles without which no loan can be granted and paid out, and that nobody has yet.</summary>
    public IReadOnlyList<Role> MissingRoles =>
        [.. NeededRoles.Except(Users.Where(user => user.IsActive).SelectMany(user => user.Roles))];

    /// <summary>The first step that is not done.</summary>
    public SetUpStep Next => Enum.GetValues<SetUpStep>().First(step => !IsDone(step));

    /// <summary>Whether an office could begin to work.</summary>
    public bool IsComplete => Next == SetUpStep.Done;

    /// <summary>Whether what a step is for is there.</summary>
    public bool IsDone(SetUpStep step) =>
        step switch
        {
            SetUpStep.Office => Offices.Count > 0,
            SetUpStep.Funds => Funds.Count > 0,
            SetUpStep.Product => Products.Count > 0,
            SetUpStep.Users => MissingRoles.Count == 0,
            _ => false,
        };
}

/// <summary>A page that looks at how far the first steps are.</summary>
public abstract class SetUpReader : BmdPage
{
    /// <summary>How far they are.</summary>
    public SetUpState SetUp { get; private set; } = new();

    /// <summary>Reads it.</summary>
    protected async Task ReadSetUp() =>
        SetUp = new SetUpState
        {
            Offices = (await Ask(new ListOffices())).Items,
            Funds = (await Ask(new ListFunds())).Items,
            Products = (await Ask(new ListProducts())).Items,
            Users = (await Ask(new ListUsers { Limit = PageRequest.MaxLimit })).Items,
        };
}
