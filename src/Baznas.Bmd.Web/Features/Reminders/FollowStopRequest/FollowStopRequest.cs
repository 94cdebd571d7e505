using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.FollowStopRequest;

/// <summary>Does what a message from a phone asks for: an office reminds its owners no more, or again.</summary>
[AllowedToServiceOnly]
public sealed record FollowStopRequest : ICommand<FollowedStopRequest>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The phone it came from: <c>+62…</c>.</summary>
    public required string Phone { get; init; }

    /// <summary>Whether they want to be reminded.</summary>
    public required bool Wanted { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>What became of it.</summary>
/// <param name="Borrowers">Whose word it changed.</param>
public readonly record struct FollowedStopRequest(int Borrowers);

/// <summary>Writes the word of each of them down.</summary>
public sealed class FollowStopRequestHandler(Db db, Work work, Consents consents)
    : IRequestHandler<FollowStopRequest, Result<FollowedStopRequest>>
{
    private static readonly Sql<Of, string> Owners = new(
        "SELECT [Id] FROM [Borrower] WHERE [Phone] = @Phone AND [OfficeId] = @OfficeId ORDER BY [Id]"
    );

    /// <inheritdoc/>
    public async Task<Result<FollowedStopRequest>> Handle(
        FollowStopRequest request,
        CancellationToken cancellationToken
    )
    {
        var changed = 0;
        foreach (var id in await db.Query(Owners, new Of(request.Phone, request.OfficeId), cancellationToken))
        {
            changed += await consents.Say(id, ConsentPurpose.Reminders, request.Wanted, ConsentSource.Message) ? 1 : 0;
        }

        work.NothingChanged = changed == 0;
        return new FollowedStopRequest(changed);
    }

    private sealed record Of(string Phone, string OfficeId);
}
