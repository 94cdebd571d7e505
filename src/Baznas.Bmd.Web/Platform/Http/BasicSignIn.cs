using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Features.Access.SignIn;
using Baznas.Bmd.Web.Platform.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>
/// Signs a browser in by HTTP Basic (RFC 7617), with the same users, passwords and lockout as everywhere: for pages that
/// are not the API and have no sign-in of their own.
/// </summary>
public sealed class BasicSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Basic";

    private const string OfficeClaim = "office";

    /// <summary>An administrator of all offices, signed in this way.</summary>
    public static readonly AuthorizationPolicy AdministratorOfAllOffices = new AuthorizationPolicyBuilder(SchemeName)
        .RequireAuthenticatedUser()
        .RequireRole(EnumText.Of(Role.Admin))
        .RequireAssertion(context => !context.User.HasClaim(claim => claim.Type == OfficeClaim))
        .Build();

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credentials(Request.Headers.Authorization.ToString()) is not { } credentials)
        {
            return AuthenticateResult.NoResult();
        }

        var services = Context.RequestServices;
        var checkedUser = await services.GetRequiredService<SignInService>().Check(credentials, Context.RequestAborted);
        if (checkedUser.IsRefused(out var error))
        {
            return AuthenticateResult.Fail(error.Code);
        }

        var caller = await services.GetRequiredService<Users>().CallerOf(checkedUser.Value, Context.RequestAborted);
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(caller), SchemeName));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = """Basic realm="Baznas.Bmd", charset="UTF-8" """.TrimEnd();
        return Problems.Write(Problems.Of(AccessErrors.NotSignedIn, Context), Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Problems.Of(AccessErrors.Denied, Context), Context);

    private static ClaimsPrincipal PrincipalOf(Caller caller)
    {
        var identity = new ClaimsIdentity(SchemeName, "sub", ClaimTypes.Role);
        identity.AddClaim(new Claim("sub", caller.UserId));
        identity.AddClaims(caller.Roles.Select(role => new Claim(ClaimTypes.Role, EnumText.Of(role))));
        if (caller.OfficeId is { } officeId)
        {
            identity.AddClaim(new Claim(OfficeClaim, officeId));
        }

        return new ClaimsPrincipal(identity);
    }

    private static SignInRequest? Credentials(string header)
    {
        if (
            !AuthenticationHeaderValue.TryParse(header, out var value)
            || !SchemeName.Equals(value.Scheme, StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        Span<byte> bytes = new byte[header.Length];
        return
            Convert.TryFromBase64String(value.Parameter ?? "", bytes, out var length)
            && Encoding.UTF8.GetString(bytes[..length]).Split(':', 2) is [var userName, var password]
            ? new SignInRequest { UserName = userName, Password = password }
            : null;
    }
}
