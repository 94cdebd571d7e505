using System.Globalization;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reports.Packs.KeepMonthEndPack;

/// <summary>Tells those who asked for it, each in their language, where a month's pack lies.</summary>
/// <param name="work">The unit of work under way.</param>
/// <param name="subscribers">Who asked.</param>
/// <param name="outbox">Where the messages wait.</param>
/// <param name="configuration">Says where the service is reached.</param>
public sealed class MonthEndMails(Work work, Subscribers subscribers, Outbox outbox, IConfiguration configuration)
{
    /// <summary>Plans an e-mail for each.</summary>
    public async Task Plan(PackKey key, string packId, CancellationToken ct)
    {
        var address = configuration["Bmd:PublicAddress"]?.TrimEnd('/');
        foreach (var subscriber in await subscribers.Of(work.Office.Id, SubscriptionTopic.MonthlyPack, ct))
        {
            // Stays within this method.
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(subscriber.Language);
            var month = PageText.Month(AccountingPeriod.FirstDay(key.Period));
            await outbox.Plan(
                new NewMessage
                {
                    Key = $"monthEndPack:{packId}:{subscriber.UserId}",
                    Kind = MessageKind.ReportReady,
                    UserId = subscriber.UserId,
                    Channel = MessageChannel.Email,
                    Recipient = subscriber.Email,
                    Language = subscriber.Language,
                    Subject = PageText.T("packs.mail.subject", work.Office.Code, month),
                    Body = PageText.T(
                        "packs.mail.body",
                        subscriber.DisplayName,
                        month,
                        $"{address}/reports/packs/{packId}"
                    ),
                    Day = work.Today,
                },
                ct
            );
        }
    }
}
