using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.GetFund;

/// <summary>A fund with what is in it.</summary>
[AllowedToStaff]
public sealed record GetFund : IQuery<FundBalanceView>, IApiEndpoint
{
    /// <summary>Which one.</summary>
    public required string Id { get; init; }

    /// <summary>Only what counts by this day; everything booked so far when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.Fund(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetFund, FundBalanceView>(
            "/funds/{id}",
            (string id, DateOnly? asOf) => new GetFund { Id = id, AsOf = asOf }
        );
}

/// <summary>Reads it.</summary>
public sealed class GetFundHandler(Db db) : IRequestHandler<GetFund, Result<FundBalanceView>>
{
    private static readonly Sql<GetFund, FundBalanceRow> ById = new(
        $$"""
        SELECT {{FundBalanceRow.Columns}}
        FROM [Fund] f
        WHERE f.[Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<FundBalanceView>> Handle(GetFund request, CancellationToken cancellationToken) =>
        (await db.Find(ById, request, cancellationToken))!.ToView();
}
