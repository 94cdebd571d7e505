using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.ArrearsCases.RecordContact;

/// <summary>Notes that somebody was called, written to or spoken to about a late loan.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record RecordContact : ICommand<ArrearsCaseView>, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>The day; today when left out.</summary>
    public DateOnly? ContactedOn { get; init; }

    /// <inheritdoc cref="ContactMethod"/>
    public required ContactMethod Method { get; init; }

    /// <inheritdoc cref="ContactPerson"/>
    public required ContactPerson With { get; init; }

    /// <inheritdoc cref="ArrearsOutcome"/>
    public required ArrearsOutcome Outcome { get; init; }

    /// <summary>What was said.</summary>
    public string? Note { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordContact, ArrearsCaseView>(
            "/loans/{id}/arrears-case/contacts",
            (string id, RecordContact body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordContactValidator : AbstractValidator<RecordContact>
{
    /// <summary>The rules.</summary>
    public RecordContactValidator()
    {
        RuleFor(c => c.ContactedOn).Date();
        RuleFor(c => c.Note).OptionalText(1000);
    }
}

/// <summary>Stores it.</summary>
public sealed class RecordContactHandler(Work work, ArrearsRules rules, ArrearsBook book, ArrearsCaseFile file)
    : IRequestHandler<RecordContact, Result<ArrearsCaseView>>
{
    /// <inheritdoc/>
    public async Task<Result<ArrearsCaseView>> Handle(RecordContact request, CancellationToken cancellationToken)
    {
        var step = ArrearsStepRow.Of(request.LoanId, ArrearsStepKind.Contact, request.ContactedOn ?? work.Today) with
        {
            Method = EnumText.Of(request.Method),
            Person = EnumText.Of(request.With),
            Outcome = EnumText.Of(request.Outcome),
            Note = request.Note,
        };
        if (await rules.Refuses(step, "contactedOn", cancellationToken) is { } error)
        {
            return error;
        }

        await book.Add(step, cancellationToken);
        return (await file.Of(request.LoanId, work.Today, cancellationToken))!;
    }
}
