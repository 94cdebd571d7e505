using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;

/// <summary>Registers a mustahik with a business as a borrower (mitra).</summary>
[Allowed(Role.FieldOfficer)]
public sealed record RegisterBorrower : ICommand<RegisteredBorrower>, IApiEndpoint
{
    /// <summary>The office that will serve the borrower.</summary>
    public required string OfficeId { get; init; }

    /// <summary>16 digits, one person one NIK.</summary>
    public required string Nik { get; init; }

    /// <summary>As on the identity card.</summary>
    public required string FullName { get; init; }

    /// <summary>As on the identity card.</summary>
    public required Sex Sex { get; init; }

    /// <summary>As on the identity card.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>The borrower's own: 08…, 62… or +62….</summary>
    public string? Phone { get; init; }

    /// <summary>Kemendagri code of the village the person lives in.</summary>
    public string? VillageCode { get; init; }

    /// <summary>Street and number.</summary>
    public string? Address { get; init; }

    /// <summary>What entitles to zakat; needed for a loan from zakat.</summary>
    public Asnaf? Asnaf { get; init; }

    /// <summary>Household income, rupiah a month.</summary>
    public Rupiah? MonthlyIncome { get; init; }

    /// <summary>People in the household.</summary>
    public int? HouseholdSize { get; init; }

    /// <summary>The group to join at once.</summary>
    public string? GroupId { get; init; }

    /// <summary>The business.</summary>
    public BusinessDetails? Business { get; init; }

    /// <summary>What the person has agreed to: <c>processing</c>, without which nothing is stored, and <c>reminders</c>.</summary>
    public IReadOnlyList<ConsentPurpose> Consents { get; init; } = [];

    /// <summary>The language the person is written to in, <c>id</c> or <c>en</c>; Bahasa Indonesia when left out.</summary>
    public string? Language { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RegisterBorrower, RegisteredBorrower>("/borrowers", (RegisterBorrower body) => body);
}

/// <summary>A borrower's business.</summary>
public sealed record BusinessDetails
{
    /// <summary>What it is called or what it does.</summary>
    public required string Name { get; init; }

    /// <summary>Its sector, such as kuliner.</summary>
    public required string Sector { get; init; }

    /// <summary>When it began.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>Turnover, rupiah a month.</summary>
    public Rupiah? MonthlyTurnover { get; init; }
}

/// <summary>What personal data may be used for.</summary>
public enum ConsentPurpose
{
    /// <summary>Keeping and using it to grant and follow a loan.</summary>
    Processing,

    /// <summary>Sending reminders to the person's own phone.</summary>
    Reminders,
}

/// <summary>The new borrower, and what looks odd about the data.</summary>
public sealed record RegisteredBorrower : BorrowerView
{
    /// <summary>Starts from a borrower.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public RegisteredBorrower(BorrowerView borrower, IReadOnlyList<BorrowerWarning> warnings)
        : base(borrower) => Warnings = warnings;

    /// <summary>For reading a stored answer.</summary>
    [System.Text.Json.Serialization.JsonConstructor]
    public RegisteredBorrower() { }

    /// <summary>Worth a second look; never a refusal.</summary>
    public IReadOnlyList<BorrowerWarning> Warnings { get; init; } = [];
}

/// <summary>Something about a borrower's data that is worth a second look.</summary>
/// <param name="Code">Stable dotted code.</param>
/// <param name="Message">In the caller's language.</param>
public sealed record BorrowerWarning(string Code, string Message);

/// <summary>What the fields may hold.</summary>
public sealed class RegisterBorrowerValidator : AbstractValidator<RegisterBorrower>
{
    /// <summary>The rules.</summary>
    public RegisterBorrowerValidator()
    {
        RuleFor(c => c.Nik).Must(nik => Nik.TryParse(nik, out _)).WithMessage(_ => Messages.Text("field.nik"));
        RuleFor(c => c.FullName).Text(200);
        RuleFor(c => (DateOnly?)c.BirthDate).Date().OverridePropertyName("BirthDate");
        RuleFor(c => c.Phone).Phone();
        RuleFor(c => c.VillageCode).Village();
        RuleFor(c => c.Address).OptionalText(500);
        RuleFor(c => c.MonthlyIncome).AmountOrZero();
        RuleFor(c => c.HouseholdSize ?? 1).Between(1, 100).OverridePropertyName("HouseholdSize");
        RuleFor(c => c.Consents)
            .Must(consents => consents.Contains(ConsentPurpose.Processing))
            .WithMessage(_ => Messages.Text("field.processing_consent"));
        RuleFor(c => c.Language)
            .Must(language => language is null || Messages.Languages.Contains(language))
            .WithMessage(_ => Messages.Text("field.language"));
        When(
            c => c.Business is not null,
            () =>
            {
                RuleFor(c => c.Business!.Name).Text(200);
                RuleFor(c => c.Business!.Sector).Text(200);
                RuleFor(c => c.Business!.StartedOn).Date();
                RuleFor(c => c.Business!.MonthlyTurnover).AmountOrZero();
            }
        );
    }
}

/// <summary>Stores the borrower.</summary>
public sealed class RegisterBorrowerHandler(BorrowerBook borrowers, SubjectOffices offices, Work work, Ids ids)
    : IRequestHandler<RegisterBorrower, Result<RegisteredBorrower>>
{
    /// <inheritdoc/>
    public async Task<Result<RegisteredBorrower>> Handle(RegisterBorrower request, CancellationToken cancellationToken)
    {
        if (!Nik.TryParse(request.Nik, out var nik))
        {
            throw new InvalidOperationException("The validator lets no such NIK pass.");
        }

        if (request.BirthDate > work.Today)
        {
            return Error.Conflict("date.in_future", request.BirthDate, work.Today) with { Field = "birthDate" };
        }

        if (await borrowers.IsNikTaken(nik, cancellationToken))
        {
            return Error.Conflict("borrower.nik_taken") with { Field = "nik" };
        }

        if (
            request.GroupId is { } group
            && !await offices.BelongsTo(Subject.Group(group), work.Office.Id, cancellationToken)
        )
        {
            return SubjectOffices.NotFound(SubjectKind.Group) with { Field = "groupId" };
        }

        var id = ids.New();
        await borrowers.Store(
            new BorrowerData
            {
                Id = id,
                Registration = request,
                Nik = nik,
            },
            cancellationToken
        );
        var view = (await borrowers.Find(id, cancellationToken))!;
        work.Audit("borrower.registered", id, null, view);
        var warnings = nik.Warnings(request.BirthDate, request.Sex)
            .Select(code => new BorrowerWarning(code, Messages.Text(code)!));
        return new RegisteredBorrower(view, [.. warnings]);
    }
}
