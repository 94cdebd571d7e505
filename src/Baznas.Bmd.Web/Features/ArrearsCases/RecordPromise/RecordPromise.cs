using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.ArrearsCases.RecordPromise;

/// <summary>Notes that a borrower promised to pay so much of a late loan by a day. It takes the place of a promise still open.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record RecordPromise : ICommand<ArrearsCaseView>, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>The day; today when left out.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>By when; today or later.</summary>
    public required DateOnly PromisedOn { get; init; }

    /// <summary>How much, rupiah; no more than is owed.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>What was said.</summary>
    public string? Note { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordPromise, ArrearsCaseView>(
            "/loans/{id}/arrears-case/promises",
            (string id, RecordPromise body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordPromiseValidator : AbstractValidator<RecordPromise>
{
    /// <summary>The rules.</summary>
    public RecordPromiseValidator()
    {
        RuleFor(c => c.GivenOn).Date();
        RuleFor(c => (DateOnly?)c.PromisedOn).Date().OverridePropertyName("PromisedOn");
        RuleFor(c => c.Amount).Amount();
        RuleFor(c => c.Note).OptionalText(1000);
    }
}

/// <summary>Stores it.</summary>
public sealed class RecordPromiseHandler(Work work, ArrearsRules rules, ArrearsBook book, ArrearsCaseFile file)
    : IRequestHandler<RecordPromise, Result<ArrearsCaseView>>
{
    /// <inheritdoc/>
    public async Task<Result<ArrearsCaseView>> Handle(RecordPromise request, CancellationToken cancellationToken)
    {
        var step = ArrearsStepRow.Of(request.LoanId, ArrearsStepKind.Promise, request.GivenOn ?? work.Today) with
        {
            PromisedOn = request.PromisedOn,
            Amount = request.Amount,
            Note = request.Note,
        };
        if (await rules.Refuses(step, "givenOn", cancellationToken) is { } error)
        {
            return error;
        }

        await book.Add(step, cancellationToken);
        return (await file.Of(request.LoanId, work.Today, cancellationToken))!;
    }
}
