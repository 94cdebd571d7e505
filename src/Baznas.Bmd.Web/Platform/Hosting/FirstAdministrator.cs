using System.Security.Cryptography;
using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>
/// Makes the first administrator of an empty database: from <c>Bmd:Admin:UserName</c> and <c>Bmd:Admin:Password</c>, or
/// named <c>admin</c> with a password that is printed once.
/// </summary>
internal static class FirstAdministrator
{
    private static readonly Sql<NoParameters, int> CountUsers = new("SELECT COUNT(*) AS [Users] FROM [AppUser]");

    public static async Task Ensure(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (await db.Find(CountUsers, NoParameters.None, CancellationToken.None) > 0)
        {
            return;
        }

        var userName = app.Configuration["Bmd:Admin:UserName"] ?? "admin";
        var configured = app.Configuration["Bmd:Admin:Password"];
        var password = configured ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var created = await app.Services.SendAsService(
            new Origin(Edge.Command),
            new CreateUser
            {
                UserName = userName,
                DisplayName = "Administrator",
                Roles = [Role.Admin],
                Password = password,
            }
        );
        if (created.IsRefused(out var error))
        {
            throw new InvalidOperationException($"The first administrator can't be made: {error.Code}");
        }

        if (configured is null)
        {
            Console.WriteLine($"First administrator: {userName}, password (shown once): {password}");
        }
    }
}
