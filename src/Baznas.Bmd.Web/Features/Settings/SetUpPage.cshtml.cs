using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Features.Funds.CreateFund;
using Baznas.Bmd.Web.Features.Offices.CreateOffice;
using Baznas.Bmd.Web.Features.Products.CreateProduct;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Settings;

/// <summary>
/// The first steps of an empty service, one form after the other. It may be left and gone on with at any time: where it
/// stands follows from what there is.
/// </summary>
public sealed class SetUpPage : SetUpReader
{
    /// <summary>The step that is shown.</summary>
    public SetUpStep Step { get; private set; }

    /// <summary>The offices, to choose from.</summary>
    public IReadOnlyList<Choice> Offices => [.. SetUp.Offices.Select(office => new Choice(office.Id, office.Name))];

    /// <summary>A first password, to keep or to change.</summary>
    public string Password { get; } = FirstPassword.Propose();

    /// <summary>Shows the first step that is not done, or one that is asked for.</summary>
    public async Task OnGet(string? step)
    {
        OnlyFor<CreateOffice>();
        await ReadSetUp();
        Step =
            Enum.TryParse<SetUpStep>(step, ignoreCase: true, out var asked) && asked < SetUp.Next ? asked : SetUp.Next;
    }

    /// <summary>Opens the office.</summary>
    public Task<IActionResult> OnPostOffice() =>
        Do(SetUpStep.Office, Read<CreateOffice>(), office => ("settings.office.created", [office.Name]));

    /// <summary>Opens a fund.</summary>
    public Task<IActionResult> OnPostFund() =>
        Do(SetUpStep.Funds, Read<CreateFund>(), fund => ("settings.fund.created", [fund.Name]));

    /// <summary>Offers the product.</summary>
    public Task<IActionResult> OnPostProduct() =>
        Do(SetUpStep.Product, Read<CreateProduct>(), product => ("settings.product.created", [product.Name]));

    /// <summary>Makes a user, and says once what to hand over.</summary>
    public Task<IActionResult> OnPostUser()
    {
        var command = Read<CreateUser>();
        return Do(SetUpStep.Users, command, user => ("settings.user.created", [user.UserName, command!.Password]));
    }

    private async Task<IActionResult> Do<T>(
        SetUpStep step,
        ICommand<T>? command,
        Func<T, (string Key, object[] Arguments)> notice
    )
        where T : notnull
    {
        if (await Send(command) is (true, { } answer))
        {
            var (key, arguments) = notice(answer);
            return GoTo("/setup", key, arguments);
        }

        await ReadSetUp();
        Step = step;
        return Page();
    }
}
