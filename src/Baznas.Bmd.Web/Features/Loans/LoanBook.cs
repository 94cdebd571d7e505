using System.Diagnostics.CodeAnalysis;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Loans;

/// <summary>A loan with everything that its balances and status follow from.</summary>
public sealed record Loan
{
    /// <summary>What was agreed.</summary>
    public required LoanRow Row { get; init; }

    /// <summary>Its subledger.</summary>
    public required LoanHistory History { get; init; }

    /// <summary>The status at the end of a day.</summary>
    public LoanStatus StatusOn(DateOnly asOf) =>
        LoanLifecycle.StatusOf(
            new LoanFacts
            {
                Signed = Row.SignedOn <= asOf,
                Cancelled = Row.CancelledOn <= asOf,
                Balance = History.BalanceOn(asOf),
            }
        );

    /// <summary>Why principal can't be taken with effect from a day; null when it can.</summary>
    public Error? RefusesPayment(DateOnly on, DateOnly today)
    {
        var status = StatusOn(DateOnly.MaxValue);
        if (status is not (LoanStatus.Active or LoanStatus.Closed))
        {
            return RunningLoanErrors.WrongStatus(status);
        }

        return StepDates.NotInFuture(on, today).Error
            ?? StepDates.NotBeforeDisbursement(on, History.DisbursedOn!.Value).Error;
    }

    /// <summary>What can still be paid out, seen from the end of a day.</summary>
    public Rupiah UndisbursedOn(DateOnly asOf, IReadOnlyList<LoanTranche> tranches) =>
        StatusOn(asOf) switch
        {
            LoanStatus.Cancelled or LoanStatus.WrittenOff or LoanStatus.Forgiven => Rupiah.Zero,
            _ when tranches.Count > 0 => tranches.Sum(tranche => tranche.UndisbursedOn(asOf)),
            _ => Row.Principal - History.BalanceOn(asOf).Disbursed,
        };
}

/// <summary>Loans as stored, and the only place that writes their rows.</summary>
public sealed class LoanBook(Db db, Work work, Numbers numbers, Ids ids)
{
    private static readonly Sql<IdParameter, LoanRow> ById = new(
        """
        SELECT l.[Id], l.[OfficeId], l.[Number], l.[ExternalRef], l.[ApplicationId], l.[BorrowerId], b.[Number] AS
            [BorrowerNumber], b.[FullName] AS [BorrowerName], l.[ProductId], l.[ProductVersion], p.[Code] AS
            [ProductCode], v.[Name] AS [ProductName], l.[FundId], f.[Code] AS [FundCode], f.[Name] AS [FundName],
            f.[Kind] AS [FundKind], l.[Principal], l.[Installments], l.[FirstDueOn], l.[Purpose], l.[ApprovedOn],
            k.[SignedOn], k.[Number] AS [AkadNumber], c.[CancelledOn], o.[Collectibility],
            COALESCE((SELECT t.[Amount] FROM [LoanTranche] t WHERE t.[LoanId] = l.[Id] AND t.[No] = 1), l.[Principal])
                AS [FirstPayout]
        FROM [Loan] l
        JOIN [Office] o ON o.[Id] = l.[OfficeId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        JOIN [Product] p ON p.[Id] = l.[ProductId]
        JOIN [ProductVersion] v ON v.[ProductId] = l.[ProductId] AND v.[Version] = l.[ProductVersion]
        JOIN [Fund] f ON f.[Id] = l.[FundId]
        LEFT JOIN [Akad] k ON k.[LoanId] = l.[Id]
        LEFT JOIN [LoanCancellation] c ON c.[LoanId] = l.[Id]
        WHERE l.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, MovementRow> Movements = new(
        """
        SELECT [EffectiveOn], [Kind], SUM([Amount]) AS [Change] FROM [Posting]
        WHERE [LoanId] = @Id AND [Account] IN ('qardhReceivable', 'recoveryIncome')
        GROUP BY [EffectiveOn], [Kind]
        """
    );

    private static readonly Sql<LoanInsert, NoRows> InsertLoan = new(
        """
        INSERT INTO [Loan] ([Id], [OfficeId], [Number], [ExternalRef], [ApplicationId], [BorrowerId], [ProductId],
            [ProductVersion], [FundId], [Principal], [Installments], [FirstDueOn], [Purpose], [ApprovedOn], [CreatedAt])
        VALUES (@Id, @OfficeId, @Number, @ExternalRef, @ApplicationId, @BorrowerId, @ProductId,
            @ProductVersion, @FundId, @Principal, @Installments, @FirstDueOn, @Purpose, @ApprovedOn, @CreatedAt)
        """
    );

    private static readonly Sql<Cancellation, NoRows> InsertCancellation = new(
        """
        INSERT INTO [LoanCancellation] ([LoanId], [CancelledOn], [Reason], [CancelledBy], [At])
        VALUES (@LoanId, @CancelledOn, @Reason, @CancelledBy, @At)
        """
    );

    /// <summary>The loan, or null.</summary>
    public async Task<Loan?> Find(string id, CancellationToken ct)
    {
        if (await db.Find(ById, new IdParameter(id), ct) is not { } row)
        {
            return null;
        }

        var movements = await db.Query(Movements, new IdParameter(id), ct);
        return new Loan
        {
            Row = row,
            History = new LoanHistory(
                movements.Select(m => new LoanMovement(m.EffectiveOn, EnumText.Parse<EntryKind>(m.Kind), m.Change))
            ),
        };
    }

    /// <summary>Stores a granted loan, numbered.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Open(NewLoan loan, CancellationToken ct)
    {
        var id = ids.New();
        var row = new LoanInsert(loan)
        {
            Id = id,
            OfficeId = work.Office.Id,
            Number = await numbers.Next(DocumentSeries.Loan, loan.ApprovedOn, id, ct),
            CreatedAt = work.Now,
        };
        await db.Execute(InsertLoan, row, ct);
        work.Audit("loan.opened", id, null, row);
        return id;
    }

    /// <summary>Cancels a loan that nothing was paid out on.</summary>
    public Task Cancel(string loanId, string reason, CancellationToken ct) =>
        db.Execute(
            InsertCancellation,
            new Cancellation
            {
                LoanId = loanId,
                CancelledOn = work.Today,
                Reason = reason,
                CancelledBy = work.Caller.UserId,
                At = work.Now,
            },
            ct
        );

    private sealed class MovementRow
    {
        public DateOnly EffectiveOn { get; init; }
        public string Kind { get; init; } = "";
        public Rupiah Change { get; init; }
    }

    private sealed record LoanInsert : NewLoan
    {
        [SetsRequiredMembers]
        public LoanInsert(NewLoan loan)
            : base(loan) { }

        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Number { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }

    private sealed record Cancellation
    {
        public required string LoanId { get; init; }
        public required DateOnly CancelledOn { get; init; }
        public required string Reason { get; init; }
        public required string CancelledBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}

/// <summary>A loan about to be stored.</summary>
public record NewLoan
{
    /// <summary>The number in an older system.</summary>
    public string? ExternalRef { get; init; }

    /// <summary>The application it was granted on; null for one that was taken over from an older system.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Who owes it.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Under which product.</summary>
    public required string ProductId { get; init; }

    /// <summary>In which version.</summary>
    public required int ProductVersion { get; init; }

    /// <summary>From which fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>How many instalments.</summary>
    public required int Installments { get; init; }

    /// <summary>When the first shall be due, if it was said.</summary>
    public DateOnly? FirstDueOn { get; init; }

    /// <summary>What for.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateOnly ApprovedOn { get; init; }
}

/// <summary>A loan as stored.</summary>
public sealed class LoanRow
{
#pragma warning disable CS1591 // The columns of Loan and of what it names.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Number { get; init; } = "";
    public string? ExternalRef { get; init; }
    public string? ApplicationId { get; init; }
    public string BorrowerId { get; init; } = "";
    public string BorrowerNumber { get; init; } = "";
    public string BorrowerName { get; init; } = "";
    public string ProductId { get; init; } = "";
    public int ProductVersion { get; init; }
    public string ProductCode { get; init; } = "";
    public string ProductName { get; init; } = "";
    public string FundId { get; init; } = "";
    public string FundCode { get; init; } = "";
    public string FundName { get; init; } = "";
    public string FundKind { get; init; } = "";
    public Rupiah Principal { get; init; }
    public int Installments { get; init; }
    public DateOnly? FirstDueOn { get; init; }
    public string Purpose { get; init; } = "";
    public DateOnly ApprovedOn { get; init; }
    public DateOnly? SignedOn { get; init; }
    public string? AkadNumber { get; init; }
    public DateOnly? CancelledOn { get; init; }
    public string Collectibility { get; init; } = "";
    public Rupiah FirstPayout { get; init; }
#pragma warning restore CS1591

    /// <summary>
    /// The day that a plan is made for as if the loan were paid out on it. A first due date that has passed still has a plan
    /// to show; that it can't be kept, the disbursement says.
    /// </summary>
    public DateOnly EarliestDisbursement(DateOnly today) => FirstDueOn <= today ? FirstDueOn.Value.AddDays(-1) : today;
}
