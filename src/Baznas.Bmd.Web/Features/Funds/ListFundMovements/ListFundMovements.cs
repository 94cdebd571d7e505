using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.ListFundMovements;

/// <summary>
/// What came into a fund's cash and bank and what went out, with the balance after each, the newest effective date first.
/// </summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record ListFundMovements : IQuery<Page<FundMovement>>, IApiEndpoint
{
    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    Subject IRead.Subject => Subject.Fund(FundId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListFundMovements, Page<FundMovement>>(
            "/funds/{id}/movements",
            (string id, int? limit, string? cursor) =>
                new ListFundMovements
                {
                    FundId = id,
                    Limit = limit,
                    Cursor = cursor,
                }
        );
}

/// <summary>A journal entry as it moved a fund's money, in rupiah.</summary>
public sealed record FundMovement
{
    /// <summary>The entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>The journal number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>What it is about; a reversal has the kind of what it reverses.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What came into the cash box; below zero for what went out.</summary>
    public required Rupiah Cash { get; init; }

    /// <summary>What came into the bank; below zero for what went out.</summary>
    public required Rupiah Bank { get; init; }

    /// <summary>Cash and bank together after it.</summary>
    public required Rupiah Balance { get; init; }

    /// <summary>The loan it belongs to.</summary>
    public required string? LoanId { get; init; }

    /// <summary>The loan's number.</summary>
    public required string? LoanNumber { get; init; }

    /// <summary>The borrower it concerns.</summary>
    public required string? BorrowerName { get; init; }

    /// <summary>Who gave it, or why it was booked.</summary>
    public required string? Description { get; init; }

    /// <summary>The number on somebody else's paper.</summary>
    public required string? Reference { get; init; }

    /// <summary>The entry that this one takes back.</summary>
    public required string? ReversesTransactionId { get; init; }

    /// <summary>The entry that took this one back.</summary>
    public required string? ReversedByTransactionId { get; init; }
}

/// <summary>Reads one page, and the balance after its first row.</summary>
public sealed class ListFundMovementsHandler(Db db) : IRequestHandler<ListFundMovements, Result<Page<FundMovement>>>
{
    // The fund names its office, so that the place in the index is as narrow as can be.
    private const string OfFund = """
        p.[OfficeId] = (SELECT f.[OfficeId] FROM [Fund] f WHERE f.[Id] = @FundId)
                AND p.[Account] IN ('cash', 'bank') AND p.[FundId] = @FundId
        """;

    private static readonly Sql<Parameters, Row> List = new(
        $$"""
        WITH [Moved] AS (
            SELECT p.[EntryId], p.[EffectiveOn],
                SUM(CASE WHEN p.[Account] = 'cash' THEN p.[Amount] ELSE 0 END) AS [Cash],
                SUM(CASE WHEN p.[Account] = 'bank' THEN p.[Amount] ELSE 0 END) AS [Bank]
            FROM [Posting] p
            WHERE {{OfFund}}
                {?BeforeOn: AND (p.[EffectiveOn] < @BeforeOn OR (p.[EffectiveOn] = @BeforeOn AND p.[EntryId] < @Before))}
            GROUP BY p.[EntryId], p.[EffectiveOn]
        )
        SELECT e.[Id], e.[Number], e.[Kind], m.[EffectiveOn], m.[Cash], m.[Bank], e.[LoanId], l.[Number] AS [LoanNumber],
            b.[FullName] AS [BorrowerName], e.[Description], e.[Reference], r.[ReversedEntryId] AS [Reverses],
            d.[EntryId] AS [ReversedBy]
        FROM [Moved] m
        JOIN [JournalEntry] e ON e.[Id] = m.[EntryId]
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        LEFT JOIN [Borrower] b ON b.[Id] = e.[BorrowerId]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        LEFT JOIN [Reversal] d ON d.[ReversedEntryId] = e.[Id]
        ORDER BY m.[EffectiveOn] DESC, m.[EntryId] DESC
        {limit}
        """
    );

    private static readonly Sql<Place, Rupiah> BalanceAfter = new(
        $$"""
        SELECT COALESCE(SUM(p.[Amount]), 0) AS [Balance] FROM [Posting] p
        WHERE {{OfFund}}
            AND (p.[EffectiveOn] < @On OR (p.[EffectiveOn] = @On AND p.[EntryId] <= @EntryId))
        """
    );

    private static readonly Sql<IdParameter, DateOnly?> DayOf = new(
        "SELECT [EffectiveOn] FROM [JournalEntry] WHERE [Id] = @Id"
    );

    /// <inheritdoc/>
    public async Task<Result<Page<FundMovement>>> Handle(ListFundMovements request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var before = asked.Value.Before;
        var parameters = new Parameters
        {
            Take = asked.Value.Take,
            FundId = request.FundId,
            Before = before,
            BeforeOn = before is null ? null : await db.Find(DayOf, new IdParameter(before), cancellationToken),
        };
        var rows = await db.Query(List, parameters, cancellationToken);
        var balance = rows is [var first, ..]
            ? await db.Find(BalanceAfter, new Place(request.FundId, first.EffectiveOn, first.Id), cancellationToken)
            : Rupiah.Zero;
        var views = new List<FundMovement>(rows.Count);
        foreach (var row in rows)
        {
            views.Add(row.ToView(balance));
            balance -= row.Cash + row.Bank;
        }

        return asked.Value.Fill(views, view => view.TransactionId);
    }

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string FundId { get; init; }
        public required string? Before { get; init; }
        public required DateOnly? BeforeOn { get; init; }
    }

    private sealed record Place(string FundId, DateOnly On, string EntryId);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public Rupiah Cash { get; init; }
        public Rupiah Bank { get; init; }
        public string? LoanId { get; init; }
        public string? LoanNumber { get; init; }
        public string? BorrowerName { get; init; }
        public string? Description { get; init; }
        public string? Reference { get; init; }
        public string? Reverses { get; init; }
        public string? ReversedBy { get; init; }

        public FundMovement ToView(Rupiah balance) =>
            new()
            {
                TransactionId = Id,
                JournalNumber = Number,
                Kind = EnumText.Parse<EntryKind>(Kind),
                EffectiveOn = EffectiveOn,
                Cash = Cash,
                Bank = Bank,
                Balance = balance,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                BorrowerName = BorrowerName,
                Description = Description,
                Reference = Reference,
                ReversesTransactionId = Reverses,
                ReversedByTransactionId = ReversedBy,
            };
    }
}
