using System.Text.Json.Serialization;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.ChangeReportSchedule;

/// <summary>Changes a schedule from now on; one that was stopped begins again.</summary>
[Allowed(Role.Admin, Role.Approver, Role.Cashier)]
public sealed record ChangeReportSchedule
    : ReportScheduleTerms,
        ICommand<ReportScheduleView>,
        IConditional,
        IApiEndpoint
{
    /// <summary>The schedule; from the path.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    Subject IWrite.Subject => Subject.ReportSchedule(Id);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetReportSchedule.GetReportSchedule(Id), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChangeReportSchedule, ReportScheduleView>(
            "/report-schedules/{id}",
            (string id, ChangeReportSchedule body) => body with { Id = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ChangeReportScheduleValidator : AbstractValidator<ChangeReportSchedule>
{
    /// <summary>The rules of any schedule.</summary>
    public ChangeReportScheduleValidator() => Include(new ReportScheduleTermsValidator());
}

/// <summary>Stores the next version.</summary>
public sealed class ChangeReportScheduleHandler(ReportSchedules schedules, ScheduleReferences references, Work work)
    : IRequestHandler<ChangeReportSchedule, Result<ReportScheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReportScheduleView>> Handle(
        ChangeReportSchedule request,
        CancellationToken cancellationToken
    )
    {
        if (await references.Wrong(request, work.Office.Id, cancellationToken) is { } error)
        {
            return error;
        }

        var before = (await schedules.VersionsOf(request.Id, cancellationToken))[0];
        var after = ReportScheduleView.Of(request, before.Next(isActive: true, work));
        await schedules.Store(after, cancellationToken);
        work.Audit("reportSchedule.changed", after.Id, before, after);
        return after;
    }
}
