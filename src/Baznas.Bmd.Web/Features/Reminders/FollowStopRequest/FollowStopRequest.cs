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
public sealed class FollowStopRequestHandler(Db db, Work work)
    : IRequestHandler<FollowStopRequest, Result<FollowedStopRequest>>
{
    private static readonly Sql<Of, WordRow> Owners = new(
        """
        SELECT b.[Id], c.[Sequence], c.[IsGiven] FROM [Borrower] b
        JOIN [Consent] c ON c.[BorrowerId] = b.[Id] AND c.[Purpose] = 'reminders'
            AND c.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [Consent] n
                WHERE n.[BorrowerId] = b.[Id] AND n.[Purpose] = 'reminders')
        WHERE b.[Phone] = @Phone AND b.[OfficeId] = @OfficeId
        ORDER BY b.[Id]
        """
    );

    private static readonly Sql<Word, NoRows> Say = new(
        """
        INSERT INTO [Consent] ([BorrowerId], [Purpose], [Sequence], [IsGiven], [At])
        VALUES (@BorrowerId, 'reminders', @Sequence, @IsGiven, @At)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<FollowedStopRequest>> Handle(
        FollowStopRequest request,
        CancellationToken cancellationToken
    )
    {
        var owners = await db.Query(Owners, new Of(request.Phone, request.OfficeId), cancellationToken);
        var changing = owners.Where(owner => owner.IsGiven != request.Wanted).ToList();
        var words = changing.Select(owner => new Word(owner.Id, owner.Sequence + 1, request.Wanted) { At = work.Now });
        await db.ExecuteEach(Say, words, cancellationToken);
        foreach (var owner in changing)
        {
            work.Audit("borrower.reminders_asked", owner.Id, new { owner.IsGiven }, new { IsGiven = request.Wanted });
        }

        work.NothingChanged = changing.Count == 0;
        return new FollowedStopRequest(changing.Count);
    }

    private sealed record Of(string Phone, string OfficeId);

    private sealed record Word(string BorrowerId, int Sequence, bool IsGiven)
    {
        public required DateTimeOffset At { get; init; }
    }

    private sealed class WordRow
    {
        public string Id { get; init; } = "";
        public int Sequence { get; init; }
        public bool IsGiven { get; init; }
    }
}
