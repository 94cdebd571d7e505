using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.GetCashCount;

/// <summary>One count of cash.</summary>
/// <param name="Id">Which one.</param>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetCashCount(string Id) : IQuery<CashCountView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.CashCount(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetCashCount, CashCountView>("/cash-counts/{id}", (string id) => new GetCashCount(id));
}

/// <summary>Reads it.</summary>
public sealed class GetCashCountHandler(Db db) : IRequestHandler<GetCashCount, Result<CashCountView>>
{
    /// <summary>A count with its names.</summary>
    internal static readonly Sql<IdParameter, NamedCashCountRow> ById = new(
        $"{NamedCashCountRow.Select} WHERE c.[Id] = @Id"
    );

    /// <inheritdoc/>
    public async Task<Result<CashCountView>> Handle(GetCashCount request, CancellationToken cancellationToken) =>
        (await db.Find(ById, new IdParameter(request.Id), cancellationToken))!.ToNamedView();
}
