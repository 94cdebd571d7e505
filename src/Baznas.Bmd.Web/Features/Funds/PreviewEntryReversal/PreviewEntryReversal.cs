using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.PreviewEntryReversal;

/// <summary>What taking back an entry that concerns no loan would take back; stores nothing.</summary>
/// <param name="TransactionId">The entry.</param>
[Allowed(Role.Cashier)]
public sealed record PreviewEntryReversal(string TransactionId) : IQuery<EntryReversalPreview>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Transaction(TransactionId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<PreviewEntryReversal, EntryReversalPreview>(
            "/transactions/{id}/reversal",
            (string id) => new PreviewEntryReversal(id)
        );
}

/// <summary>An entry that might be taken back.</summary>
public sealed record EntryReversalPreview
{
    /// <summary>The entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its journal number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>What it is about.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>Who gave it, or why it was booked.</summary>
    public required string? Description { get; init; }

    /// <summary>The number on somebody else's paper.</summary>
    public required string? Reference { get; init; }

    /// <summary>The receipt that was given for it.</summary>
    public required string? ReceiptNumber { get; init; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string BookedBy { get; init; }

    /// <summary>What it did to cash and bank, fund by fund.</summary>
    public required IReadOnlyList<MovedMoney> Money { get; init; }

    /// <summary>From which day on it would count no more.</summary>
    public required DateOnly CountsNoMoreFrom { get; init; }

    /// <summary>The code of why it can't be taken back, as far as the entry itself tells; null when it can.</summary>
    public required string? RefusedBecause { get; init; }
}

/// <summary>Money of a fund that an entry moved.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="FundName">Its name.</param>
/// <param name="Account">Cash or bank.</param>
/// <param name="Amount">Rupiah; below zero when it went out.</param>
public sealed record MovedMoney(string FundId, string FundName, MoneyAccount Account, Rupiah Amount);

/// <summary>Reads the entry.</summary>
public sealed class PreviewEntryReversalHandler(Db db, ClosedPeriods closed)
    : IRequestHandler<PreviewEntryReversal, Result<EntryReversalPreview>>
{
    private static readonly Sql<IdParameter, EntryRow> Find = new(
        """
        SELECT e.[Id], e.[OfficeId], e.[Number], e.[Kind], e.[EffectiveOn], e.[Description], e.[Reference],
            e.[ReceiptNumber], e.[BookedAt], e.[BookedBy], u.[DisplayName] AS [BookedByName], e.[LoanId],
            d.[EntryId] AS [ReversedBy], r.[ReversedEntryId] AS [Reverses]
        FROM [JournalEntry] e
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = e.[Id]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        WHERE e.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, MoneyRow> Money = new(
        """
        SELECT p.[FundId], f.[Name] AS [FundName], p.[Account], p.[Amount]
        FROM [Posting] p
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[EntryId] = @Id AND p.[Account] IN ('cash', 'bank')
        ORDER BY p.[Line]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<EntryReversalPreview>> Handle(
        PreviewEntryReversal request,
        CancellationToken cancellationToken
    )
    {
        var id = new IdParameter(request.TransactionId);
        var entry = (await db.Find(Find, id, cancellationToken))!;
        var money = await db.Query(Money, id, cancellationToken);
        return new EntryReversalPreview
        {
            TransactionId = entry.Id,
            JournalNumber = entry.Number,
            Kind = EnumText.Parse<EntryKind>(entry.Kind),
            EffectiveOn = entry.EffectiveOn,
            Description = entry.Description,
            Reference = entry.Reference,
            ReceiptNumber = entry.ReceiptNumber,
            BookedAt = entry.BookedAt,
            BookedBy = entry.BookedByName ?? entry.BookedBy,
            Money = [.. money.Select(row => row.ToView())],
            CountsNoMoreFrom = await closed.FirstOpenFrom(entry.OfficeId, entry.EffectiveOn, cancellationToken),
            RefusedBecause = entry.Refuses?.Code,
        };
    }

    private sealed class EntryRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? Description { get; init; }
        public string? Reference { get; init; }
        public string? ReceiptNumber { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public string BookedBy { get; init; } = "";
        public string? BookedByName { get; init; }
        public string? LoanId { get; init; }
        public string? ReversedBy { get; init; }
        public string? Reverses { get; init; }

        // The same refusals in the same order as when it is done.
        public Error? Refuses =>
            LoanId is not null ? RunningLoanErrors.TransactionNotFound
            : ReversedBy is not null ? RunningLoanErrors.AlreadyReversed
            : Reverses is not null ? RunningLoanErrors.NotReversible
            : null;
    }

    private sealed class MoneyRow
    {
        public string FundId { get; init; } = "";
        public string FundName { get; init; } = "";
        public string Account { get; init; } = "";
        public Rupiah Amount { get; init; }

        public MovedMoney ToView() => new(FundId, FundName, EnumText.Parse<MoneyAccount>(Account), Amount);
    }
}
