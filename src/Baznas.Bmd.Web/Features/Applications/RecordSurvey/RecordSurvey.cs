using System.Text.Json;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.RecordSurvey;

/// <summary>Records the feasibility visit (survei kelayakan) of a submitted application.</summary>
[Allowed(Role.FieldOfficer)]
public sealed record RecordSurvey : ICommand<ApplicationView>, IConditional, IApiEndpoint
{
    /// <summary>The application; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ApplicationId { get; init; } = "";

    /// <summary>When the home and business were visited; today when left out.</summary>
    public DateOnly? VisitedOn { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Score { get; init; }

    /// <summary>What was seen.</summary>
    public required string Notes { get; init; }

    /// <summary>Anything else: a text, or an object of answers as the office's form asks them.</summary>
    public JsonElement? Findings { get; init; }

    Subject IWrite.Subject => Subject.Application(ApplicationId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetApplication.GetApplication(ApplicationId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordSurvey, ApplicationView>(
            "/applications/{id}/survey",
            (string id, RecordSurvey body) => body with { ApplicationId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordSurveyValidator : AbstractValidator<RecordSurvey>
{
    private const int LongestFindings = 20_000;

    /// <summary>The rules.</summary>
    public RecordSurveyValidator()
    {
        RuleFor(c => c.VisitedOn).Date();
        RuleFor(c => c.Score).Between(0, 100);
        RuleFor(c => c.Notes).Text(4000);
        RuleFor(c => c.Findings == null ? null : c.Findings.Value.GetRawText())
            .OptionalText(LongestFindings)
            .OverridePropertyName("Findings");
    }
}

/// <summary>Stores the visit.</summary>
public sealed class RecordSurveyHandler(Db db, Work work, ApplicationBook applications)
    : IRequestHandler<RecordSurvey, Result<ApplicationView>>
{
    private static readonly Sql<NewSurvey, NoRows> Insert = new(
        """
        INSERT INTO [Survey] ([ApplicationId], [Round], [VisitedOn], [Score], [Notes], [Findings], [SurveyedBy], [At])
        VALUES (@ApplicationId, @Round, @VisitedOn, @Score, @Notes, @Findings, @SurveyedBy, @At)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ApplicationView>> Handle(RecordSurvey request, CancellationToken cancellationToken)
    {
        var (before, round) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        var visitedOn = request.VisitedOn ?? work.Today;
        var error =
            ApplicationBook.RefusesUnless(before, ApplicationStatus.Submitted)
            ?? StepDates.NotInFuture(visitedOn, work.Today).Error
            ?? StepDates.InOrder(new StepDate("applied", before.AppliedOn), new StepDate("visited", visitedOn)).Error;
        if (error is not null)
        {
            return error;
        }

        await db.Execute(
            Insert,
            new NewSurvey
            {
                ApplicationId = request.ApplicationId,
                Round = round,
                VisitedOn = visitedOn,
                Score = request.Score,
                Notes = request.Notes,
                Findings = request.Findings is { ValueKind: not JsonValueKind.Null } found ? found.GetRawText() : null,
                SurveyedBy = work.Caller.UserId,
                At = work.Now,
            },
            cancellationToken
        );
        await applications.MoveTo(request.ApplicationId, ApplicationStatus.Surveyed, cancellationToken);
        var (after, _) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        work.Audit(
            "application.surveyed",
            request.ApplicationId,
            new { before.Status },
            new { after.Status, after.Survey }
        );
        return after;
    }

    private sealed record NewSurvey
    {
        public required string ApplicationId { get; init; }
        public required int Round { get; init; }
        public required DateOnly VisitedOn { get; init; }
        public required int Score { get; init; }
        public required string Notes { get; init; }
        public required string? Findings { get; init; }
        public required string SurveyedBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}
