using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ReviewRegistration;

/// <summary>What a registration that is being written already shows: what the NIK says, and who may be the same person.</summary>
[Allowed(Role.FieldOfficer)]
public sealed record ReviewRegistration : IQuery<RegistrationReview>, IApiEndpoint
{
    /// <summary>The office that will serve the borrower.</summary>
    public required string OfficeId { get; init; }

    /// <summary>As far as it is written.</summary>
    public string? Nik { get; init; }

    /// <summary>As far as it is written.</summary>
    public string? FullName { get; init; }

    /// <summary>As on the identity card.</summary>
    public Sex? Sex { get; init; }

    /// <summary>As on the identity card.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>As far as it is written.</summary>
    public string? Phone { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<ReviewRegistration, RegistrationReview>("/borrowers/review", (ReviewRegistration body) => body);
}

/// <summary>What to look at before somebody is registered; nothing of it is a refusal.</summary>
public sealed record RegistrationReview
{
    /// <summary>The sex that the NIK was given for; null while there is no whole NIK.</summary>
    public required Sex? NikSex { get; init; }

    /// <summary>The birth date that the NIK was given for.</summary>
    public required DateOnly? NikBirthDate { get; init; }

    /// <summary>Whether somebody, of whatever office, is registered with the NIK.</summary>
    public required bool NikTaken { get; init; }

    /// <summary>What the NIK contradicts.</summary>
    public required IReadOnlyList<BorrowerWarning> Warnings { get; init; }

    /// <summary>Who of the office may be the same person.</summary>
    public required IReadOnlyList<Lookalike> Lookalikes { get; init; }
}

/// <summary>Why a borrower may be the person about to be registered.</summary>
public enum LikenessReason
{
    /// <summary>The same NIK: it is the same person.</summary>
    Nik,

    /// <summary>The same phone number.</summary>
    Phone,

    /// <summary>The same birth date and a similar name.</summary>
    NameAndBirthDate,
}

/// <summary>A registered borrower who may be the same person.</summary>
public sealed record Lookalike
{
    /// <summary>The borrower.</summary>
    public required string Id { get; init; }

    /// <summary>Their number.</summary>
    public required string Number { get; init; }

    /// <summary>Their name.</summary>
    public required string FullName { get; init; }

    /// <summary>Their birth date.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>Where they live.</summary>
    public required string? VillageCode { get; init; }

    /// <summary>Why they are shown.</summary>
    public required IReadOnlyList<LikenessReason> Reasons { get; init; }
}

/// <summary>Looks through the office's borrowers.</summary>
public sealed class ReviewRegistrationHandler(Db db, BorrowerBook borrowers, PersonalData personal, OfficeDates dates)
    : IRequestHandler<ReviewRegistration, Result<RegistrationReview>>
{
    private static readonly Sql<Person, Row> Alike = new(
        """
        SELECT b.[Id], b.[Number], b.[FullName], b.[BirthDate], b.[VillageCode],
            CASE WHEN b.[NikIndex] = @NikIndex THEN 1 ELSE 0 END AS [SameNik],
            CASE WHEN b.[Phone] = @Phone THEN 1 ELSE 0 END AS [SamePhone],
            CASE WHEN b.[BirthDate] = @BirthDate THEN 1 ELSE 0 END AS [SameBirthDate]
        FROM [Borrower] b
        WHERE b.[OfficeId] = @OfficeId
            AND (b.[NikIndex] = @NikIndex OR b.[Phone] = @Phone OR b.[BirthDate] = @BirthDate)
        ORDER BY b.[FullName], b.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<RegistrationReview>> Handle(
        ReviewRegistration request,
        CancellationToken cancellationToken
    )
    {
        var nik = Nik.TryParse(request.Nik, out var parsed) ? parsed : null;
        var person = new Person
        {
            OfficeId = request.OfficeId,
            NikIndex = nik is null ? null : personal.IndexOf(nik),
            Phone = PhoneNumber.TryParse(request.Phone, out var phone) ? phone.Value : null,
            BirthDate = request.BirthDate,
        };
        return new RegistrationReview
        {
            NikSex = nik?.StatedSex,
            NikBirthDate = nik?.StatedBirthDate(await dates.Today(request.OfficeId, cancellationToken)),
            NikTaken = nik is not null && await borrowers.IsNikTaken(nik, cancellationToken),
            Warnings = nik is null ? [] : Warnings(nik, request),
            Lookalikes = person is { NikIndex: null, Phone: null, BirthDate: null }
                ? []
                : await Lookalikes(person, request.FullName, cancellationToken),
        };
    }

    private static IReadOnlyList<BorrowerWarning> Warnings(Nik nik, ReviewRegistration request) =>
        [
            .. nik.Warnings(request.BirthDate ?? default, request.Sex ?? nik.StatedSex)
                .Where(code => code != Nik.BirthDateMismatch || request.BirthDate is not null)
                .Select(code => new BorrowerWarning(code, Messages.Text(code)!)),
        ];

    private async Task<IReadOnlyList<Lookalike>> Lookalikes(Person person, string? name, CancellationToken ct) =>
        [
            .. (await db.Query(Alike, person, ct))
                .Select(row => row.ToLookalike(name ?? ""))
                .Where(alike => alike.Reasons.Count > 0),
        ];

    private sealed record Person
    {
        public required string OfficeId { get; init; }
        public required string? NikIndex { get; init; }
        public required string? Phone { get; init; }
        public required DateOnly? BirthDate { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string FullName { get; init; } = "";
        public DateOnly BirthDate { get; init; }
        public string? VillageCode { get; init; }
        public bool SameNik { get; init; }
        public bool SamePhone { get; init; }
        public bool SameBirthDate { get; init; }

        public Lookalike ToLookalike(string name) =>
            new()
            {
                Id = Id,
                Number = Number,
                FullName = FullName,
                BirthDate = BirthDate,
                VillageCode = VillageCode,
                Reasons = [.. Reasons(name)],
            };

        private IEnumerable<LikenessReason> Reasons(string name)
        {
            if (SameNik)
            {
                yield return LikenessReason.Nik;
            }

            if (SamePhone)
            {
                yield return LikenessReason.Phone;
            }

            if (SameBirthDate && NameLikeness.IsAlike(FullName, name))
            {
                yield return LikenessReason.NameAndBirthDate;
            }
        }
    }
}
