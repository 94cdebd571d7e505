namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>
/// What may come of a step: it is refused with one of some codes, or it happens; where the contract leaves a choice,
/// either.
/// </summary>
internal sealed class Outcome
{
    private static readonly HashSet<string> Forbidden =
    [
        "access.denied",
        "repayment.cash_only",
        "disbursement.own_approval",
        "decision.own_application",
        "decision.above_approval_limit",
        "reschedule.own_request",
        "write_off.own_request",
        "write_off.same_approver",
        "period.own_request",
    ];

    /// <summary>The codes that a refusal may have; none: it may not be refused.</summary>
    public HashSet<string> Codes { get; } = [];

    /// <summary>What happens; null: it may not happen.</summary>
    public Action? Happens { get; private init; }

    /// <summary>What the answer says when it happens, by the names of its fields.</summary>
    public Dictionary<string, object?> Says { get; private init; } = [];

    /// <summary>Nothing says what should come of it, so it is not tried.</summary>
    public static Outcome Unspecified { get; } = new();

    public static Outcome Refused(params IEnumerable<string> codes)
    {
        var outcome = new Outcome();
        outcome.Codes.UnionWith(codes);
        return outcome;
    }

    public static Outcome Done(Action happens, params (string Field, object? Value)[] says) =>
        new() { Happens = happens, Says = says.ToDictionary(pair => pair.Field, pair => pair.Value) };

    /// <summary>It happens unless one of the codes applies.</summary>
    public static Outcome Unless(ISet<string> codes, Func<Outcome> otherwise) =>
        codes.Count > 0 ? Refused(codes) : otherwise();

    /// <summary>Where the contract does not say, it may as well be refused.</summary>
    public Outcome OrRefused(params IEnumerable<string> codes)
    {
        Codes.UnionWith(codes);
        return this;
    }

    /// <summary>Why this answer is none of those; null when it is.</summary>
    public string? Differs(int status, string? code)
    {
        if (status is >= 200 and <= 299)
        {
            return Happens is null ? $"was answered {status}, but is refused with {Expected}" : null;
        }

        if (code is null || !Codes.Any(expected => Fits(code, expected)))
        {
            return $"was refused with {status} {code}, but {(Codes.Count == 0 ? "is allowed" : $"with {Expected}")}";
        }

        var right =
            Forbidden.Contains(code) ? status == 403
            : code.EndsWith("not_found", StringComparison.Ordinal) ? status == 404
            : status is 400 or 409;
        return right ? null : $"was refused with {code}, but as {status}";
    }

    // "reschedule.*": the contract names the area, not the code; "*.not_found": the code, not the area.
    private static bool Fits(string code, string expected) =>
        expected.StartsWith('*') ? code.EndsWith(expected[1..], StringComparison.Ordinal)
        : expected.EndsWith('*') ? code.StartsWith(expected[..^1], StringComparison.Ordinal)
        : code == expected;

    private string Expected => string.Join(" or ", Codes.Order());
}
