using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
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
/// <param name="ApplyWhenDue">Whether the borrower wants it used for instalments on the day they fall due.</param>
public sealed record DepositView(string BorrowerId, Rupiah Balance, IReadOnlyList<FundDeposit> Funds, bool ApplyWhenDue)
{
    /// <summary>Since when something has been held without a break; null while nothing is.</summary>
    public DateOnly? HeldSince { get; init; }
}

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
        var held = await deposits.Of(request.BorrowerId, cancellationToken);
        return new DepositView(
            request.BorrowerId,
            held.Balance,
            [.. held.Parts.Select(part => new FundDeposit(part.FundId, part.Amount))],
            await deposits.IsAppliedWhenDue(request.BorrowerId, cancellationToken)
        )
        {
            HeldSince = held.HeldSince,
        };
    }
}

/// <summary>Borrowers' deposits, from the ledger, and what the borrowers want done with them.</summary>
/// <param name="db">The request's database.</param>
public sealed class Deposits(Db db)
{
    private static readonly Sql<IdParameter, DayRow> Changes = new(
        """
        SELECT [FundId], [EffectiveOn], -SUM([Amount]) AS [Change] FROM [Posting]
        WHERE [BorrowerId] = @Id AND [Account] = 'borrowerDeposits'
        GROUP BY [FundId], [EffectiveOn]
        """
    );

    private static readonly Sql<IdParameter, DepositChoiceRow> NewestChoice = new(
        """
        SELECT c.[BorrowerId], c.[Sequence], c.[ApplyWhenDue], c.[ChosenBy], c.[At] FROM [DepositChoice] c
        WHERE c.[BorrowerId] = @Id
            AND c.[Sequence] = (SELECT MAX(x.[Sequence]) FROM [DepositChoice] x WHERE x.[BorrowerId] = @Id)
        """
    );

    private static readonly Sql<DepositChoiceRow, NoRows> InsertChoice = new(
        """
        INSERT INTO [DepositChoice] ([BorrowerId], [Sequence], [ApplyWhenDue], [ChosenBy], [At])
        VALUES (@BorrowerId, @Sequence, @ApplyWhenDue, @ChosenBy, @At)
        """
    );

    /// <summary>What is, was and will have been held for a borrower.</summary>
    public async Task<HeldDeposit> Of(string borrowerId, CancellationToken ct) =>
        new(
            (await db.Query(Changes, new IdParameter(borrowerId), ct)).Select(row => new DepositChange(
                row.FundId,
                row.EffectiveOn,
                row.Change
            ))
        );

    /// <summary>The first day that ends with less than nothing held for a borrower in some fund; null when there is none.</summary>
    public async Task<DateOnly?> FirstDayBelowZero(string borrowerId, CancellationToken ct) =>
        (await Of(borrowerId, ct)).FirstDayBelowZero;

    /// <summary>Whether the borrower wants the deposit used for instalments on the day they fall due.</summary>
    public async Task<bool> IsAppliedWhenDue(string borrowerId, CancellationToken ct) =>
        (await db.Find(NewestChoice, new IdParameter(borrowerId), ct))?.ApplyWhenDue ?? false;

    /// <summary>Notes what a borrower wants from now on; nothing when that is what they wanted before.</summary>
    public async Task Choose(Work work, string borrowerId, bool applyWhenDue, CancellationToken ct)
    {
        var before = await db.Find(NewestChoice, new IdParameter(borrowerId), ct);
        if (applyWhenDue == (before?.ApplyWhenDue ?? false))
        {
            work.NothingChanged = true;
            return;
        }

        var choice = new DepositChoiceRow
        {
            BorrowerId = borrowerId,
            Sequence = 1 + (before?.Sequence ?? 0),
            ApplyWhenDue = applyWhenDue,
            ChosenBy = work.Caller.UserId,
            At = work.Now,
        };
        await db.Execute(InsertChoice, choice, ct);
        work.Audit(DepositChoiceRow.Action, borrowerId, before, choice);
    }

    private sealed class DayRow
    {
        public string FundId { get; init; } = "";

        public DateOnly EffectiveOn { get; init; }

        public Rupiah Change { get; init; }
    }
}

/// <summary>What a borrower wanted, as it is stored and as the audit trail keeps it.</summary>
public sealed record DepositChoiceRow
{
    /// <summary>The audit events of choices.</summary>
    public const string Action = "borrower.deposit_choice_made";

#pragma warning disable CS1591 // The columns of DepositChoice, explained there.
    public string BorrowerId { get; init; } = "";
    public int Sequence { get; init; }
    public bool ApplyWhenDue { get; init; }
    public string ChosenBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
#pragma warning restore CS1591
}

/// <summary>Refusals about deposits.</summary>
public static class DepositErrors
{
    /// <summary>On that day, or on a later one, less is held.</summary>
    public static Error Insufficient(Rupiah available) =>
        Error.Conflict("deposit.insufficient", available) with
        {
            Field = "amount",
        };
}
