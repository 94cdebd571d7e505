using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.DeliverMessages;

/// <summary>
/// Hands the oldest planned messages of an office over for sending, a batch at a time: each goes into the
/// <see cref="Outbox"/> first and is marked then, in the office's turn, so that no two nodes do it at once and a run that
/// broke off in between is repaired by the next. What has become untrue or unwanted meanwhile is cancelled instead.
/// </summary>
[AllowedToServiceOnly]
public sealed record DeliverMessages : ICommand<DeliveredMessages>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>What became of a batch.</summary>
/// <param name="Sent">Handed over.</param>
/// <param name="Cancelled">Not to be sent any more.</param>
public readonly record struct DeliveredMessages(int Sent, int Cancelled)
{
    /// <summary>Whether there was anything to do, and so perhaps more of it.</summary>
    public bool IsAny => Sent + Cancelled > 0;
}

/// <summary>Looks at each message anew, writes the files, then marks the rows.</summary>
public sealed class DeliverMessagesHandler(Db db, Work work, ReminderHours hours, Outbox outbox)
    : IRequestHandler<DeliverMessages, Result<DeliveredMessages>>
{
    // Others of the office wait for their turn meanwhile.
    private const int BatchSize = 100;

    private static readonly Sql<Batch, WaitingRow> Waiting = new(
        """
        SELECT s.[Id], s.[DueOn], s.[Occasion], s.[Recipient], s.[PlannedAt], m.[FullName] AS [BorrowerName],
            o.[Name] AS [OfficeName],
            CASE WHEN m.[Phone] = s.[Recipient] AND EXISTS (SELECT 1 FROM [Consent] c WHERE c.[BorrowerId] = m.[Id]
                AND c.[Purpose] = 'reminders' AND c.[IsGiven] = 1
                AND c.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [Consent] n
                    WHERE n.[BorrowerId] = m.[Id] AND n.[Purpose] = 'reminders'))
                THEN 1 ELSE 0 END AS [IsWelcome],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = s.[LoanId]
                AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @Today), 0) AS [Outstanding],
            COALESCE((SELECT SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END)
                FROM [Posting] p WHERE p.[LoanId] = s.[LoanId] AND p.[Account] = 'qardhReceivable'
                AND p.[EffectiveOn] <= @Today), 0) - v.[RepaidBefore] AS [Paid],
            COALESCE((SELECT MIN(i.[Cumulative] - i.[Amount]) FROM [Instalment] i WHERE i.[LoanId] = s.[LoanId]
                AND i.[Version] = v.[Version] AND i.[DueOn] = s.[DueOn]), 0) AS [Before],
            COALESCE((SELECT MAX(i.[Cumulative]) FROM [Instalment] i WHERE i.[LoanId] = s.[LoanId]
                AND i.[Version] = v.[Version] AND i.[DueOn] = s.[DueOn]), 0) AS [UpTo]
        FROM [Message] s
        JOIN [Borrower] m ON m.[Id] = s.[BorrowerId]
        JOIN [Office] o ON o.[Id] = s.[OfficeId]
        JOIN [ScheduleVersion] v ON v.[LoanId] = s.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
            FROM [ScheduleVersion] x WHERE x.[LoanId] = s.[LoanId] AND x.[EffectiveOn] <= @Today)
        WHERE s.[Status] = 'planned' AND s.[OfficeId] = @OfficeId
        ORDER BY s.[Id]
        {limit}
        """
    );

    private static readonly Sql<Mark, NoRows> MarkSent = new(
        """
        UPDATE [Message] SET [Status] = 'sent', [SentAt] = @At, [Body] = @Body
        WHERE [Id] = @Id AND [Status] = 'planned'
        """
    );

    private static readonly Sql<IdParameter, NoRows> MarkCancelled = new(
        "UPDATE [Message] SET [Status] = 'cancelled' WHERE [Id] = @Id AND [Status] = 'planned'"
    );

    /// <inheritdoc/>
    public async Task<Result<DeliveredMessages>> Handle(DeliverMessages request, CancellationToken cancellationToken)
    {
        var batch = new Batch(work.Office.Id, work.Today, BatchSize);
        var waiting = await hours.Include(work.Office, work.Now, cancellationToken)
            ? await db.Query(Waiting, batch, cancellationToken)
            : [];
        if (waiting.Count == 0)
        {
            work.NothingChanged = true;
            return default(DeliveredMessages);
        }

        var (wanted, unwanted) = (waiting.Where(IsWanted).ToList(), waiting.Where(row => !IsWanted(row)).ToList());
        foreach (var row in wanted)
        {
            outbox.Put(Outgoing(row));
        }

        foreach (var row in unwanted)
        {
            outbox.TakeBack(row.Id, work.Office.Today(row.PlannedAt));
        }

        var marks = wanted.Select(row => new Mark(row.Id, row.Text, work.Now));
        await db.ExecuteEach(MarkSent, marks, cancellationToken);
        await db.ExecuteEach(MarkCancelled, unwanted.Select(row => new IdParameter(row.Id)), cancellationToken);
        var delivered = new DeliveredMessages(wanted.Count, unwanted.Count);
        work.Audit("reminder.delivered", work.Office.Id, null, new { delivered.Sent, delivered.Cancelled });
        return delivered;
    }

    // It is still owed, still welcome, and its day has not passed: a late one has a reminder of its own.
    private bool IsWanted(WaitingRow row) =>
        row.IsWelcome
        && row.Outstanding.IsPositive
        && row.Unpaid.IsPositive
        && (row.DueOn >= work.Today || row.Occasion == EnumText.Of(Occasion.Overdue));

    private OutgoingMessage Outgoing(WaitingRow row) =>
        new()
        {
            Id = row.Id,
            PlannedOn = work.Office.Today(row.PlannedAt),
            Recipient = row.Recipient,
            Body = row.Text,
        };

    private sealed record Batch(string OfficeId, DateOnly Today, int Take);

    private sealed record Mark(string Id, string Body, DateTimeOffset At);

    private sealed class WaitingRow
    {
        public string Id { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public string Occasion { get; init; } = "";
        public string Recipient { get; init; } = "";
        public DateTimeOffset PlannedAt { get; init; }
        public string BorrowerName { get; init; } = "";
        public string OfficeName { get; init; } = "";
        public bool IsWelcome { get; init; }
        public Rupiah Outstanding { get; init; }
        public Rupiah Paid { get; init; }
        public Rupiah Before { get; init; }
        public Rupiah UpTo { get; init; }

        public Rupiah Unpaid => new DueRange(Before, UpTo).Unpaid(Paid);

        /// <summary>With what is unpaid now: part of it may have been paid since the message was planned.</summary>
        public string Text =>
            new Reminder
            {
                Occasion = EnumText.Parse<Occasion>(Occasion),
                BorrowerName = BorrowerName,
                Amount = Unpaid,
                DueOn = DueOn,
                OfficeName = OfficeName,
            }.Text();
    }
}
