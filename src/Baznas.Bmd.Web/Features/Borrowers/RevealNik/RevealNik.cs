using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.RevealNik;

/// <summary>Shows a borrower's whole NIK and finances, for a stated purpose; the audit trail says who looked and why.</summary>
[Allowed(Role.FieldOfficer, Role.Approver, Role.Cashier, Role.Auditor)]
public sealed record RevealNik : ICommand<RevealedData>, IApiEndpoint
{
    /// <summary>The borrower; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>What it is needed for.</summary>
    public required string Purpose { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<RevealNik, RevealedData>(
            "/borrowers/{id}/unmasking",
            (string id, RevealNik body) => body with { BorrowerId = id }
        );
}

/// <summary>Sensitive personal data, unmasked.</summary>
public sealed record RevealedData
{
    /// <summary>16 digits.</summary>
    public required string Nik { get; init; }

    /// <summary>Household income, rupiah a month.</summary>
    public required Rupiah? MonthlyIncome { get; init; }

    /// <summary>The business's turnover, rupiah a month.</summary>
    public required Rupiah? MonthlyTurnover { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class RevealNikValidator : AbstractValidator<RevealNik>
{
    /// <summary>The rules.</summary>
    public RevealNikValidator() => RuleFor(c => c.Purpose).Text(500);
}

/// <summary>Decrypts, and leaves the event.</summary>
public sealed class RevealNikHandler(Db db, Work work, CallContext context, PersonalData personal)
    : IRequestHandler<RevealNik, Result<RevealedData>>
{
    private static readonly Sql<IdParameter, byte[]> Find = new(
        "SELECT [SensitiveData] FROM [Borrower] WHERE [Id] = @Id"
    );

    /// <inheritdoc/>
    public async Task<Result<RevealedData>> Handle(RevealNik request, CancellationToken cancellationToken)
    {
        // An answer kept for its idempotency key would lie about unencrypted.
        context.IdempotencyKey = null;
        var data = personal.Reveal(
            request.BorrowerId,
            (await db.Find(Find, new IdParameter(request.BorrowerId), cancellationToken))!
        );
        work.Audit("borrower.unmasked", request.BorrowerId, null, new { request.Purpose });
        return new RevealedData
        {
            Nik = data.Nik,
            MonthlyIncome = data.MonthlyIncome,
            MonthlyTurnover = data.MonthlyTurnover,
        };
    }
}
