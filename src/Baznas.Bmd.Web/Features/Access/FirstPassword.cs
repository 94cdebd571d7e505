using System.Security.Cryptography;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>First passwords that can be read out on the phone: no letter that looks like a digit.</summary>
internal static class FirstPassword
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private const int GroupLength = 4;

    private const int Groups = 3;

    /// <summary>A new one: <c>h7kp-m2xa-9rtd</c>.</summary>
    public static string Propose() =>
        string.Join(
            '-',
            Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength))
        );
}
