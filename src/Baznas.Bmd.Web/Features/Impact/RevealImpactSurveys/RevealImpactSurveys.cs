using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Impact.RevealImpactSurveys;

/// <summary>Shows what a household answered, for a stated purpose; the audit trail says who looked and why.</summary>
[Allowed(Role.FieldOfficer, Role.Approver, Role.Cashier, Role.Auditor)]
public sealed record RevealImpactSurveys : ICommand<RevealedSurveys>, IApiEndpoint
{
    /// <summary>The borrower; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>What it is needed for.</summary>
    public required string Purpose { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<RevealImpactSurveys, RevealedSurveys>(
            "/borrowers/{id}/impact-surveys/unmasking",
            (string id, RevealImpactSurveys body) => body with { BorrowerId = id }
        );
}

/// <summary>A borrower's surveys with what was answered.</summary>
/// <param name="Items">The newest day first.</param>
public sealed record RevealedSurveys(IReadOnlyList<RevealedSurvey> Items);

/// <summary>A survey with what was answered.</summary>
public sealed record RevealedSurvey : ImpactSurveyView
{
    /// <summary>Starts from a survey.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal RevealedSurvey(ImpactSurveyView survey)
        : base(survey) { }

    /// <summary>The answers.</summary>
    public HouseholdFigures Figures { get; init; } = null!;

    /// <summary>Anything else.</summary>
    public string? Note { get; init; }

    /// <summary>What the household needed a month on that day; null where no had kifayah was in force.</summary>
    public Rupiah? Threshold { get; init; }

    /// <summary>Where it stood on that day; likewise.</summary>
    public CibestQuadrant? Quadrant { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class RevealImpactSurveysValidator : AbstractValidator<RevealImpactSurveys>
{
    /// <summary>The rules.</summary>
    public RevealImpactSurveysValidator() => RuleFor(c => c.Purpose).Text(500);
}

/// <summary>Decrypts, and leaves the event.</summary>
public sealed class RevealImpactSurveysHandler(
    Work work,
    CallContext context,
    ImpactBook surveys,
    HadKifayahBook thresholds,
    PersonalData personal
) : IRequestHandler<RevealImpactSurveys, Result<RevealedSurveys>>
{
    /// <inheritdoc/>
    public async Task<Result<RevealedSurveys>> Handle(RevealImpactSurveys request, CancellationToken cancellationToken)
    {
        // An answer kept for its idempotency key would lie about unencrypted.
        context.IdempotencyKey = null;
        var table = await thresholds.TableOf(work.Office.Id, cancellationToken);
        var found = await surveys.Of(request.BorrowerId, cancellationToken);
        work.Audit("borrower.surveys_unmasked", request.BorrowerId, null, new { request.Purpose });
        return new RevealedSurveys([.. found.Select(survey => Reveal(survey.View, survey.Row.Open(personal), table))]);
    }

    private static RevealedSurvey Reveal(ImpactSurveyView survey, ImpactAnswers answers, HadKifayahTable table)
    {
        var threshold = table.ThresholdOf(answers.Figures.HouseholdSize, survey.SurveyedOn);
        return new RevealedSurvey(survey)
        {
            Figures = answers.Figures,
            Note = answers.Note,
            Threshold = threshold,
            Quadrant = threshold is { } needed ? Cibest.QuadrantOf(answers.Figures, needed) : null,
        };
    }
}
