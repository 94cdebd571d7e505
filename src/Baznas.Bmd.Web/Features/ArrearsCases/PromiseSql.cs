namespace Baznas.Bmd.Web.Features.ArrearsCases;

/// <summary>What the last promise of each loan means on a day, in SQL, so that lists can be put in its order.</summary>
public static class PromiseSql
{
    /// <summary>
    /// A common table <c>[Promise]</c> with the promise of each loan that was given last by @AsOf, and by the rule of
    /// <see cref="Domain.Loans.PromiseToPay"/> its state: open, kept or broken. Only what was due by the promised day can
    /// make it matter: join it with <see cref="Counts"/>.
    /// </summary>
    public const string LastPromises = """
        [Promise] AS (
            SELECT s.[LoanId], s.[PromisedOn], s.[Amount],
                CASE WHEN COALESCE((SELECT -SUM(p.[Amount]) FROM [Posting] p
                        WHERE p.[LoanId] = s.[LoanId] AND p.[Account] = 'qardhReceivable'
                            AND p.[Kind] IN ('repayment', 'depositApplied')
                            AND p.[EffectiveOn] >= s.[HappenedOn] AND p.[EffectiveOn] <= s.[PromisedOn]
                            AND p.[EffectiveOn] <= @AsOf
                            AND NOT EXISTS (SELECT 1 FROM [Reversal] x WHERE x.[EntryId] = p.[EntryId])
                            AND NOT EXISTS (SELECT 1 FROM [Reversal] r
                                JOIN [JournalEntry] e ON e.[Id] = r.[EntryId]
                                WHERE r.[ReversedEntryId] = p.[EntryId] AND e.[EffectiveOn] <= @AsOf)), 0) >= s.[Amount]
                        THEN 'kept'
                    WHEN s.[PromisedOn] < @AsOf THEN 'broken'
                    ELSE 'open' END AS [State]
            FROM [ArrearsStep] s
            WHERE s.[Kind] = 'promise' AND s.[HappenedOn] <= @AsOf {?OfficeId: AND s.[OfficeId] = @OfficeId}
                AND NOT EXISTS (SELECT 1 FROM [ArrearsStep] n
                    WHERE n.[LoanId] = s.[LoanId] AND n.[Kind] = 'promise' AND n.[HappenedOn] <= @AsOf
                        AND (n.[HappenedOn] > s.[HappenedOn]
                            OR (n.[HappenedOn] = s.[HappenedOn] AND n.[Id] > s.[Id])))
        )
        """;

    /// <summary>
    /// True when promise q of late loan t counts: something that was due by its day is still unpaid, and it was not kept.
    /// </summary>
    public const string Counts =
        "q.[LoanId] = t.[LoanId] AND q.[PromisedOn] >= t.[OldestUnpaid] AND q.[State] <> 'kept'";
}
