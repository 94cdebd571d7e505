namespace Baznas.Bmd.Web.Platform.Access;

/// <summary>What a user is there for; a user may hold several.</summary>
public enum Role
{
    /// <summary>Keeps users, offices, calendars, funds and products; decides nothing and touches no money.</summary>
    Admin,

    /// <summary>Petugas lapangan: registers, surveys, has the akad signed, collects cash.</summary>
    FieldOfficer,

    /// <summary>Manajer BMD or committee member: decides.</summary>
    Approver,

    /// <summary>Bendahara: pays out and takes money in.</summary>
    Cashier,

    /// <summary>Reads everything of the offices given, changes nothing.</summary>
    Auditor,

    /// <summary>Mitra: sees what is theirs.</summary>
    Borrower,
}

/// <summary>
/// Who may send a request. A request type without it can't be sent at all: permission is stated, never
/// assumed.
/// </summary>
/// <param name="roles">Any one of these is enough.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowedAttribute(params Role[] roles) : Attribute
{
    /// <summary>Everybody who works for an office.</summary>
    public static readonly IReadOnlyList<Role> Staff =
    [
        Role.Admin,
        Role.FieldOfficer,
        Role.Approver,
        Role.Cashier,
        Role.Auditor,
    ];

    /// <summary>The roles that may send the request.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>A request that everybody may send who works for an office and signed in.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowedToStaffAttribute : Attribute;

/// <summary>A request that everybody may send who signed in.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowedToAllSignedInAttribute : Attribute;

/// <summary>A request that the service itself sends, in a job or a command; no user can.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowedToServiceOnlyAttribute : Attribute;
