using System.Reflection;

namespace Baznas.Bmd.Web.Platform.Access;

/// <summary>Who is asking.</summary>
public sealed record Caller
{
    /// <summary>The service itself, in a job or a sub-command.</summary>
    public static readonly Caller Service = new()
    {
        UserId = "service",
        UserName = "service",
        IsService = true,
    };

    /// <summary>The user's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The name the user signs in with.</summary>
    public required string UserName { get; init; }

    /// <summary>The name people read.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The only office the user works for; null for all of them.</summary>
    public string? OfficeId { get; init; }

    /// <summary>The borrower who looks at what is theirs; null for everybody else.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>The highest principal the user may approve, in rupiah; null for no limit of their own.</summary>
    public Rupiah? ApprovalLimit { get; init; }

    /// <summary>What the user is there for.</summary>
    public IReadOnlySet<Role> Roles { get; init; } = new HashSet<Role>();

    /// <summary>Whether this is the service itself.</summary>
    public bool IsService { get; init; }

    /// <summary>Whether the caller may see what belongs to <paramref name="officeId"/>.</summary>
    public bool MaySee(string officeId) => OfficeId is null || OfficeId == officeId;

    /// <summary>Whether the caller may send requests of <paramref name="requestType"/>.</summary>
    public bool MaySend(Type requestType)
    {
        if (IsService)
        {
            return true;
        }

        if (requestType.GetCustomAttribute<AllowedAttribute>() is { } allowed)
        {
            return allowed.Roles.Any(Roles.Contains);
        }

        return requestType.IsDefined(typeof(AllowedToStaffAttribute))
            ? AllowedAttribute.Staff.Any(Roles.Contains)
            : requestType.IsDefined(typeof(AllowedToAllSignedInAttribute));
    }
}

/// <summary>The request under way: who asks, and what came with it beside the request itself.</summary>
public sealed class CallContext
{
    /// <summary>Who asks; null before sign-in.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Where the request came from.</summary>
    public Origin Origin { get; set; } = new(Edge.Command);

    /// <summary>The caller's idempotency key, if one came.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>What the idempotency key belongs to beside the user: the request's path.</summary>
    public string Path { get; set; } = "";

    /// <summary>The copy the caller believes to be current (<c>If-Match</c>), if they said.</summary>
    public string? IfMatch { get; set; }

    /// <summary>Names the request in logs, problems and the audit trail.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>Whether a command is only rehearsed: all of it is done, answered, and undone.</summary>
    public bool IsRehearsal { get; set; }

    /// <summary>Set when the answer is the stored one of an earlier request with the same key.</summary>
    public bool Replayed { get; set; }
}
