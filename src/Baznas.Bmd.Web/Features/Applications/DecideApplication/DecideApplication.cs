using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.DecideApplication;

/// <summary>
/// One approver's decision. The application is approved, and the loan exists, when as many approvers as the
/// product asks for that amount, each within their own limit, have agreed to the same terms or to more.
/// </summary>
[Allowed(Role.Approver)]
public sealed record DecideApplication : ICommand<ApplicationView>, IConditional, IApiEndpoint
{
    /// <summary>The application; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ApplicationId { get; init; } = "";

    /// <summary>Approve, reject, or return to be mended.</summary>
    public required DecisionKind Decision { get; init; }

    /// <summary>Less than was asked, rupiah; what was proposed last when left out.</summary>
    public Rupiah? Principal { get; init; }

    /// <summary>Another number of instalments; what was proposed last when left out.</summary>
    public int? Installments { get; init; }

    /// <summary>When it was decided; today when left out.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Why.</summary>
    [System.Text.Json.Serialization.JsonRequired]
    public string Note { get; init; } = "";

    Subject IWrite.Subject => Subject.Application(ApplicationId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetApplication.GetApplication(ApplicationId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<DecideApplication, ApplicationView>(
            "/applications/{id}/decisions",
            (string id, DecideApplication body) => body with { ApplicationId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class DecideApplicationValidator : AbstractValidator<DecideApplication>
{
    /// <summary>The rules.</summary>
    public DecideApplicationValidator()
    {
        RuleFor(c => c.Principal ?? new Rupiah(1)).Amount().OverridePropertyName("Principal");
        RuleFor(c => c.Installments ?? 1)
            .Between(1, ScheduleTerms.MaxInstallments)
            .OverridePropertyName("Installments");
        RuleFor(c => c.DecidedOn).Date();
        RuleFor(c => c.Note).OptionalText(4000);
    }
}

/// <summary>Stores the decision, and on the last approval the loan.</summary>
public sealed class DecideApplicationHandler(
    Db db,
    Work work,
    Ids ids,
    ApplicationBook applications,
    LoanGranting granting
) : IRequestHandler<DecideApplication, Result<ApplicationView>>
{
    private static readonly Sql<NewDecision, NoRows> Insert = new(
        """
        INSERT INTO [Decision] ([Id], [ApplicationId], [Round], [Decision], [Principal], [Installments], [DecidedOn],
            [Note], [DecidedBy], [At])
        VALUES (@Id, @ApplicationId, @Round, @Decision, @Principal, @Installments, @DecidedOn, @Note, @DecidedBy, @At)
        """
    );

    private static readonly Sql<IdParameter, NoRows> Reopen = new(
        """
        UPDATE [LoanApplication] SET [Status] = 'draft', [Round] = [Round] + 1, [SubmittedBy] = NULL,
            [SubmittedAt] = NULL
        WHERE [Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ApplicationView>> Handle(DecideApplication request, CancellationToken cancellationToken)
    {
        var (before, round) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        var decided = before.Decisions!.Where(decision => decision.Round == round).ToList();
        var decision = Complete(request, before, decided);
        if (Refuses(decision, before, decided) is { } error)
        {
            return error;
        }

        if (
            decision.Decision == DecisionKind.Approve
            && await granting.Refuses(before, decision, cancellationToken) is { } refusal
        )
        {
            return refusal;
        }

        await Store(request.ApplicationId, decision with { Round = round }, cancellationToken);
        await Conclude(before, [.. decided, decision], cancellationToken);
        var (after, _) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        work.Audit(
            $"application.{EnumText.Of(request.Decision)}",
            request.ApplicationId,
            new { before.Status },
            new
            {
                after.Status,
                Decision = decision,
                after.LoanId,
            }
        );
        return after;
    }

    // What is left out is what was proposed last: the terms asked for, or those an approver before has set.
    private DecisionView Complete(DecideApplication request, ApplicationView application, List<DecisionView> decided) =>
        new()
        {
            Decision = request.Decision,
            Principal = request.Principal ?? decided.LastOrDefault()?.Principal ?? application.Principal,
            Installments = request.Installments ?? decided.LastOrDefault()?.Installments ?? application.Installments,
            DecidedOn = request.DecidedOn ?? work.Today,
            Note = request.Note,
            DecidedBy = work.Caller.UserId,
            Round = 0,
        };

    private Error? Refuses(DecisionView decision, ApplicationView application, List<DecisionView> decided)
    {
        if (ApplicationBook.RefusesUnless(application, ApplicationStatus.Surveyed) is { } wrongStatus)
        {
            return wrongStatus;
        }

        if (application.SubmittedBy == work.Caller.UserId)
        {
            return ApplicationErrors.DeciderSubmitted;
        }

        var dates =
            StepDates.NotInFuture(decision.DecidedOn, work.Today).Error
            ?? StepDates
                .InOrder(
                    new StepDate("applied", application.AppliedOn),
                    new StepDate("visited", application.Survey!.VisitedOn),
                    new StepDate("decided", decision.DecidedOn)
                )
                .Error;
        if (dates is not null || decision.Decision != DecisionKind.Approve)
        {
            return dates;
        }

        var proposed = decided.Select(earlier => earlier.Principal).Append(application.Principal).Min();
        if (decision.Principal > proposed)
        {
            return ApplicationErrors.PrincipalRaised(proposed);
        }

        if (work.Caller.ApprovalLimit is { } limit && decision.Principal > limit)
        {
            return ApplicationErrors.AboveLimit(limit);
        }

        return decided.Any(earlier =>
            earlier.DecidedBy == decision.DecidedBy
            && earlier.Installments == decision.Installments
            && earlier.Principal >= decision.Principal
        )
            ? ApplicationErrors.DecidedAlready
            : null;
    }

    private Task Store(string applicationId, DecisionView decision, CancellationToken ct) =>
        db.Execute(
            Insert,
            new NewDecision
            {
                Id = ids.New(),
                ApplicationId = applicationId,
                Round = decision.Round,
                Decision = EnumText.Of(decision.Decision),
                Principal = decision.Principal,
                Installments = decision.Installments,
                DecidedOn = decision.DecidedOn,
                Note = decision.Note,
                DecidedBy = decision.DecidedBy,
                At = work.Now,
            },
            ct
        );

    private async Task Conclude(ApplicationView application, IReadOnlyList<DecisionView> decided, CancellationToken ct)
    {
        switch (decided[^1].Decision)
        {
            case DecisionKind.Reject:
                await applications.MoveTo(application.Id, ApplicationStatus.Rejected, ct);
                break;
            case DecisionKind.Return:
                await db.Execute(Reopen, new IdParameter(application.Id), ct);
                break;
            default:
                if (await granting.GrantIfComplete(application, decided, ct))
                {
                    await applications.MoveTo(application.Id, ApplicationStatus.Approved, ct);
                }

                break;
        }
    }

    private sealed record NewDecision
    {
        public required string Id { get; init; }
        public required string ApplicationId { get; init; }
        public required int Round { get; init; }
        public required string Decision { get; init; }
        public required Rupiah Principal { get; init; }
        public required int Installments { get; init; }
        public required DateOnly DecidedOn { get; init; }
        public required string Note { get; init; }
        public required string DecidedBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}

/// <summary>Whether an application can become a loan on an approver's terms, and making it one.</summary>
public sealed class LoanGranting(
    Db db,
    Work work,
    ProductBook products,
    Calendars calendars,
    LoanBook loans,
    TrancheBook tranches
)
{
    // A loan runs while something is owed, or can still be paid out. What is written off and not recovered is still
    // owed; what is forgiven is not.
    private static readonly Sql<IdParameter, int> CountRunning = new(
        $"""
        SELECT COUNT(*) AS [Loans] FROM [Loan] l
        WHERE l.[BorrowerId] = @Id
            AND NOT EXISTS (SELECT 1 FROM [LoanCancellation] c WHERE c.[LoanId] = l.[Id])
            AND (
                COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                    WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable'), 0) > 0
                OR COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                    WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'), 0) = 0
                OR COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                    WHERE p.[LoanId] = l.[Id] AND p.[Account] IN ('writeOff', 'recoveryIncome')), 0) > 0
                OR (EXISTS (SELECT 1 FROM [LoanTranche] t WHERE t.[LoanId] = l.[Id] AND {TrancheBook.IsOpen})
                    AND COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                        AND p.[Account] = 'qardhReceivable' AND p.[Kind] IN ('writeOff', 'forgiveness')), 0) = 0))
        """
    );

    /// <summary>The first reason why these terms can't be granted, or null.</summary>
    public async Task<Error?> Refuses(ApplicationView application, DecisionView terms, CancellationToken ct)
    {
        var product = await products.Of(application.ProductId, application.ProductVersion, ct);
        if (product.Refuses(terms.Principal, terms.Installments) is { } outOfRange)
        {
            return outOfRange;
        }

        if (await db.Find(CountRunning, new IdParameter(application.BorrowerId), ct) >= product.MaxActiveLoans)
        {
            return ApplicationErrors.TooManyLoans(product.MaxActiveLoans);
        }

        var calendar = await calendars.Of(work.Office.Id, product.NonWorkingDayRule, ct);
        var first = Plan(application, terms) is [var tranche, ..] ? tranche.Amount : terms.Principal;
        var schedule = product.Schedule(first, terms.Installments, terms.DecidedOn, null);
        return Schedule.Build(schedule, calendar).Error ?? product.Policy.RequiredFor(terms.Principal).Error;
    }

    /// <summary>Makes the loan when enough approvers have agreed to the terms of the last decision.</summary>
    /// <returns>Whether the loan exists now.</returns>
    public async Task<bool> GrantIfComplete(
        ApplicationView application,
        IReadOnlyList<DecisionView> decided,
        CancellationToken ct
    )
    {
        var product = await products.Of(application.ProductId, application.ProductVersion, ct);
        var terms = decided[^1];
        var approvals = decided.Select(decision => new Approval
        {
            ApproverId = decision.DecidedBy,
            Principal = decision.Principal,
            Installments = decision.Installments,
        });
        if (!product.Policy.IsComplete(approvals, terms.Principal, terms.Installments))
        {
            return false;
        }

        var loanId = await loans.Open(
            new NewLoan
            {
                ApplicationId = application.Id,
                BorrowerId = application.BorrowerId,
                ProductId = application.ProductId,
                ProductVersion = application.ProductVersion,
                FundId = application.FundId,
                Principal = terms.Principal,
                Installments = terms.Installments,
                FirstDueOn = application.FirstDueOn,
                Purpose = application.Purpose,
                ApprovedOn = terms.DecidedOn,
            },
            ct
        );
        if (Plan(application, terms) is { Count: > 0 } plan)
        {
            await tranches.Plan(loanId, plan, ct);
        }

        return true;
    }

    private static IReadOnlyList<PlannedTranche> Plan(ApplicationView application, DecisionView terms) =>
        application.Tranches is { } asked ? Tranches.Lowered(asked, terms.Principal) : [];
}
