using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.ArrearsCases.RecordVisit;

/// <summary>Notes that somebody was visited about a late loan.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record RecordVisit : ICommand<ArrearsCaseView>, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>The day; today when left out.</summary>
    public DateOnly? VisitedOn { get; init; }

    /// <summary>Who made the visit; who writes it down when left out.</summary>
    public string? VisitedBy { get; init; }

    /// <inheritdoc cref="ArrearsOutcome"/>
    public required ArrearsOutcome Outcome { get; init; }

    /// <summary>What was seen and said.</summary>
    public string? Note { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordVisit, ArrearsCaseView>(
            "/loans/{id}/arrears-case/visits",
            (string id, RecordVisit body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordVisitValidator : AbstractValidator<RecordVisit>
{
    /// <summary>The rules.</summary>
    public RecordVisitValidator()
    {
        RuleFor(c => c.VisitedOn).Date();
        RuleFor(c => c.VisitedBy).OptionalText(200);
        RuleFor(c => c.Note).OptionalText(1000);
    }
}

/// <summary>Stores it.</summary>
public sealed class RecordVisitHandler(Work work, ArrearsRules rules, ArrearsBook book, ArrearsCaseFile file)
    : IRequestHandler<RecordVisit, Result<ArrearsCaseView>>
{
    /// <inheritdoc/>
    public async Task<Result<ArrearsCaseView>> Handle(RecordVisit request, CancellationToken cancellationToken)
    {
        var step = ArrearsStepRow.Of(request.LoanId, ArrearsStepKind.Visit, request.VisitedOn ?? work.Today) with
        {
            Person = string.IsNullOrWhiteSpace(request.VisitedBy) ? work.Caller.DisplayName : request.VisitedBy.Trim(),
            Outcome = EnumText.Of(request.Outcome),
            Note = request.Note,
        };
        if (await rules.Refuses(step, "visitedOn", cancellationToken) is { } error)
        {
            return error;
        }

        await book.Add(step, cancellationToken);
        return (await file.Of(request.LoanId, work.Today, cancellationToken))!;
    }
}
