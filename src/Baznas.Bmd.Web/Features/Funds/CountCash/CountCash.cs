using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Funds.GetCashCount;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.CountCash;

/// <summary>
/// Records what cash of a fund was there when it was counted (opname kas). A difference from the books is explained and
/// booked, so that the books say again what is there.
/// </summary>
[Allowed(Role.Cashier)]
public sealed record CountCash : ICommand<CashCountView>, IMovesMoney, IApiEndpoint
{
    /// <summary>The fund; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FundId { get; init; } = "";

    /// <summary>At the end of which day; today when left out.</summary>
    public DateOnly? CountedOn { get; init; }

    /// <summary>What was there, rupiah.</summary>
    public required Rupiah Counted { get; init; }

    /// <summary>How many of each note and coin, if it was noted; together what was there.</summary>
    public IReadOnlyList<Denomination>? Denominations { get; init; }

    /// <summary>Why it differs from the books, when it does.</summary>
    public string? Explanation { get; init; }

    Subject IWrite.Subject => Subject.Fund(FundId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<CountCash, CashCountView>(
            "/funds/{id}/cash-counts",
            (string id, CountCash body) => body with { FundId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class CountCashValidator : AbstractValidator<CountCash>
{
    private const int MostDenominations = 30;

    private const int HighestValue = 1_000_000;

    private const int MostPieces = 10_000_000;

    /// <summary>The rules.</summary>
    public CountCashValidator()
    {
        RuleFor(c => (Rupiah?)c.Counted).AmountOrZero().OverridePropertyName("Counted");
        RuleFor(c => c.CountedOn).Date();
        RuleFor(c => c.Explanation).OptionalText(1000);
        RuleFor(c => c.Denominations ?? Array.Empty<Denomination>())
            .List(0, MostDenominations)
            .OverridePropertyName("Denominations");
        RuleForEach(c => c.Denominations)
            .ChildRules(each =>
            {
                each.RuleFor(d => d.Value).Between(1, HighestValue);
                each.RuleFor(d => d.Pieces).Between(0, MostPieces);
            });
        RuleFor(c => c.Denominations)
            .Must(list => list is null || list.DistinctBy(each => each.Value).Count() == list.Count)
            .WithMessage(_ => Messages.Text("field.repeated"));
    }
}

/// <summary>Stores the count and books the difference.</summary>
public sealed class CountCashHandler(Db db, Work work, Ids ids, LedgerBook ledger)
    : IRequestHandler<CountCash, Result<CashCountView>>
{
    private static readonly Sql<FundDay, Rupiah> CashOn = new(
        """
        SELECT COALESCE(SUM([Amount]), 0) AS [Cash] FROM [Posting]
        WHERE [OfficeId] = @OfficeId AND [Account] = 'cash' AND [FundId] = @FundId AND [EffectiveOn] <= @Day
        """
    );

    private static readonly Sql<CashCountRow, NoRows> Insert = new(
        """
        INSERT INTO [CashCount] ([Id], [OfficeId], [FundId], [CountedOn], [Booked], [Counted], [Denominations],
            [Explanation], [EntryId], [CountedBy], [At])
        VALUES (@Id, @OfficeId, @FundId, @CountedOn, @Booked, @Counted, @Denominations,
            @Explanation, @EntryId, @CountedBy, @At)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<CashCountView>> Handle(CountCash request, CancellationToken cancellationToken)
    {
        var countedOn = request.CountedOn ?? work.Today;
        if ((await Refuses(request, countedOn, cancellationToken)) is { } error)
        {
            return error;
        }

        var day = new FundDay(work.Office.Id, request.FundId, countedOn);
        var booked = await db.Find(CashOn, day, cancellationToken);
        var entryId = await Book(request, (booked, countedOn), cancellationToken);
        if (entryId.IsRefused(out var refused))
        {
            return refused;
        }

        var row = new CashCountRow
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            FundId = request.FundId,
            CountedOn = countedOn,
            Booked = booked,
            Counted = request.Counted,
            Denominations = request.Denominations is null ? null : Json.Write(request.Denominations),
            Explanation = request.Explanation,
            EntryId = entryId.Value.Length == 0 ? null : entryId.Value,
            CountedBy = work.Caller.UserId,
            At = work.Now,
        };
        await db.Execute(Insert, row, cancellationToken);
        work.Audit(CashCountRow.Action, row.Id, null, row);
        var named = await db.Find(GetCashCountHandler.ById, new IdParameter(row.Id), cancellationToken);
        return named!.ToNamedView();
    }

    private async Task<Error?> Refuses(CountCash request, DateOnly countedOn, CancellationToken ct)
    {
        if (
            request.Denominations is { } list
            && list.Sum(each => (long)each.Value * each.Pieces) != request.Counted.Amount
        )
        {
            return CashCountErrors.DenominationsMismatch;
        }

        if (StepDates.NotInFuture(countedOn, work.Today).Error is { } future)
        {
            return future;
        }

        // Also when nothing differs: what was counted belongs to what was closed.
        return await ledger.IsClosed(countedOn, ct) ? LedgerErrors.PeriodClosed(countedOn) : null;
    }

    /// <summary>Books the difference.</summary>
    /// <returns>The entry's id; empty when nothing differs.</returns>
    private async Task<Result<string>> Book(CountCash request, (Rupiah Booked, DateOnly On) count, CancellationToken ct)
    {
        if (request.Counted == count.Booked)
        {
            return "";
        }

        if (string.IsNullOrWhiteSpace(request.Explanation))
        {
            return CashCountErrors.ExplanationRequired(count.Booked);
        }

        var entry = Postings.CashDifference(
            new CashDifferencePosting
            {
                FundId = request.FundId,
                Booked = count.Booked,
                Counted = request.Counted,
                CountedOn = count.On,
            }
        );
        var details = new EntryDetails { Description = request.Explanation };
        return (await ledger.Post(entry, details, ct)).Then<string>(booked => booked.Id);
    }

    private sealed record FundDay(string OfficeId, string FundId, DateOnly Day);
}

/// <summary>Refusals about counts.</summary>
public static class CashCountErrors
{
    /// <summary>Notes and coins do not come to what was counted.</summary>
    public static readonly Error DenominationsMismatch = Error.Invalid("cash_count.denominations_mismatch") with
    {
        Field = "denominations",
    };

    /// <summary>What differs from the books is explained.</summary>
    public static Error ExplanationRequired(Rupiah booked) =>
        Error.Invalid("cash_count.explanation_required", booked) with
        {
            Field = "explanation",
        };
}
