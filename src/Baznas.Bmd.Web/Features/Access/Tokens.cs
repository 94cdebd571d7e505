using System.Security.Claims;
using Baznas.Bmd.Web.Platform.Personal;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>
/// Issues and checks bearer tokens. A token says only who it is for; what that user may do is read anew for
/// every request. Its time is the machine's, also when the office's clock is moved.
/// </summary>
/// <param name="keys">Derives the signing key, the same on every node.</param>
public sealed class Tokens(Keys keys)
{
    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>The claim that holds the user's security stamp.</summary>
    public const string StampClaim = "stamp";

    private const string Issuer = "baznas-bmd";

    private readonly SymmetricSecurityKey _key = new(keys.For("tokens"));

    /// <summary>What a token must fulfil.</summary>
    public TokenValidationParameters Validation =>
        new()
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = JwtRegisteredClaimNames.Sub,
        };

    /// <summary>A token for a user.</summary>
    public string Issue(UserRow user) => Issue(user.Id, user.SecurityStamp);

    /// <summary>A token for whoever signed in.</summary>
    /// <param name="id">Who.</param>
    /// <param name="stamp">What ends the sign-in when it changes.</param>
    public string Issue(string id, string stamp)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = Issuer,
                NotBefore = now,
                IssuedAt = now,
                Expires = now + Lifetime,
                Subject = new ClaimsIdentity([
                    new Claim(JwtRegisteredClaimNames.Sub, id),
                    new Claim(StampClaim, stamp),
                ]),
                SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
            }
        );
    }
}
