using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.BlankOldMessages;

/// <summary>
/// Takes the words and the addresses out of an office's messages that are older than it keeps them, a batch at a time. That
/// there was a message, when, about what and what became of it stays.
/// </summary>
[AllowedToServiceOnly]
public sealed record BlankOldMessages : ICommand<BlankedMessages>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>How many messages lost their words.</summary>
/// <param name="Count">0 when none was left that is so old.</param>
public readonly record struct BlankedMessages(int Count);

/// <summary>Blanks them.</summary>
public sealed class BlankOldMessagesHandler(Db db, Work work, MessagingSettings settings)
    : IRequestHandler<BlankOldMessages, Result<BlankedMessages>>
{
    // Others of the office wait for their turn meanwhile.
    private const int BatchSize = 500;

    private static readonly Sql<Age, string> Old = new(
        """
        SELECT s.[Id]
        FROM [OutgoingMessage] s
        WHERE s.[OfficeId] = @OfficeId AND s.[BlankedAt] IS NULL AND s.[Day] < @Before
            AND s.[Status] NOT IN ('planned', 'claimed')
        ORDER BY s.[Day], s.[Id]
        {limit}
        """
    );

    private static readonly Sql<Blank, NoRows> TakeOut = new(
        """
        UPDATE [OutgoingMessage] SET [Body] = '', [Subject] = NULL, [Recipient] = '', [BlankedAt] = @At
        WHERE [Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<BlankedMessages>> Handle(BlankOldMessages request, CancellationToken cancellationToken)
    {
        var months = (await settings.Of(work.Office.Id, cancellationToken)).RetentionMonths;
        var age = new Age(work.Office.Id, work.Today.AddMonths(-months), BatchSize);
        var old = await db.Query(Old, age, cancellationToken);
        if (old.Count == 0)
        {
            work.NothingChanged = true;
            return new BlankedMessages(0);
        }

        await db.ExecuteEach(TakeOut, old.Select(id => new Blank(id, work.Now)), cancellationToken);
        work.Audit("delivery.blanked", work.Office.Id, null, new { age.Before, old.Count });
        return new BlankedMessages(old.Count);
    }

    private sealed record Age(string OfficeId, DateOnly Before, int Take);

    private sealed record Blank(string Id, DateTimeOffset At);
}
