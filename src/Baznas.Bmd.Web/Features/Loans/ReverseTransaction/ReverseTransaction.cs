using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.ReverseTransaction;

/// <summary>
/// Takes a mistaken repayment or disbursement back by a reversing entry; nothing is deleted. It counts from the
/// day of what it reverses while that month is open, else from the first open day after it.
/// </summary>
[Allowed(Role.Cashier)]
public sealed record ReverseTransaction : ICommand<ReversalView>, IMovesMoney, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>What to take back; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string TransactionId { get; init; } = "";

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetLoan.GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ReverseTransaction, ReversalView>(
            "/loans/{id}/transactions/{transactionId}/reversal",
            (string id, string transactionId, ReverseTransaction body) =>
                body with
                {
                    LoanId = id,
                    TransactionId = transactionId,
                }
        );
}

/// <summary>A reversing entry.</summary>
public sealed record ReversalView
{
    /// <summary>The reversing entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its journal number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>What it takes back.</summary>
    public required string ReversesTransactionId { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What is owed now, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>The loan's status now.</summary>
    public required LoanStatus Status { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class ReverseTransactionValidator : AbstractValidator<ReverseTransaction>
{
    /// <summary>The rules.</summary>
    public ReverseTransactionValidator() => RuleFor(c => c.Reason).Text(1000);
}

/// <summary>Books the reversing entry.</summary>
public sealed class ReverseTransactionHandler(
    Db db,
    Work work,
    LoanBook loans,
    LedgerBook ledger,
    ClosedPeriods closed,
    Deposits deposits,
    DisbursementReversal disbursements
) : IRequestHandler<ReverseTransaction, Result<ReversalView>>
{
    private static readonly Sql<EntryParameters, EntryRow> FindEntry = new(
        """
        SELECT e.[Id], e.[Kind], e.[EffectiveOn], e.[BorrowerId], d.[EntryId] AS [ReversedBy],
            r.[ReversedEntryId] AS [Reverses]
        FROM [JournalEntry] e
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = e.[Id]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        WHERE e.[Id] = @Id AND e.[LoanId] = @LoanId
        """
    );

    private static readonly Sql<IdParameter, LineRow> Lines = new(
        """
        SELECT [Account], [FundId], [Amount], [LoanId], [BorrowerId] FROM [Posting]
        WHERE [EntryId] = @Id ORDER BY [Line]
        """
    );

    private static readonly Sql<NewReversal, NoRows> Insert = new(
        "INSERT INTO [Reversal] ([ReversedEntryId], [EntryId], [Reason]) VALUES (@ReversedEntryId, @EntryId, @Reason)"
    );

    /// <inheritdoc/>
    public async Task<Result<ReversalView>> Handle(ReverseTransaction request, CancellationToken cancellationToken)
    {
        var key = new EntryParameters(request.TransactionId, request.LoanId);
        if (await db.Find(FindEntry, key, cancellationToken) is not { } entry)
        {
            return RunningLoanErrors.TransactionNotFound;
        }

        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var disbursement = new Disbursement(request.LoanId, entry.Id, entry.EffectiveOn);
        var error =
            Refuses(entry)
            ?? (entry.IsDisbursement ? await disbursements.Refuses(disbursement, cancellationToken) : null);
        if (error is not null)
        {
            return error;
        }

        var original = await Read(entry, cancellationToken);
        var reversal = Postings.Reversal(
            original,
            entry.Id,
            await closed.FirstOpenFrom(work.Office.Id, entry.EffectiveOn, cancellationToken)
        );
        var details = new EntryDetails
        {
            LoanId = request.LoanId,
            BorrowerId = entry.BorrowerId,
            Description = request.Reason,
        };
        var booked = await ledger.Post(reversal, details, cancellationToken);
        if (booked.IsRefused(out var refused))
        {
            return refused;
        }

        if (await IsDepositUsed(loan.Row.BorrowerId, cancellationToken))
        {
            return RunningLoanErrors.DepositUsed;
        }

        await db.Execute(Insert, new NewReversal(entry.Id, booked.Value.Id, request.Reason), cancellationToken);
        if (entry.IsDisbursement)
        {
            await disbursements.Follow(disbursement, reversal.EffectiveOn, cancellationToken);
        }

        var after = (await loans.Find(request.LoanId, cancellationToken))!;
        return new ReversalView
        {
            TransactionId = booked.Value.Id,
            JournalNumber = booked.Value.Number,
            ReversesTransactionId = entry.Id,
            EffectiveOn = reversal.EffectiveOn,
            Outstanding = after.History.Balance.Outstanding,
            Status = after.StatusOn(DateOnly.MaxValue),
        };
    }

    private static Error? Refuses(EntryRow entry)
    {
        if (entry.ReversedBy is not null)
        {
            return RunningLoanErrors.AlreadyReversed;
        }

        var kind = EnumText.Parse<EntryKind>(entry.Kind);
        return entry.Reverses is not null || kind is not (EntryKind.Repayment or EntryKind.Disbursement)
            ? RunningLoanErrors.NotReversible
            : null;
    }

    private async Task<LedgerEntry> Read(EntryRow entry, CancellationToken ct)
    {
        var lines = await db.Query(Lines, new IdParameter(entry.Id), ct);
        return new LedgerEntry
        {
            Kind = EnumText.Parse<EntryKind>(entry.Kind),
            EffectiveOn = entry.EffectiveOn,
            Lines =
            [
                .. lines.Select(line => new PostingLine
                {
                    Account = EnumText.Parse<Account>(line.Account),
                    FundId = line.FundId,
                    Amount = line.Amount,
                    LoanId = line.LoanId,
                    BorrowerId = line.BorrowerId,
                }),
            ],
        };
    }

    private async Task<bool> IsDepositUsed(string borrowerId, CancellationToken ct) =>
        (await deposits.Of(borrowerId, ct)).Any(deposit => deposit.Balance < Rupiah.Zero);

    private sealed record EntryParameters(string Id, string LoanId);

    private sealed record NewReversal(string ReversedEntryId, string EntryId, string Reason);

    private sealed class EntryRow
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? BorrowerId { get; init; }
        public string? ReversedBy { get; init; }
        public string? Reverses { get; init; }

        public bool IsDisbursement => Kind == EnumText.Of(EntryKind.Disbursement);
    }

    private sealed class LineRow
    {
        public string Account { get; init; } = "";
        public string FundId { get; init; } = "";
        public Rupiah Amount { get; init; }
        public string? LoanId { get; init; }
        public string? BorrowerId { get; init; }
    }
}
