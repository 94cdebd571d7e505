using System.Globalization;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>What a list says.</summary>
/// <param name="Subject">The e-mail's subject.</param>
/// <param name="Body">Its text; plain, without a NIK.</param>
public sealed record MailText(string Subject, string Body);

/// <summary>Plans lists for the staff as e-mails, each in its reader's language.</summary>
public sealed class StaffMail(Outbox outbox, StaffLists lists, Work work, IConfiguration configuration)
{
    /// <summary>Where a page is found, as readers outside the office reach it; its path alone where that is not set.</summary>
    public string AddressOf(string path) => configuration["Bmd:PublicAddress"]?.TrimEnd('/') + path;

    /// <summary>Plans a list for everybody who is still to be sent it.</summary>
    /// <param name="list">Which one.</param>
    /// <param name="write">What it says to a reader, asked for in their language.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>For how many.</returns>
    public async Task<int> Plan(StaffList list, Func<Subscriber, Task<MailText>> write, CancellationToken ct)
    {
        var readers = await lists.Due(list, work.Office, work.Now, ct);
        var messages = new List<NewMessage>();
        foreach (var reader in readers)
        {
            var text = await Speaking(reader.Language, () => write(reader));
            messages.Add(
                new NewMessage
                {
                    Key = list.KeyOf(reader.UserId, work.Today),
                    Kind = list.Kind,
                    UserId = reader.UserId,
                    Day = work.Today,
                    Language = reader.Language,
                    Channel = MessageChannel.Email,
                    Recipient = reader.Email,
                    Subject = text.Subject,
                    Body = text.Body,
                }
            );
        }

        if (messages.Count == 0)
        {
            work.NothingChanged = true;
            return 0;
        }

        await outbox.Plan(messages, ct);
        work.Audit(
            $"{EnumText.Of(list.Kind)}.planned",
            work.Office.Id,
            null,
            new
            {
                work.Today,
                messages.Count,
                UserIds = messages.Select(message => message.UserId),
            }
        );
        return messages.Count;
    }

    private static async Task<MailText> Speaking(string language, Func<Task<MailText>> write)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return await write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}
