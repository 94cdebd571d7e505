using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.NoteAuditPack;

/// <summary>Notes in the audit trail that a pack was made, by whom and of what. It has no door of its own.</summary>
[Allowed(Role.Auditor, Role.Admin)]
public sealed record NoteAuditPack : ICommand<Done>
{
    /// <summary>The audit event.</summary>
    public const string Action = "auditPack.made";

    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>What the pack is about.</summary>
    public required PackScope Scope { get; init; }

    /// <summary>Of the archive, in hexadecimal.</summary>
    public required string ArchiveSha256 { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>Notes it.</summary>
public sealed class NoteAuditPackHandler(Work work, Ids ids) : IRequestHandler<NoteAuditPack, Result<Done>>
{
    /// <inheritdoc/>
    public Task<Result<Done>> Handle(NoteAuditPack request, CancellationToken cancellationToken)
    {
        var scope = request.Scope;
        work.Audit(
            NoteAuditPack.Action,
            ids.New(),
            null,
            new
            {
                scope.From,
                scope.To,
                scope.Books.Sequence,
                scope.Seed,
                scope.SampleSize,
                scope.BackdatedDays,
                request.ArchiveSha256,
            }
        );
        return Task.FromResult<Result<Done>>(Done.It);
    }
}
