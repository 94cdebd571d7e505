using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ChooseDepositUse;

/// <summary>Notes whether a borrower wants the deposit used for instalments on the day they fall due.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier)]
public sealed record ChooseDepositUse : ICommand<DepositView>, IConditional, IApiEndpoint
{
    /// <summary>The borrower; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>Whether they want that.</summary>
    public required bool ApplyWhenDue { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetDeposit.GetDeposit(BorrowerId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChooseDepositUse, DepositView>(
            "/borrowers/{id}/deposit/choice",
            (string id, ChooseDepositUse body) => body with { BorrowerId = id }
        );
}

/// <summary>Notes it.</summary>
public sealed class ChooseDepositUseHandler(Work work, Deposits deposits, IMediator mediator)
    : IRequestHandler<ChooseDepositUse, Result<DepositView>>
{
    /// <inheritdoc/>
    public async Task<Result<DepositView>> Handle(ChooseDepositUse request, CancellationToken cancellationToken)
    {
        await deposits.Choose(work, request.BorrowerId, request.ApplyWhenDue, cancellationToken);
        return await mediator.Send(new GetDeposit.GetDeposit(request.BorrowerId), cancellationToken);
    }
}
