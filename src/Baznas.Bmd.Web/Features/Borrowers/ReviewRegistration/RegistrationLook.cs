using Baznas.Bmd.Domain.Borrowers;

namespace Baznas.Bmd.Web.Features.Borrowers.ReviewRegistration;

/// <summary>The fields of a registration that are looked at while it is being written.</summary>
public sealed record RegistrationLook
{
#pragma warning disable CS1591 // As in RegisterBorrower.
    public string? OfficeId { get; init; }
    public string? Nik { get; init; }
    public string? FullName { get; init; }
    public Sex? Sex { get; init; }
    public DateOnly? BirthDate { get; init; }
    public string? Phone { get; init; }
#pragma warning restore CS1591

    /// <summary>The question about a registration that is written.</summary>
    public static ReviewRegistration Of(RegisterBorrower.RegisterBorrower written) =>
        new()
        {
            OfficeId = written.OfficeId,
            Nik = written.Nik,
            FullName = written.FullName,
            Sex = written.Sex,
            BirthDate = written.BirthDate,
            Phone = written.Phone,
        };

    /// <summary>The question about what is written so far.</summary>
    public ReviewRegistration ToQuery(string officeId) =>
        new()
        {
            OfficeId = officeId,
            Nik = Nik,
            FullName = FullName,
            Sex = Sex,
            BirthDate = BirthDate,
            Phone = Phone,
        };
}
