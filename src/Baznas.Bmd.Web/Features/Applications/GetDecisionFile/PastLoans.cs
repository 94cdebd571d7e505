using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Applications.GetDecisionFile;

/// <summary>What other loans an applicant has had, and how they were paid: three statements, however many there are.</summary>
public sealed class PastLoans(Db db, OfficeDates dates)
{
    private const int Most = 20;

    private static readonly Sql<OtherLoans, LoanRow> List = new(
        """
        SELECT l.[Id], l.[Number], l.[Principal], l.[ApprovedOn],
            CASE WHEN k.[LoanId] IS NULL THEN 0 ELSE 1 END AS [HasAkad],
            CASE WHEN c.[LoanId] IS NULL THEN 0 ELSE 1 END AS [IsCancelled]
        FROM [Loan] l
        LEFT JOIN [Akad] k ON k.[LoanId] = l.[Id]
        LEFT JOIN [LoanCancellation] c ON c.[LoanId] = l.[Id]
        WHERE l.[BorrowerId] = @BorrowerId AND (l.[ApplicationId] IS NULL OR l.[ApplicationId] <> @ApplicationId)
        ORDER BY l.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<LoanIds, MovementRow> Movements = new(
        """
        SELECT [LoanId], [EffectiveOn], [Kind], SUM([Amount]) AS [Change] FROM [Posting]
        WHERE [LoanId] IN @Ids AND [Account] IN ('qardhReceivable', 'recoveryIncome')
        GROUP BY [LoanId], [EffectiveOn], [Kind]
        """
    );

    private static readonly Sql<LoanIds, InstalmentRow> Instalments = new(
        """
        SELECT v.[LoanId], v.[RepaidBefore], i.[No], i.[AnchorOn], i.[DueOn], i.[Amount], i.[Cumulative]
        FROM [ScheduleVersion] v
        JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
        WHERE v.[LoanId] IN @Ids AND v.[Version] = (SELECT MAX(x.[Version]) FROM [ScheduleVersion] x
            WHERE x.[LoanId] = v.[LoanId])
        ORDER BY v.[LoanId], i.[No]
        """
    );

    /// <summary>The applicant's loans besides the one that the application became, the newest first.</summary>
    public async Task<IReadOnlyList<PastLoan>> Of(ApplicationView application, CancellationToken ct)
    {
        var loans = await db.Query(List, new OtherLoans(application.BorrowerId, application.Id, Most), ct);
        if (loans.Count == 0)
        {
            return [];
        }

        var ids = new LoanIds([.. loans.Select(loan => loan.Id)]);
        var movements = (await db.Query(Movements, ids, ct)).ToLookup(row => row.LoanId);
        var instalments = (await db.Query(Instalments, ids, ct)).ToLookup(row => row.LoanId);
        var today = await dates.Today(application.OfficeId, ct);
        return [.. loans.Select(loan => loan.ToPast([.. movements[loan.Id]], [.. instalments[loan.Id]], today))];
    }

    private sealed record OtherLoans(string BorrowerId, string ApplicationId, int Take);

    private sealed record LoanIds(IReadOnlyList<string> Ids);

    private sealed class LoanRow
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public Rupiah Principal { get; init; }
        public DateOnly ApprovedOn { get; init; }
        public bool HasAkad { get; init; }
        public bool IsCancelled { get; init; }

        public PastLoan ToPast(
            IReadOnlyList<MovementRow> movements,
            IReadOnlyList<InstalmentRow> instalments,
            DateOnly today
        )
        {
            var history = new LoanHistory(movements.Select(row => row.ToMovement()));
            var balance = history.BalanceOn(today);
            return new PastLoan
            {
                Id = Id,
                Number = Number,
                Principal = Principal,
                ApprovedOn = ApprovedOn,
                Status = LoanLifecycle.StatusOf(
                    new LoanFacts
                    {
                        Signed = HasAkad,
                        Cancelled = IsCancelled,
                        Balance = balance,
                    }
                ),
                StillOwed = balance.StillOwed,
                Punctuality = Punctuality.Of(
                    instalments.Select(row => row.ToInstalment()),
                    Payments(movements, instalments is [var first, ..] ? first.RepaidBefore : Rupiah.Zero),
                    today
                ),
            };
        }

        // What was repaid under older schedules counts against those first.
        private static List<(DateOnly On, Rupiah Amount)> Payments(
            IEnumerable<MovementRow> movements,
            Rupiah repaidBefore
        ) =>
            [
                .. movements
                    .Select(row => row.ToMovement())
                    .Where(movement => movement.Kind is EntryKind.Repayment or EntryKind.DepositApplied)
                    .OrderBy(movement => movement.On)
                    .Select(movement => (movement.On, -movement.Change))
                    .Prepend((DateOnly.MinValue, -repaidBefore)),
            ];
    }

    private sealed class MovementRow
    {
        public string LoanId { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string Kind { get; init; } = "";
        public Rupiah Change { get; init; }

        public LoanMovement ToMovement() => new(EffectiveOn, EnumText.Parse<EntryKind>(Kind), Change);
    }

    private sealed class InstalmentRow
    {
        public string LoanId { get; init; } = "";
        public Rupiah RepaidBefore { get; init; }
        public int No { get; init; }
        public DateOnly AnchorOn { get; init; }
        public DateOnly DueOn { get; init; }
        public Rupiah Amount { get; init; }
        public Rupiah Cumulative { get; init; }

        public Instalment ToInstalment() =>
            new()
            {
                No = No,
                AnchorOn = AnchorOn,
                DueOn = DueOn,
                Amount = Amount,
                Cumulative = Cumulative,
            };
    }
}
