using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Features.Access.SignIn;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.BorrowerAccess.SignIn;

/// <summary>What a borrower signs in with.</summary>
public sealed record BorrowerSignInRequest
{
    /// <summary>The telephone number the office knows: 08…, 62… or +62….</summary>
    public required string Phone { get; init; }

    /// <summary>The six digits on the card.</summary>
    public required string Pin { get; init; }
}

/// <summary>
/// Checks PINs as passwords are checked: five wrong ones in a row lock the number for fifteen minutes, whether anybody
/// has it or not, and nothing tells which of the two was wrong.
/// </summary>
public sealed class BorrowerSignInService(BorrowerPins pins, SignInFailures failures, Tokens tokens)
{
    private const int LongestPhone = 40;

    private static readonly Error WrongPin = new(ErrorKind.Unauthenticated, "auth.invalid_pin");

    /// <summary>A token for the right PIN.</summary>
    public async Task<Result<TokenAnswer>> SignIn(BorrowerSignInRequest request, CancellationToken ct)
    {
        var session = await Check(request, ct);
        return session.IsRefused(out var error)
            ? error
            : new TokenAnswer
            {
                AccessToken = tokens.Issue(session.Value.BorrowerId, session.Value.Stamp),
                ExpiresIn = (int)Tokens.Lifetime.TotalSeconds,
            };
    }

    /// <summary>The sign-in of the borrower whose PIN it is; refuses as <see cref="SignIn"/> does.</summary>
    public async Task<Result<BorrowerSession>> Check(BorrowerSignInRequest request, CancellationToken ct)
    {
        if (request.Phone.Length > LongestPhone || !PhoneNumber.TryParse(request.Phone, out var phone))
        {
            return new InvalidRequest(
                "request.invalid",
                new Dictionary<string, string[]> { ["phone"] = [Messages.Text("field.phone")!] }
            );
        }

        // No user is called so: their names are kept in capitals.
        var name = $"phone:{phone.Value}";
        var known = await failures.Before(name, ct);
        if (known.IsRefused(out var locked))
        {
            return locked;
        }

        // People write the six digits with a space between.
        var pin = request.Pin.Replace(" ", "", StringComparison.Ordinal);
        var session = pin.Length == BorrowerPins.Length ? await pins.Open(phone.Value, pin, ct) : null;
        if (session is null)
        {
            return await failures.Count(name, WrongPin, ct);
        }

        if (known.Value)
        {
            await failures.Forget(name, ct);
        }

        return session;
    }
}

/// <summary>The endpoint for it, open to everybody.</summary>
public sealed class BorrowerSignInEndpoint : IApiEndpoint
{
    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.MapAnonymousPost<BorrowerSignInRequest, TokenAnswer>(
                "/auth/borrower-tokens",
                (http, request) =>
                    http
                        .RequestServices.GetRequiredService<BorrowerSignInService>()
                        .SignIn(request, http.RequestAborted)
            )
            .WithSummary("Signs a borrower in: a token for a telephone number and PIN");
}
