using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.GetDeposit;

/// <summary>What the office holds for a borrower (titipan) and has not allocated.</summary>
/// <param name="BorrowerId">The borrower.</param>
[AllowedToStaff]
public sealed record GetDeposit(string BorrowerId) : IQuery<DepositView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetDeposit, DepositView>("/borrowers/{id}/deposit", (string id) => new GetDeposit(id));
}

/// <summary>A borrower's deposit.</summary>
/// <param name="BorrowerId">The borrower.</param>
/// <param name="Balance">Rupiah held, all funds together.</param>
/// <param name="Funds">The same fund by fund.</param>
public sealed record DepositView(string BorrowerId, Rupiah Balance, IReadOnlyList<FundDeposit> Funds);

/// <summary>What of a deposit lies in one fund.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Balance">Rupiah.</param>
public sealed record FundDeposit(string FundId, Rupiah Balance);

/// <summary>Reads it from the ledger.</summary>
public sealed class GetDepositHandler(Deposits deposits) : IRequestHandler<GetDeposit, Result<DepositView>>
{
    /// <inheritdoc/>
    public async Task<Result<DepositView>> Handle(GetDeposit request, CancellationToken cancellationToken)
    {
        var funds = await deposits.Of(request.BorrowerId, cancellationToken);
        return new DepositView(request.BorrowerId, funds.Sum(fund => fund.Balance), funds);
    }
}

/// <summary>Borrowers' deposits, from the ledger.</summary>
/// <param name="db">The request's database.</param>
public sealed class Deposits(Db db)
{
    private static readonly Sql<IdParameter, DepositRow> Find = new(
        """
        SELECT [FundId], -SUM([Amount]) AS [Balance] FROM [Posting]
        WHERE [BorrowerId] = @Id AND [Account] = 'borrowerDeposits'
        GROUP BY [FundId]
        HAVING SUM([Amount]) <> 0
        """
    );

    /// <summary>What is held for a borrower, fund by fund, without empty ones.</summary>
    public async Task<IReadOnlyList<FundDeposit>> Of(string borrowerId, CancellationToken ct) =>
        [
            .. (await db.Query(Find, new IdParameter(borrowerId), ct)).Select(row => new FundDeposit(
                row.FundId,
                row.Balance
            )),
        ];

    private sealed class DepositRow
    {
        public string FundId { get; init; } = "";

        public Rupiah Balance { get; init; }
    }
}
