using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.CreateReportSchedule;

/// <summary>Has a report of an office come by itself.</summary>
[Allowed(Role.Admin, Role.Approver, Role.Cashier)]
public sealed record CreateReportSchedule : ReportScheduleTerms, ICommand<ReportScheduleView>, IApiEndpoint
{
    /// <summary>Whose report it is.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<CreateReportSchedule, ReportScheduleView>("/report-schedules", (CreateReportSchedule body) => body);
}

/// <summary>What the fields may hold.</summary>
public sealed class CreateReportScheduleValidator : AbstractValidator<CreateReportSchedule>
{
    /// <summary>The rules of any schedule.</summary>
    public CreateReportScheduleValidator() => Include(new ReportScheduleTermsValidator());
}

/// <summary>Stores version 1.</summary>
public sealed class CreateReportScheduleHandler(
    ReportSchedules schedules,
    ScheduleReferences references,
    Work work,
    Ids ids
) : IRequestHandler<CreateReportSchedule, Result<ReportScheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReportScheduleView>> Handle(
        CreateReportSchedule request,
        CancellationToken cancellationToken
    )
    {
        if (await references.Wrong(request, work.Office.Id, cancellationToken) is { } error)
        {
            return error;
        }

        var schedule = ReportScheduleView.Of(
            request,
            new ScheduleVersion
            {
                Id = ids.New(),
                OfficeId = work.Office.Id,
                Version = 1,
                IsActive = true,
                ChangedBy = work.Caller.UserId,
                ChangedAt = work.Now,
            }
        );
        await schedules.Store(schedule, cancellationToken);
        work.Audit("reportSchedule.created", schedule.Id, null, schedule);
        return schedule;
    }
}
