using Microsoft.AspNetCore.Identity;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>
/// Keeps passwords as slow salted hashes (PBKDF2 with SHA-512). How slow is a setting, <c>Bmd:Passwords:Iterations</c>:
/// a hash says with how many it was made, so passwords stay good when the setting changes.
/// </summary>
public sealed class Passwords
{
    private static readonly UserRow Anybody = new();

    private readonly PasswordHasher<UserRow> _hasher;
    private readonly string _nobodysHash;

    /// <summary>With the configured number of iterations, or the framework's.</summary>
    public Passwords(IConfiguration configuration)
    {
        var options = new PasswordHasherOptions();
        options.IterationCount = configuration.GetValue("Bmd:Passwords:Iterations", options.IterationCount);
        _hasher = new PasswordHasher<UserRow>(Microsoft.Extensions.Options.Options.Create(options));
        _nobodysHash = Hash("nobody's password");
    }

    /// <summary>The hash that a password is kept as.</summary>
    public string Hash(string password) => _hasher.HashPassword(Anybody, password);

    /// <summary>Whether a password is the one that was hashed; takes as long when there is nobody whose it could be.</summary>
    public bool IsRight(string? hash, string password) =>
        _hasher.VerifyHashedPassword(Anybody, hash ?? _nobodysHash, password) != PasswordVerificationResult.Failed
        && hash is not null;
}
