using System.Globalization;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Reports.Scheduled.ScheduledReportsDue;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.KeepScheduledReport;

/// <summary>
/// Tells the readers of a schedule, each in their language, where its newest report lies. Who may no longer read reports
/// is left out.
/// </summary>
/// <param name="work">The unit of work under way.</param>
/// <param name="readers">Whom reports can be sent to.</param>
/// <param name="outbox">Where the messages wait.</param>
/// <param name="mail">Knows where pages are found.</param>
public sealed class ScheduledReportMails(Work work, ReportReaders readers, Outbox outbox, StaffMail mail)
{
    /// <summary>Plans an e-mail for each.</summary>
    public async Task Plan(DueReport due, string packId, CancellationToken ct)
    {
        var chosen = due.Schedule.Recipients.ToHashSet();
        foreach (var reader in (await readers.Of(work.Office.Id, ct)).Where(reader => chosen.Contains(reader.Id)))
        {
            var language = reader.Language ?? Messages.Languages[0];
            // Stays within this method.
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var day = due.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await outbox.Plan(
                new NewMessage
                {
                    Key = $"scheduledReport:{due.Schedule.Id}:{day}:{reader.Id}",
                    Kind = MessageKind.ReportReady,
                    UserId = reader.Id,
                    Channel = MessageChannel.Email,
                    Recipient = reader.Email,
                    Language = language,
                    Subject = PageText.T("schedules.mail.subject", work.Office.Code, due.Schedule.Name, due.Day),
                    Body = PageText.T(
                        "schedules.mail.body",
                        reader.DisplayName,
                        due.Schedule.Name,
                        due.Day,
                        mail.AddressOf($"/reports/packs/{packId}")
                    ),
                    Day = work.Today,
                },
                ct
            );
        }
    }
}
