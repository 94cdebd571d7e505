using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Messaging.Channels;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>Messages for tests of the channels alone.</summary>
internal static class Messages
{
    public static ClaimedMessage Claimed(string body, string recipient = "+628", string id = "m1") =>
        new()
        {
            Message = new StoredMessage
            {
                Id = id,
                OfficeId = "o1",
                Kind = MessageKind.Reminder,
                BorrowerId = "b1",
                UserId = null,
                Day = new DateOnly(2026, 3, 4),
                Language = "id",
                Recipient = recipient,
                Subject = "Laporan – Maret",
                Channel = MessageChannel.WhatsApp,
                Body = body,
                Status = MessageStatus.Claimed,
                Reason = null,
                Attempts = 1,
                NotBefore = default,
                ClaimedBy = "n",
                ClaimedUntil = null,
                ProviderId = null,
                SentAt = null,
                BlankedAt = null,
            },
        };
}
