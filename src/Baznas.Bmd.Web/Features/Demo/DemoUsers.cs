using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Features.Demo;

/// <summary>Who works at the demonstration office.</summary>
public static class DemoUsers
{
    /// <summary>Everybody's password: the office is no secret.</summary>
    public const string Password = "mojokerto";

    public static readonly DemoUser Admin = new(Role.Admin, "admin", "Administrator Peragaan");

    public static readonly IReadOnlyList<DemoUser> Officers =
    [
        new(Role.FieldOfficer, "petugas1", "Petugas Lapangan Satu"),
        new(Role.FieldOfficer, "petugas2", "Petugas Lapangan Dua"),
    ];

    public static readonly IReadOnlyList<DemoUser> Approvers =
    [
        new(Role.Approver, "manajer1", "Manajer BMD"),
        new(Role.Approver, "manajer2", "Anggota Komite"),
    ];

    public static readonly DemoUser Cashier = new(Role.Cashier, "kasir", "Bendahara BMD");

    public static readonly DemoUser Auditor = new(Role.Auditor, "auditor", "Auditor Internal");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<DemoUser> All = [Admin, .. Officers, .. Approvers, Cashier, Auditor];
}

/// <summary>A user of the demonstration.</summary>
/// <param name="Role">What they are there for.</param>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="DisplayName">The name people read.</param>
public sealed record DemoUser(Role Role, string UserName, string DisplayName)
{
    /// <summary>The role as people of the field call it.</summary>
    public string Title =>
        Role switch
        {
            Role.Admin => "Admin",
            Role.FieldOfficer => "Petugas lapangan",
            Role.Approver => "Manajer / komite",
            Role.Cashier => "Kasir / bendahara",
            Role.Auditor => "Auditor",
            _ => throw new InvalidOperationException($"The demonstration has no {Role}."),
        };
}
