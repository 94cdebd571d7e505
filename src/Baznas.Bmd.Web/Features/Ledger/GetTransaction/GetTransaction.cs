using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Ledger.GetTransaction;

/// <summary>A journal entry with its postings, and who booked it when.</summary>
[AllowedToStaff]
public sealed record GetTransaction : IQuery<TransactionDetails>, IApiEndpoint
{
    /// <summary>The entry.</summary>
    public required string Id { get; init; }

    Subject IRead.Subject => Subject.Transaction(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetTransaction, TransactionDetails>(
            "/transactions/{id}",
            (string id) => new GetTransaction { Id = id }
        );
}

/// <summary>A journal entry.</summary>
public sealed record TransactionDetails
{
    /// <summary>The entry.</summary>
    public required string Id { get; init; }

    /// <summary>Its office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The journal number.</summary>
    public required string Number { get; init; }

    /// <summary>What it is about; a reversal has the kind of what it reverses.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>The user name of who booked it.</summary>
    public required string BookedBy { get; init; }

    /// <summary>The name by which people know them.</summary>
    public required string BookedByName { get; init; }

    /// <summary>The payer's receipt.</summary>
    public required string? ReceiptNumber { get; init; }

    /// <summary>How the money came.</summary>
    public required string? Method { get; init; }

    /// <summary>The number on somebody else's paper.</summary>
    public required string? Reference { get; init; }

    /// <summary>What was noted with it.</summary>
    public required string? Description { get; init; }

    /// <summary>The loan it is about.</summary>
    public required NamedThing? Loan { get; init; }

    /// <summary>The borrower it is about.</summary>
    public required NamedThing? Borrower { get; init; }

    /// <summary>Who really paid, when it was another.</summary>
    public required NamedThing? PaidBy { get; init; }

    /// <summary>The entry that this one takes back.</summary>
    public required NamedThing? Reverses { get; init; }

    /// <summary>The entry that took this one back.</summary>
    public required NamedThing? ReversedBy { get; init; }

    /// <summary>Why it takes back, or was taken back.</summary>
    public required string? ReversalReason { get; init; }

    /// <summary>What it posts, in its order; debits equal credits.</summary>
    public required IReadOnlyList<TransactionPosting> Postings { get; init; }

    /// <summary>The sum of its debits, rupiah.</summary>
    public required Rupiah Total { get; init; }
}

/// <summary>Something that people know by a number or a name.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Name">Its number or name.</param>
public sealed record NamedThing(string Id, string Name)
{
    /// <summary>The thing, if there is one.</summary>
    internal static NamedThing? Of(string? id, string? name) => id is null ? null : new NamedThing(id, name ?? id);
}

/// <summary>One posting of an entry.</summary>
public sealed record TransactionPosting
{
    /// <summary>What the account is to the service.</summary>
    public required Account Account { get; init; }

    /// <summary>The office's number for it.</summary>
    public required string AccountCode { get; init; }

    /// <summary>The office's name for it.</summary>
    public required string AccountName { get; init; }

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The fund's name.</summary>
    public required string FundName { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Debit { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Credit { get; init; }
}

/// <summary>Reads the entry and its postings.</summary>
public sealed class GetTransactionHandler(Db db) : IRequestHandler<GetTransaction, Result<TransactionDetails>>
{
    private static readonly Sql<IdParameter, Row> Entry = new(
        """
        SELECT e.[Id], e.[OfficeId], e.[Number], e.[Kind], e.[EffectiveOn], e.[BookedAt], e.[BookedBy], u.[UserName],
            u.[DisplayName], e.[ReceiptNumber], e.[Method], e.[Reference], e.[Description], e.[LoanId],
            l.[Number] AS [LoanNumber], e.[BorrowerId], b.[FullName] AS [BorrowerName], e.[PaidByBorrowerId],
            y.[FullName] AS [PaidByName], r.[ReversedEntryId] AS [ReversesId], o.[Number] AS [ReversesNumber],
            d.[EntryId] AS [ReversedById], t.[Number] AS [ReversedByNumber],
            COALESCE(r.[Reason], d.[Reason]) AS [Reason]
        FROM [JournalEntry] e
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        LEFT JOIN [Borrower] b ON b.[Id] = e.[BorrowerId]
        LEFT JOIN [Borrower] y ON y.[Id] = e.[PaidByBorrowerId]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        LEFT JOIN [JournalEntry] o ON o.[Id] = r.[ReversedEntryId]
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = e.[Id]
        LEFT JOIN [JournalEntry] t ON t.[Id] = d.[EntryId]
        WHERE e.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, PostingLine> Postings = new(
        """
        SELECT p.[Account], a.[Code] AS [AccountCode], a.[Name] AS [AccountName], p.[FundId], f.[Name] AS [FundName],
            p.[Amount]
        FROM [Posting] p
        JOIN [Account] a ON a.[OfficeId] = p.[OfficeId] AND a.[Account] = p.[Account]
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[EntryId] = @Id
        ORDER BY p.[Line]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<TransactionDetails>> Handle(GetTransaction request, CancellationToken cancellationToken)
    {
        var id = new IdParameter(request.Id);
        var entry = (await db.Find(Entry, id, cancellationToken))!;
        return entry.ToView(await db.Query(Postings, id, cancellationToken));
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public string BookedBy { get; init; } = "";
        public string? UserName { get; init; }
        public string? DisplayName { get; init; }
        public string? ReceiptNumber { get; init; }
        public string? Method { get; init; }
        public string? Reference { get; init; }
        public string? Description { get; init; }
        public string? LoanId { get; init; }
        public string? LoanNumber { get; init; }
        public string? BorrowerId { get; init; }
        public string? BorrowerName { get; init; }
        public string? PaidByBorrowerId { get; init; }
        public string? PaidByName { get; init; }
        public string? ReversesId { get; init; }
        public string? ReversesNumber { get; init; }
        public string? ReversedById { get; init; }
        public string? ReversedByNumber { get; init; }
        public string? Reason { get; init; }

        public TransactionDetails ToView(IReadOnlyList<PostingLine> postings) =>
            new()
            {
                Id = Id,
                OfficeId = OfficeId,
                Number = Number,
                Kind = EnumText.Parse<EntryKind>(Kind),
                EffectiveOn = EffectiveOn,
                BookedAt = BookedAt,
                BookedBy = UserName ?? BookedBy,
                BookedByName = DisplayName ?? UserName ?? BookedBy,
                ReceiptNumber = ReceiptNumber,
                Method = Method,
                Reference = Reference,
                Description = Description,
                Loan = NamedThing.Of(LoanId, LoanNumber),
                Borrower = NamedThing.Of(BorrowerId, BorrowerName),
                PaidBy = NamedThing.Of(PaidByBorrowerId, PaidByName),
                Reverses = NamedThing.Of(ReversesId, ReversesNumber),
                ReversedBy = NamedThing.Of(ReversedById, ReversedByNumber),
                ReversalReason = Reason,
                Postings = [.. postings.Select(posting => posting.ToView())],
                Total = postings.Sum(posting => Rupiah.Max(posting.Amount, Rupiah.Zero)),
            };
    }

    private sealed class PostingLine
    {
        public string Account { get; init; } = "";
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundId { get; init; } = "";
        public string FundName { get; init; } = "";
        public Rupiah Amount { get; init; }

        public TransactionPosting ToView() =>
            new()
            {
                Account = EnumText.Parse<Account>(Account),
                AccountCode = AccountCode,
                AccountName = AccountName,
                FundId = FundId,
                FundName = FundName,
                Debit = Rupiah.Max(Amount, Rupiah.Zero),
                Credit = Rupiah.Max(-Amount, Rupiah.Zero),
            };
    }
}
