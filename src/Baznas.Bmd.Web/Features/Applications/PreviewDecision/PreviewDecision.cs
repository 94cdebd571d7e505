using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.PreviewDecision;

/// <summary>What an application would become on an approver's terms, paid out today: its schedule, and who must agree.</summary>
[AllowedToStaff]
public sealed record PreviewDecision : IQuery<DecisionPreview>, IApiEndpoint
{
    /// <summary>The application; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ApplicationId { get; init; } = "";

    /// <summary>How much, rupiah; what was proposed last when left out.</summary>
    public Rupiah? Principal { get; init; }

    /// <summary>In how many instalments; what was proposed last when left out.</summary>
    public int? Installments { get; init; }

    Subject IRead.Subject => Subject.Application(ApplicationId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<PreviewDecision, DecisionPreview>(
            "/applications/{id}/decision-preview",
            (string id, long? principal, int? installments) =>
                new PreviewDecision
                {
                    ApplicationId = id,
                    Principal = principal is { } amount ? new Rupiah(amount) : null,
                    Installments = installments,
                }
        );
}

/// <summary>A loan as it would be granted.</summary>
public sealed record DecisionPreview
{
    /// <summary>Rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>In how many instalments.</summary>
    public required int Installments { get; init; }

    /// <summary>How many approvers must agree to that amount.</summary>
    public required int ApprovalsNeeded { get; init; }

    /// <summary>Who has agreed to that, or to more.</summary>
    public required IReadOnlyList<string> AgreedBy { get; init; }

    /// <summary>The parts it would be paid out in; empty for one sum.</summary>
    public required IReadOnlyList<PlannedTranche> Tranches { get; init; }

    /// <summary>The instalments, of the first tranche where there are several.</summary>
    public required IReadOnlyList<ScheduleRow> Rows { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class PreviewDecisionValidator : AbstractValidator<PreviewDecision>
{
    /// <summary>The rules.</summary>
    public PreviewDecisionValidator()
    {
        RuleFor(q => q.Principal ?? new Rupiah(1)).Amount().OverridePropertyName("Principal");
        RuleFor(q => q.Installments ?? 1)
            .Between(1, ScheduleTerms.MaxInstallments)
            .OverridePropertyName("Installments");
    }
}

/// <summary>Works it out.</summary>
public sealed class PreviewDecisionHandler(
    ApplicationBook applications,
    ProductBook products,
    Calendars calendars,
    OfficeDates dates
) : IRequestHandler<PreviewDecision, Result<DecisionPreview>>
{
    /// <inheritdoc/>
    public async Task<Result<DecisionPreview>> Handle(PreviewDecision request, CancellationToken cancellationToken)
    {
        var (application, round) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        var agreed = application
            .Decisions!.Where(decision => decision.Round == round && decision.Decision == DecisionKind.Approve)
            .ToList();
        var last = agreed.LastOrDefault();
        var principal = request.Principal ?? last?.Principal ?? application.Principal;
        var installments = request.Installments ?? last?.Installments ?? application.Installments;
        var product = await products.Of(application.ProductId, application.ProductVersion, cancellationToken);
        if (Refuses(product, application, principal, installments) is { } error)
        {
            return error;
        }

        var needed = product.Policy.RequiredFor(principal);
        if (needed.IsRefused(out var aboveTiers))
        {
            return aboveTiers;
        }

        var plan = application.Tranches is { } asked ? Tranches.Lowered(asked, principal) : [];
        var first = plan is [var tranche, ..] ? tranche.Amount : principal;
        var built = await Build(product, application, (first, installments), cancellationToken);
        return built.Then<DecisionPreview>(schedule => new DecisionPreview
        {
            Principal = principal,
            Installments = installments,
            ApprovalsNeeded = needed.Value,
            AgreedBy =
            [
                .. agreed
                    .Where(decision => decision.Installments == installments && decision.Principal >= principal)
                    .Select(decision => decision.DecidedBy)
                    .Distinct(),
            ],
            Tranches = plan,
            Rows = ScheduleRow.Of(schedule.Instalments),
        });
    }

    private static Error? Refuses(
        ProductView product,
        ApplicationView application,
        Rupiah principal,
        int installments
    ) =>
        principal > application.Principal
            ? ApplicationErrors.PrincipalRaised(application.Principal)
            : product.Refuses(principal, installments);

    // A first due date that has passed still has a plan to show; that it can't be kept, the disbursement says.
    private async Task<Result<Schedule>> Build(
        ProductView product,
        ApplicationView application,
        (Rupiah Amount, int Installments) terms,
        CancellationToken ct
    )
    {
        var today = await dates.Today(application.OfficeId, ct);
        var firstDueOn = application.FirstDueOn;
        var disbursedOn = firstDueOn <= today ? firstDueOn.Value.AddDays(-1) : today;
        var calendar = await calendars.Of(application.OfficeId, product.NonWorkingDayRule, ct);
        return Schedule.Build(product.Schedule(terms.Amount, terms.Installments, disbursedOn, firstDueOn), calendar);
    }
}
