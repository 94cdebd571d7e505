using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.ArrearsCases.NoteCause;

/// <summary>Notes why a loan is late. What was noted last holds.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record NoteCause : ICommand<ArrearsCaseView>, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>The day; today when left out.</summary>
    public DateOnly? NotedOn { get; init; }

    /// <inheritdoc cref="ArrearsCause"/>
    public required ArrearsCause Cause { get; init; }

    /// <summary>What shows it.</summary>
    public string? Note { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<NoteCause, ArrearsCaseView>(
            "/loans/{id}/arrears-case/causes",
            (string id, NoteCause body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class NoteCauseValidator : AbstractValidator<NoteCause>
{
    /// <summary>The rules.</summary>
    public NoteCauseValidator()
    {
        RuleFor(c => c.NotedOn).Date();
        RuleFor(c => c.Note).OptionalText(1000);
    }
}

/// <summary>Stores it.</summary>
public sealed class NoteCauseHandler(Work work, ArrearsRules rules, ArrearsBook book, ArrearsCaseFile file)
    : IRequestHandler<NoteCause, Result<ArrearsCaseView>>
{
    /// <inheritdoc/>
    public async Task<Result<ArrearsCaseView>> Handle(NoteCause request, CancellationToken cancellationToken)
    {
        var step = ArrearsStepRow.Of(request.LoanId, ArrearsStepKind.Cause, request.NotedOn ?? work.Today) with
        {
            Cause = EnumText.Of(request.Cause),
            Note = request.Note,
        };
        if (await rules.Refuses(step, "notedOn", cancellationToken) is { } error)
        {
            return error;
        }

        await book.Add(step, cancellationToken);
        return (await file.Of(request.LoanId, work.Today, cancellationToken))!;
    }
}
