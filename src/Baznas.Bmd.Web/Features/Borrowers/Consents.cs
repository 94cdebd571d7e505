using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Borrowers;

/// <summary>Who wrote a borrower's word on a use of their data down.</summary>
public enum ConsentSource
{
    /// <summary>An officer, to whom the borrower said it.</summary>
    Officer,

    /// <summary>The borrower, on their own page.</summary>
    Borrower,

    /// <summary>A message from the borrower's phone.</summary>
    Message,
}

/// <summary>A borrower's word as the audit trail keeps it.</summary>
/// <param name="Purpose">On what.</param>
/// <param name="Sequence">Which word of theirs on it, from 1.</param>
/// <param name="IsGiven">Yes or no.</param>
/// <param name="Source">Who wrote it down.</param>
public sealed record ConsentEvidence(ConsentPurpose Purpose, int Sequence, bool IsGiven, ConsentSource Source);

/// <summary>What borrowers agreed to. A word is never changed: the newest holds.</summary>
public sealed class Consents(Db db, Work work)
{
    private static readonly Sql<Of, Word> Newest = new(
        """
        SELECT c.[Sequence], c.[IsGiven] FROM [Consent] c
        WHERE c.[BorrowerId] = @BorrowerId AND c.[Purpose] = @Purpose
        ORDER BY c.[Sequence] DESC
        {one}
        """
    );

    private static readonly Sql<NewWord, NoRows> Insert = new(
        """
        INSERT INTO [Consent] ([BorrowerId], [Purpose], [Sequence], [IsGiven], [At])
        VALUES (@BorrowerId, @Purpose, @Sequence, @IsGiven, @At)
        """
    );

    /// <summary>
    /// Writes a borrower's word down in the unit of work under way. False when it is what they said last, or never having
    /// been asked they say no: then nothing was written.
    /// </summary>
    public async Task<bool> Say(string borrowerId, ConsentPurpose purpose, bool isGiven, ConsentSource source)
    {
        var last = await db.Find(Newest, new Of(borrowerId, EnumText.Of(purpose)), CancellationToken.None);
        if ((last?.IsGiven ?? false) == isGiven)
        {
            return false;
        }

        var evidence = new ConsentEvidence(purpose, (last?.Sequence ?? 0) + 1, isGiven, source);
        await db.Execute(
            Insert,
            new NewWord
            {
                BorrowerId = borrowerId,
                Purpose = EnumText.Of(purpose),
                Sequence = evidence.Sequence,
                IsGiven = isGiven,
                At = work.Now,
            },
            CancellationToken.None
        );
        if (isGiven)
        {
            work.Audit("borrower.consent_given", borrowerId, null, evidence);
        }
        else
        {
            work.Audit("borrower.consent_withdrawn", borrowerId, null, evidence);
        }

        return true;
    }

    private sealed record Of(string BorrowerId, string Purpose);

    private sealed record NewWord
    {
        public required string BorrowerId { get; init; }
        public required string Purpose { get; init; }
        public required int Sequence { get; init; }
        public required bool IsGiven { get; init; }
        public required DateTimeOffset At { get; init; }
    }

    private sealed class Word
    {
        public int Sequence { get; init; }
        public bool IsGiven { get; init; }
    }
}
