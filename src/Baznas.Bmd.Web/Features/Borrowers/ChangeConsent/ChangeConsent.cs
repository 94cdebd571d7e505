using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ChangeConsent;

/// <summary>Writes down what a borrower says about a use of their data; what they said before stays readable.</summary>
[Allowed(Role.FieldOfficer)]
public sealed record ChangeConsent : ICommand<BorrowerView>, IApiEndpoint
{
    /// <summary>The borrower; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>On what.</summary>
    public required ConsentPurpose Purpose { get; init; }

    /// <summary>Yes or no.</summary>
    public required bool Given { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ChangeConsent, BorrowerView>(
            "/borrowers/{id}/consents",
            (string id, ChangeConsent body) => body with { BorrowerId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ChangeConsentValidator : AbstractValidator<ChangeConsent>
{
    /// <summary>The rules.</summary>
    public ChangeConsentValidator() => RuleFor(c => c.Purpose).IsInEnum();
}

/// <summary>Writes it down.</summary>
public sealed class ChangeConsentHandler(Work work, Consents consents, BorrowerBook borrowers)
    : IRequestHandler<ChangeConsent, Result<BorrowerView>>
{
    /// <inheritdoc/>
    public async Task<Result<BorrowerView>> Handle(ChangeConsent request, CancellationToken cancellationToken)
    {
        work.NothingChanged = !await consents.Say(
            request.BorrowerId,
            request.Purpose,
            request.Given,
            ConsentSource.Officer
        );
        return (await borrowers.Find(request.BorrowerId, cancellationToken))!;
    }
}
