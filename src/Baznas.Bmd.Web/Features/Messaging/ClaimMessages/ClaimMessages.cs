using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.ClaimMessages;

/// <summary>
/// Takes a small batch of an office's messages for a node, for a time: planned ones whose time has come, and those that
/// another node took and said nothing of since. What has become untrue or unwanted is cancelled instead.
/// </summary>
[AllowedToServiceOnly]
public sealed record ClaimMessages : ICommand<MessageClaim>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>What a node may send now.</summary>
public sealed record MessageClaim
{
    /// <summary>The messages that are the node's.</summary>
    public required IReadOnlyList<ClaimedMessage> Messages { get; init; }

    /// <summary>How many were looked at; none means that there is nothing to do.</summary>
    public required int Looked { get; init; }

    /// <summary>How many are not to be sent any more.</summary>
    public required int Cancelled { get; init; }
}

/// <summary>Looks at each message anew, in the office's turn, and takes those that are to go.</summary>
public sealed class ClaimMessagesHandler(
    Db db,
    Work work,
    MessageBook book,
    ClaimReview review,
    ChannelSettings settings
) : IRequestHandler<ClaimMessages, Result<MessageClaim>>
{
    private static readonly Sql<Batch, StoredRow> Due = new(
        $$"""
        SELECT {{MessageBook.Columns}}
        FROM [OutgoingMessage] s
        WHERE s.[OfficeId] = @OfficeId AND s.[Status] = 'planned' AND s.[NotBefore] <= @Now
            {?StaffOnly: AND s.[BorrowerId] IS NULL}
        ORDER BY s.[NotBefore], s.[Id]
        {limit}
        """
    );

    private static readonly Sql<Batch, StoredRow> Left = new(
        $$"""
        SELECT {{MessageBook.Columns}}
        FROM [OutgoingMessage] s
        WHERE s.[OfficeId] = @OfficeId AND s.[Status] = 'claimed' AND s.[ClaimedUntil] <= @Now
            {?StaffOnly: AND s.[BorrowerId] IS NULL}
        ORDER BY s.[NotBefore], s.[Id]
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<MessageClaim>> Handle(ClaimMessages request, CancellationToken cancellationToken)
    {
        var batch = new Batch(work.Office.Id, settings.Delivery.Batch)
        {
            Now = work.Now,
            StaffOnly = await review.MayWriteToBorrowers(cancellationToken) ? null : true,
        };
        IReadOnlyList<StoredRow> rows =
        [
            .. await db.Query(Left, batch, cancellationToken),
            .. await db.Query(Due, batch, cancellationToken),
        ];
        var found = rows.Take(batch.Take).Select(row => row.ToMessage()).ToList();
        if (found.Count == 0)
        {
            work.NothingChanged = true;
            return new MessageClaim
            {
                Messages = [],
                Looked = 0,
                Cancelled = 0,
            };
        }

        var reviewed = await review.Of(found, cancellationToken);
        var until = work.Now + settings.Delivery.Lease;
        var claimed = reviewed
            .ToSend.Select(each => each with { Message = each.Message.ClaimedFor(request.Node, until) })
            .ToList();
        await book.Keep([.. claimed.Select(each => each.Message), .. reviewed.Ended], cancellationToken);
        await book.KeepWaiting(reviewed.Waiting, cancellationToken);
        Audit(claimed.Count, reviewed.Ended);
        return new MessageClaim
        {
            Messages = claimed,
            Looked = found.Count,
            Cancelled = reviewed.Ended.Count(each => each.Status == MessageStatus.Cancelled),
        };
    }

    private void Audit(int claimed, IReadOnlyList<StoredMessage> ended)
    {
        if (claimed + ended.Count == 0)
        {
            // Some links were looked at, and still wait for a hand.
            work.NothingChanged = true;
            return;
        }

        work.Audit(
            "delivery.claimed",
            work.Office.Id,
            null,
            new
            {
                Claimed = claimed,
                Cancelled = ended.Count(each => each.Status == MessageStatus.Cancelled),
                GivenUp = ended.Count(each => each.Status == MessageStatus.GivenUp),
                PutOff = ended.Count(each => each.Status == MessageStatus.Planned),
            }
        );
    }

    private sealed record Batch(string OfficeId, int Take)
    {
        public required DateTimeOffset Now { get; init; }

        public required bool? StaffOnly { get; init; }
    }
}
