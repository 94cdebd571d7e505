using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Impact.RecordImpactSurvey;

/// <summary>
/// Records how a borrower's household and business stand. A mistake is corrected by another survey of the same occasion;
/// the last one counts.
/// </summary>
[Allowed(Role.FieldOfficer)]
public sealed record RecordImpactSurvey : ICommand<ImpactSurveyView>, IApiEndpoint
{
    /// <summary>The borrower; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>Before a loan, when one has ended, or once a year.</summary>
    public required SurveyOccasion Occasion { get; init; }

    /// <summary>When the household was asked; today when left out.</summary>
    public DateOnly? SurveyedOn { get; init; }

    /// <summary>The application that a survey before a loan is about.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The loan that a later survey is about.</summary>
    public string? LoanId { get; init; }

    /// <summary>People in the household.</summary>
    public required int HouseholdSize { get; init; }

    /// <summary>Household income, rupiah a month.</summary>
    public required Rupiah MonthlyIncome { get; init; }

    /// <summary>The business's turnover, rupiah a month.</summary>
    public required Rupiah MonthlyTurnover { get; init; }

    /// <summary>What household and business own, rupiah.</summary>
    public required Rupiah Assets { get; init; }

    /// <summary>People who work in the business for pay.</summary>
    public int? Employees { get; init; }

    /// <summary>The five questions of the CIBEST model, each answered from 1 to 5.</summary>
    public required SpiritualAnswers Spiritual { get; init; }

    /// <summary>Anything else.</summary>
    public string? Note { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordImpactSurvey, ImpactSurveyView>(
            "/borrowers/{id}/impact-surveys",
            (string id, RecordImpactSurvey body) => body with { BorrowerId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordImpactSurveyValidator : AbstractValidator<RecordImpactSurvey>
{
    private const int MostPeople = 100;

    private const int MostEmployees = 1000;

    /// <summary>The rules.</summary>
    public RecordImpactSurveyValidator()
    {
        RuleFor(c => c.SurveyedOn).Date();
        RuleFor(c => c.ApplicationId)
            .Must((c, id) => id is null || c.Occasion == SurveyOccasion.Application)
            .WithMessage(_ => Messages.Text("impact.application_of_later"));
        RuleFor(c => c.LoanId)
            .Must((c, id) => id is null || c.Occasion != SurveyOccasion.Application)
            .WithMessage(_ => Messages.Text("impact.loan_of_application"));
        RuleFor(c => c.LoanId)
            .Must((c, id) => id is not null || c.Occasion != SurveyOccasion.Closing)
            .WithMessage(_ => Messages.Text("impact.loan_missing"));
        RuleFor(c => c.HouseholdSize).Between(1, MostPeople);
        RuleFor(c => (Rupiah?)c.MonthlyIncome).AmountOrZero().OverridePropertyName("MonthlyIncome");
        RuleFor(c => (Rupiah?)c.MonthlyTurnover).AmountOrZero().OverridePropertyName("MonthlyTurnover");
        RuleFor(c => (Rupiah?)c.Assets).AmountOrZero().OverridePropertyName("Assets");
        RuleFor(c => c.Employees ?? 0).Between(0, MostEmployees).OverridePropertyName("Employees");
        RuleFor(c => c.Spiritual.Prayer).Between(SpiritualAnswers.Least, SpiritualAnswers.Most);
        RuleFor(c => c.Spiritual.Fasting).Between(SpiritualAnswers.Least, SpiritualAnswers.Most);
        RuleFor(c => c.Spiritual.Zakat).Between(SpiritualAnswers.Least, SpiritualAnswers.Most);
        RuleFor(c => c.Spiritual.Family).Between(SpiritualAnswers.Least, SpiritualAnswers.Most);
        RuleFor(c => c.Spiritual.Policy).Between(SpiritualAnswers.Least, SpiritualAnswers.Most);
        RuleFor(c => c.Note).OptionalText(2000);
    }
}

/// <summary>Stores it.</summary>
public sealed class RecordImpactSurveyHandler(Db db, Work work, ImpactBook surveys, LoanBook loans)
    : IRequestHandler<RecordImpactSurvey, Result<ImpactSurveyView>>
{
    // Paper is often entered later: who asked for a loan before they were registered was known by then.
    private static readonly Sql<IdParameter, KnownRow> Known = new(
        """
        SELECT b.[RegisteredAt],
            (SELECT MIN(a.[AppliedOn]) FROM [LoanApplication] a WHERE a.[BorrowerId] = b.[Id]) AS [AppliedOn],
            (SELECT MIN(l.[ApprovedOn]) FROM [Loan] l WHERE l.[BorrowerId] = b.[Id]) AS [ApprovedOn]
        FROM [Borrower] b WHERE b.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, ApplicationRow> OfApplication = new(
        """
        SELECT a.[BorrowerId], l.[Id] AS [LoanId] FROM [LoanApplication] a
        LEFT JOIN [Loan] l ON l.[ApplicationId] = a.[Id]
        WHERE a.[Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ImpactSurveyView>> Handle(RecordImpactSurvey request, CancellationToken cancellationToken)
    {
        var surveyedOn = request.SurveyedOn ?? work.Today;
        var known = (await db.Find(Known, new IdParameter(request.BorrowerId), cancellationToken))!;
        var error =
            StepDates.NotInFuture(surveyedOn, work.Today).Error
            ?? StepDates
                .InOrder(new StepDate("registered", known.Since(work.Office)), new StepDate("surveyed", surveyedOn))
                .Error
            ?? await RefusesBefore(request, surveyedOn, cancellationToken)
            ?? await RefusesLater(request, surveyedOn, cancellationToken);
        if (error is not null)
        {
            return error with { Field = error.Field ?? "surveyedOn" };
        }

        var id = await surveys.Store(ToSurvey(request, surveyedOn), cancellationToken);
        return (await surveys.Of(request.BorrowerId, cancellationToken)).Single(survey => survey.View.Id == id).View;
    }

    // How it stood before a loan is not told by what was seen after the money had come.
    private async Task<Error?> RefusesBefore(RecordImpactSurvey request, DateOnly on, CancellationToken ct)
    {
        if (request.ApplicationId is null)
        {
            return null;
        }

        var application = await db.Find(OfApplication, new IdParameter(request.ApplicationId), ct);
        if (application?.BorrowerId != request.BorrowerId)
        {
            return ImpactErrors.ApplicationNotFound;
        }

        var loan = application.LoanId is null ? null : await loans.Find(application.LoanId, ct);
        return StepDates
            .InOrder(new StepDate("surveyed", on), new StepDate("disbursed", loan?.History.DisbursedOn))
            .Error;
    }

    private async Task<Error?> RefusesLater(RecordImpactSurvey request, DateOnly on, CancellationToken ct)
    {
        if (request.LoanId is null)
        {
            return null;
        }

        var loan = await loans.Find(request.LoanId, ct);
        if (loan?.Row.BorrowerId != request.BorrowerId)
        {
            return ImpactErrors.LoanNotFound;
        }

        if (loan.History.DisbursedOn is not { } disbursedOn)
        {
            return ImpactErrors.LoanNotPaidOut;
        }

        var status = loan.StatusOn(DateOnly.MaxValue);
        return request.Occasion == SurveyOccasion.Closing && status == LoanStatus.Active
            ? ImpactErrors.LoanNotEnded(status)
            : StepDates.InOrder(new StepDate("disbursed", disbursedOn), new StepDate("surveyed", on)).Error;
    }

    private static NewImpactSurvey ToSurvey(RecordImpactSurvey request, DateOnly surveyedOn) =>
        new()
        {
            BorrowerId = request.BorrowerId,
            Occasion = request.Occasion,
            SurveyedOn = surveyedOn,
            ApplicationId = request.ApplicationId,
            LoanId = request.LoanId,
            Answers = new ImpactAnswers(
                new HouseholdFigures
                {
                    HouseholdSize = request.HouseholdSize,
                    MonthlyIncome = request.MonthlyIncome,
                    MonthlyTurnover = request.MonthlyTurnover,
                    Assets = request.Assets,
                    Employees = request.Employees,
                    Spiritual = request.Spiritual,
                },
                string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim()
            ),
        };

    private sealed class KnownRow
    {
        public DateTimeOffset RegisteredAt { get; init; }
        public DateOnly? AppliedOn { get; init; }
        public DateOnly? ApprovedOn { get; init; }

        public DateOnly Since(OfficeRow office) =>
            new[] { office.Today(RegisteredAt), AppliedOn, ApprovedOn }.Min()!.Value;
    }

    private sealed class ApplicationRow
    {
        public string BorrowerId { get; init; } = "";
        public string? LoanId { get; init; }
    }
}
