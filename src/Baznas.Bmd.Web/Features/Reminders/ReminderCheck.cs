using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>What a planned reminder says now.</summary>
public sealed record ReminderNow
{
    /// <summary>
    /// Why it is not to be sent any more; null when it is. <c>paid</c>, <c>consentWithdrawn</c>, <c>disputed</c>,
    /// <c>phoneChanged</c>, <c>superseded</c>, <c>notOwed</c>.
    /// </summary>
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
/// Looks at planned reminders anew before they are sent, in their office's turn: what was paid since is taken out, and
/// whoever no longer wants to be reminded, disputes the loan or has another phone is not.
/// </summary>
public sealed class ReminderCheck(Db db, Work work, ReminderTexts texts)
{
    // SQL Server takes some two thousand parameters.
    private const int AtOnce = 1000;

    private static readonly Sql<Asked, MessageRow> Messages = new(
        """
        SELECT s.[Id], s.[Language], s.[Channel], m.[FullName],
            CASE WHEN m.[Phone] = s.[Recipient] THEN 1 ELSE 0 END AS [IsSamePhone],
            CASE WHEN EXISTS (SELECT 1 FROM [Consent] c WHERE c.[BorrowerId] = m.[Id] AND c.[Purpose] = 'reminders'
                AND c.[IsGiven] = 1 AND c.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [Consent] n
                    WHERE n.[BorrowerId] = m.[Id] AND n.[Purpose] = 'reminders')) THEN 1 ELSE 0 END AS [IsWelcome],
            CASE WHEN EXISTS (SELECT 1 FROM [OutgoingMessage] n WHERE n.[BorrowerId] = s.[BorrowerId]
                AND n.[Day] > s.[Day] AND n.[Kind] = s.[Kind] AND n.[Status] <> 'cancelled')
                THEN 1 ELSE 0 END AS [HasNewer]
        FROM [OutgoingMessage] s
        JOIN [Borrower] m ON m.[Id] = s.[BorrowerId]
        WHERE s.[OfficeId] = @OfficeId AND s.[Kind] = 'reminder' AND s.[Id] IN @Ids
        """
    );

    // Of each thing said: the loan's balance, its schedule in force, what is unpaid of that day, and since when it is late.
    private static readonly Sql<AskedOf, ItemRow> Items = new(
        """
        WITH [Loans] AS (
            SELECT DISTINCT i.[LoanId] FROM [MessageItem] i WHERE i.[MessageId] IN @Ids
        ), [Balance] AS (
            SELECT o.[LoanId], SUM(p.[Amount]) AS [Outstanding],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid],
                SUM(CASE WHEN p.[Kind] IN ('writeOff', 'forgiveness') THEN -p.[Amount] ELSE 0 END) AS [LeftTheBooks]
            FROM [Loans] o
            JOIN [Posting] p ON p.[LoanId] = o.[LoanId] AND p.[Account] = 'qardhReceivable'
                AND p.[EffectiveOn] <= @Today
            GROUP BY o.[LoanId]
        ), [Owed] AS (
            SELECT b.[LoanId], b.[Outstanding], b.[LeftTheBooks], b.[Repaid] - v.[RepaidBefore] AS [Paid], v.[Version]
            FROM [Balance] b
            JOIN [ScheduleVersion] v ON v.[LoanId] = b.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = b.[LoanId] AND x.[EffectiveOn] <= @Today)
        )
        SELECT i.[MessageId], i.[LoanId], l.[Number], i.[DueOn], i.[DayOffset], w.[Outstanding], w.[LeftTheBooks],
            w.[Paid],
            (SELECT MIN(r.[Cumulative] - r.[Amount]) FROM [Instalment] r WHERE r.[LoanId] = w.[LoanId]
                AND r.[Version] = w.[Version] AND r.[DueOn] = i.[DueOn]) AS [Before],
            (SELECT MAX(r.[Cumulative]) FROM [Instalment] r WHERE r.[LoanId] = w.[LoanId]
                AND r.[Version] = w.[Version] AND r.[DueOn] = i.[DueOn]) AS [UpTo],
            (SELECT MIN(r.[DueOn]) FROM [Instalment] r WHERE r.[LoanId] = w.[LoanId]
                AND r.[Version] = w.[Version] AND r.[Cumulative] > w.[Paid]) AS [Oldest],
            COALESCE((SELECT MAX(r.[Cumulative]) FROM [Instalment] r WHERE r.[LoanId] = w.[LoanId]
                AND r.[Version] = w.[Version] AND r.[DueOn] < @Today), 0) AS [LateUpTo],
            CASE WHEN EXISTS (SELECT 1 FROM [LoanDispute] d
                LEFT JOIN [LoanDisputeResolution] r ON r.[DisputeId] = d.[Id]
                WHERE d.[LoanId] = i.[LoanId] AND r.[DisputeId] IS NULL) THEN 1 ELSE 0 END AS [IsDisputed]
        FROM [MessageItem] i
        JOIN [Owed] w ON w.[LoanId] = i.[LoanId]
        JOIN [Loan] l ON l.[Id] = i.[LoanId]
        WHERE i.[MessageId] IN @Ids
        ORDER BY i.[MessageId], i.[LoanId], i.[DueOn]
        """
    );

    /// <summary>What each of the messages says now, by its id; those that are no reminders of the office are left out.</summary>
    public async Task<IReadOnlyDictionary<string, ReminderNow>> Of(
        IReadOnlyList<string> messageIds,
        CancellationToken ct
    )
    {
        var office = await texts.Of(work.Office.Id, ct);
        var found = new Dictionary<string, ReminderNow>();
        foreach (var ids in messageIds.Chunk(AtOnce))
        {
            var items = (await db.Query(Items, new AskedOf(ids, work.Today), ct)).ToLookup(row => row.MessageId);
            foreach (var row in await db.Query(Messages, new Asked(ids, work.Office.Id), ct))
            {
                found[row.Id] = Now(row, [.. items[row.Id]], office);
            }
        }

        return found;
    }

    private ReminderNow Now(MessageRow message, IReadOnlyList<ItemRow> items, OfficeTexts office)
    {
        var left = items.Where(item => WhyNot(item) is null).ToList();
        var reason = message switch
        {
            { IsWelcome: false } => "consentWithdrawn",
            { IsSamePhone: false } => "phoneChanged",
            { HasNewer: true } => "superseded",
            _ when left.Count == 0 => items.Select(WhyNot).FirstOrDefault() ?? "notOwed",
            _ => null,
        };
        if (reason is not null)
        {
            return new ReminderNow { CancelReason = reason };
        }

        var template = office.For(EnumText.Parse<MessageChannel>(message.Channel), message.Language);
        var reminder = new Reminder
        {
            BorrowerName = message.FullName,
            Items = [.. left.Select(item => item.ToItem())],
            LoanNumbers = left.DistinctBy(item => item.LoanId).ToDictionary(item => item.LoanId, item => item.Number),
            Office = office,
        };
        return new ReminderNow
        {
            Body = reminder.Text(template),
            TemplateName = template.ProviderName,
            TemplateLanguage = template.ProviderLanguage,
            TemplateParameters = reminder.Parameters(template),
        };
    }

    // A day that has passed is said by its late reminder, and of late days the oldest.
    private string? WhyNot(ItemRow item) =>
        item switch
        {
            { IsDisputed: true } => "disputed",
            { Outstanding.IsPositive: false } => item.LeftTheBooks.IsZero && item.Paid.IsPositive ? "paid" : "notOwed",
            { UpTo: null } => "notOwed",
            { Unpaid.IsPositive: false } => "paid",
            { DayOffset: <= 0 } => item.DueOn < work.Today ? "superseded" : null,
            _ => item.DueOn < work.Today && item.DueOn == item.Oldest ? null : "superseded",
        };

    private sealed record Asked(IReadOnlyList<string> Ids, string OfficeId);

    private sealed record AskedOf(IReadOnlyList<string> Ids, DateOnly Today);

    private sealed class MessageRow
    {
        public string Id { get; init; } = "";
        public string Language { get; init; } = "";
        public string Channel { get; init; } = "";
        public string FullName { get; init; } = "";
        public bool IsSamePhone { get; init; }
        public bool IsWelcome { get; init; }
        public bool HasNewer { get; init; }
    }

    private sealed class ItemRow
    {
        public string MessageId { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string Number { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public int DayOffset { get; init; }
        public Rupiah Outstanding { get; init; }
        public Rupiah LeftTheBooks { get; init; }
        public Rupiah Paid { get; init; }
        public Rupiah? Before { get; init; }
        public Rupiah? UpTo { get; init; }
        public DateOnly? Oldest { get; init; }
        public Rupiah LateUpTo { get; init; }
        public bool IsDisputed { get; init; }

        public Rupiah Unpaid => UpTo is { } upTo ? new DueRange(Before!.Value, upTo).Unpaid(Paid) : Rupiah.Zero;

        public ReminderItem ToItem() => new(LoanId, DueOn, DayOffset, DayOffset > 0 ? LateUpTo - Paid : Unpaid);
    }
}
