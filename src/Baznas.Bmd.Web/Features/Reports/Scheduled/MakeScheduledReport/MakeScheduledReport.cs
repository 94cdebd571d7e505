using System.Globalization;
using System.Text;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.Reports.Packs;
using Baznas.Bmd.Web.Features.Reports.Scheduled.ScheduledReportsDue;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.MakeScheduledReport;

/// <summary>
/// Makes the file of a report that is due, in Bahasa Indonesia. It only reads, so that nobody waits while it is made.
/// </summary>
/// <param name="Due">Which one.</param>
[AllowedToServiceOnly]
public sealed record MakeScheduledReport(DueReport Due) : IQuery<PackFile>
{
    Subject IRead.Subject => Subject.ReportSchedule(Due.Schedule.Id);
}

/// <summary>Asks for the report as its page would.</summary>
public sealed class MakeScheduledReportHandler(IMediator mediator, ReportFiles files)
    : IRequestHandler<MakeScheduledReport, Result<PackFile>>
{
    /// <inheritdoc/>
    public async Task<Result<PackFile>> Handle(MakeScheduledReport request, CancellationToken cancellationToken)
    {
        // Stays within this method and what it calls.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Messages.Languages[0]);
        var (schedule, day) = (request.Due.Schedule, request.Due.Day);
        var question = SchedulableReports.QuestionOf(schedule, day);
        var answer = await question.Ask(mediator, cancellationToken);
        if (answer.Error is { } error)
        {
            return error;
        }

        var report = (IReport)answer.BoxedValue!;
        return await files.Of(report, question.Query, EnumText.Of(schedule.Format), cancellationToken) is { } file
            ? new PackFile(file.Name!, file.ContentType, file.Content)
            : new PackFile(
                $"{report.Content().Name}.json",
                "application/json; charset=utf-8",
                Encoding.UTF8.GetBytes(Json.Write(report))
            );
    }
}
