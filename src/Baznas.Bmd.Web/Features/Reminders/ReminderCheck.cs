using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>What a planned reminder says now.</summary>
public sealed record ReminderNow
{
    /// <summary>Why it is not to be sent any more; null when it is.</summary>
    public string? CancelReason { get; init; }

    /// <summary>The text; empty when it is not to be sent.</summary>
    public string Body { get; init; } = "";

    /// <summary>The name of the template that WhatsApp keeps; null when the office named none.</summary>
    public string? TemplateName { get; init; }

    /// <summary>The language of that template.</summary>
    public string? TemplateLanguage { get; init; }

    /// <summary>What fills that template's places, in their order; without line breaks.</summary>
    public IReadOnlyList<string> TemplateParameters { get; init; } = [];
}

/// <summary>
/// Looks at planned reminders anew before they are sent, in their office's turn: whoever no longer wants to be reminded,
/// or has another phone, is not.
/// </summary>
public sealed class ReminderCheck(Db db, Work work)
{
    private static readonly Sql<Asked, MessageRow> Messages = new(
        """
        SELECT s.[Id], s.[Body],
            CASE WHEN m.[Phone] = s.[Recipient] THEN 1 ELSE 0 END AS [IsSamePhone],
            CASE WHEN EXISTS (SELECT 1 FROM [Consent] c WHERE c.[BorrowerId] = m.[Id] AND c.[Purpose] = 'reminders'
                AND c.[IsGiven] = 1 AND c.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [Consent] n
                    WHERE n.[BorrowerId] = m.[Id] AND n.[Purpose] = 'reminders')) THEN 1 ELSE 0 END AS [IsWelcome]
        FROM [OutgoingMessage] s
        JOIN [Borrower] m ON m.[Id] = s.[BorrowerId]
        WHERE s.[OfficeId] = @OfficeId AND s.[Kind] = 'reminder' AND s.[Id] IN @Ids
        """
    );

    /// <summary>What each of the messages says now, by its id; those that are no reminders of the office are left out.</summary>
    public async Task<IReadOnlyDictionary<string, ReminderNow>> Of(
        IReadOnlyList<string> messageIds,
        CancellationToken ct
    ) =>
        (await db.Query(Messages, new Asked(messageIds, work.Office.Id), ct)).ToDictionary(
            row => row.Id,
            row => new ReminderNow
            {
                CancelReason =
                    !row.IsWelcome ? "consentWithdrawn"
                    : !row.IsSamePhone ? "phoneChanged"
                    : null,
                Body = row.Body,
            }
        );

    private sealed record Asked(IReadOnlyList<string> Ids, string OfficeId);

    private sealed class MessageRow
    {
        public string Id { get; init; } = "";
        public string Body { get; init; } = "";
        public bool IsSamePhone { get; init; }
        public bool IsWelcome { get; init; }
    }
}
