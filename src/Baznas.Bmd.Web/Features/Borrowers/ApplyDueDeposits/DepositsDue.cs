using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ApplyDueDeposits;

/// <summary>
/// The borrowers of an office who want their deposit used when an instalment is due, hold one, and have something due.
/// </summary>
[AllowedToServiceOnly]
public sealed record DepositsDue : IQuery<BorrowersDue>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);
}

/// <summary>Borrowers.</summary>
/// <param name="Ids">Their ids.</param>
public sealed record BorrowersDue(IReadOnlyList<string> Ids);

/// <summary>Looks for them.</summary>
public sealed class DepositsDueHandler(Db db, OfficeDates dates) : IRequestHandler<DepositsDue, Result<BorrowersDue>>
{
    private static readonly Sql<Day, string> Find = new(
        """
        SELECT b.[Id] FROM [Borrower] b
        JOIN [DepositChoice] c ON c.[BorrowerId] = b.[Id] AND c.[ApplyWhenDue] = 1 AND c.[Sequence] =
            (SELECT MAX(x.[Sequence]) FROM [DepositChoice] x WHERE x.[BorrowerId] = b.[Id])
        WHERE b.[OfficeId] = @OfficeId
            AND (SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[BorrowerId] = b.[Id] AND p.[Account] = 'borrowerDeposits') < 0
            AND EXISTS (SELECT 1 FROM [Loan] l
                JOIN [ScheduleVersion] v ON v.[LoanId] = l.[Id] AND v.[Version] = (SELECT MAX(x.[Version])
                    FROM [ScheduleVersion] x WHERE x.[LoanId] = l.[Id] AND x.[EffectiveOn] <= @Today)
                JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version] AND i.[DueOn] <= @Today
                WHERE l.[BorrowerId] = b.[Id]
                    AND (SELECT SUM(p.[Amount]) FROM [Posting] p
                        WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable') > 0
                    AND i.[Cumulative] + v.[RepaidBefore] > (SELECT
                        COALESCE(SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END), 0)
                        FROM [Posting] p WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable'))
        ORDER BY b.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<BorrowersDue>> Handle(DepositsDue request, CancellationToken cancellationToken)
    {
        var today = await dates.Today(request.OfficeId, cancellationToken);
        return new BorrowersDue(await db.Query(Find, new Day(request.OfficeId, today), cancellationToken));
    }

    private sealed record Day(string OfficeId, DateOnly Today);
}
