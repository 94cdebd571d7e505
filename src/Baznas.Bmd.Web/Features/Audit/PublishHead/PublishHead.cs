using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.PublishHead;

/// <summary>
/// Publishes how far an office's audit trail had come last night, once a night, to where the installation wants it. An
/// office's e-mail says it of what belongs to no office as well, which has no outbox.
/// </summary>
[AllowedToServiceOnly]
public sealed record PublishHead : ICommand<PublishedOnce>
{
    /// <summary>The audit event.</summary>
    public const string Action = "auditHead.published";

    /// <summary>The office; null for what belongs to none.</summary>
    public required string? OfficeId { get; init; }

    Subject IWrite.Subject => OfficeId is null ? Subject.Global : Subject.Office(OfficeId);
}

/// <summary>Whether it was published now.</summary>
/// <param name="Now">False when nothing was to be done.</param>
public readonly record struct PublishedOnce(bool Now);

/// <summary>Writes the line and plans the e-mail.</summary>
public sealed class PublishHeadHandler(Db db, Work work, NightlyRuns nights, PublishedHeads published, Outbox outbox)
    : IRequestHandler<PublishHead, Result<PublishedOnce>>
{
    private static readonly Sql<IdParameter, ChainHead> HeadOf = new(
        "SELECT [Id], [Length], [HeadHash] FROM [AuditChain] WHERE [Id] = @Id"
    );

    /// <inheritdoc/>
    public async Task<Result<PublishedOnce>> Handle(PublishHead request, CancellationToken cancellationToken)
    {
        var night = await nights.LastNight(request.OfficeId, cancellationToken);
        var head = new PublishedHead
        {
            Night = night.Night,
            At = work.Now,
            Office = request.OfficeId is null ? null : work.Office.Code,
            ChainId = night.ChainId,
            // What is published is committed, whatever becomes of this work.
            Sequence = work.ChainHead.Length,
            Hash = work.ChainHead.HeadHash,
        };
        var written = head.Sequence > 0 && Write(head);
        var mailed = request.OfficeId is not null && head.Sequence > 0 && await Mail(head, cancellationToken);
        if (!written && !mailed)
        {
            work.NothingChanged = true;
            return new PublishedOnce(false);
        }

        work.Audit(
            PublishHead.Action,
            night.ChainId,
            null,
            new
            {
                head.Night,
                head.Sequence,
                head.Hash,
                File = written,
                Email = mailed,
            }
        );
        return new PublishedOnce(true);
    }

    // The file itself says what stands in it: a crash after this line makes the next round find it.
    private bool Write(PublishedHead head)
    {
        if (
            published.File is null
            || published.Read().Any(line => line.Head?.ChainId == head.ChainId && line.Head.Night == head.Night)
        )
        {
            return false;
        }

        published.Append(head);
        return true;
    }

    private async Task<bool> Mail(PublishedHead head, CancellationToken ct)
    {
        if (published.Email is not { } address)
        {
            return false;
        }

        var global = await db.Find(HeadOf, new IdParameter(AuditTrail.GlobalChain), ct);
        var all = head with
        {
            Office = null,
            ChainId = AuditTrail.GlobalChain,
            Sequence = global?.Length ?? 0,
            Hash = global?.HeadHash ?? AuditTrail.Root,
        };
        var language = Messages.Languages[0];
        return await Languages.In(
            language,
            () =>
                outbox.Plan(
                    new NewMessage
                    {
                        Key = $"auditHead:{head.Night:yyyy-MM-dd}",
                        Kind = MessageKind.AuditHead,
                        Channel = MessageChannel.Email,
                        Recipient = address,
                        Language = language,
                        Subject = PageText.T("audit.head.mail.subject", head.Office!, head.Night),
                        Body = PageText.T("audit.head.mail.body", head.ToString(), all.ToString()),
                        Day = work.Today,
                    },
                    ct
                )
        );
    }
}
