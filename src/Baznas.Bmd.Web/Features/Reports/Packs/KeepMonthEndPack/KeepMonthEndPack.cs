using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Packs.KeepMonthEndPack;

/// <summary>
/// Makes and keeps the pack of an office's earliest month that has ended and lacks one. A month that was opened and
/// closed again lacks another; what was kept before stays beside it.
/// </summary>
[AllowedToServiceOnly]
public sealed record KeepMonthEndPack : ICommand<KeptMonthEndPack>
{
    /// <summary>What the packs are kept as.</summary>
    public const string Kind = "monthEnd";

    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>What was kept.</summary>
/// <param name="Period">The month; null when none lacks a pack.</param>
public readonly record struct KeptMonthEndPack(string? Period);

/// <summary>Finds the month, has its files made, and keeps them.</summary>
public sealed class KeepMonthEndPackHandler(Db db, Work work, MonthEndFiles files, KeptPacks packs, MonthEndMails mails)
    : IRequestHandler<KeepMonthEndPack, Result<KeptMonthEndPack>>
{
    /// <summary>How far back missed months are caught up.</summary>
    private const int MostMonths = 24;

    private static readonly Sql<IdParameter, DateOnly?> FirstPosting = new(
        "SELECT MIN([EffectiveOn]) AS [EffectiveOn] FROM [JournalEntry] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<PacksOfOffice, CountRow> Editions = new(
        """
        SELECT [Period], MAX([Edition]) AS [Count] FROM [KeptPack]
        WHERE [OfficeId] = @OfficeId AND [Kind] = @Kind
        GROUP BY [Period]
        """
    );

    private static readonly Sql<IdParameter, CountRow> Closings = new(
        """
        SELECT [Period], COUNT(*) AS [Count] FROM [PeriodChange]
        WHERE [OfficeId] = @Id AND [Change] = 'closed'
        GROUP BY [Period]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<KeptMonthEndPack>> Handle(KeepMonthEndPack request, CancellationToken cancellationToken)
    {
        if (await EarliestMissing(cancellationToken) is not { } key)
        {
            work.NothingChanged = true;
            return new KeptMonthEndPack(null);
        }

        var packId = await packs.Keep(key, await files.Make(key, cancellationToken), cancellationToken);
        if (IsNews(key))
        {
            await mails.Plan(key, packId, cancellationToken);
        }

        return new KeptMonthEndPack(key.Period);
    }

    // Of months long past that are made up for, nobody needs a mail each.
    private bool IsNews(PackKey key) => key.Edition > 1 || key.Period == AccountingPeriod.Of(work.Today.AddMonths(-1));

    private async Task<PackKey?> EarliestMissing(CancellationToken ct)
    {
        var office = new IdParameter(work.Office.Id);
        if (await db.Find(FirstPosting, office, ct) is not { } first)
        {
            return null;
        }

        var kept = await Counts(db.Query(Editions, new PacksOfOffice(office.Id, KeepMonthEndPack.Kind), ct));
        var closings = await Counts(db.Query(Closings, office, ct));
        var thisMonth = FirstDay(work.Today);
        return Enumerable
            .Range(1, MostMonths)
            .Select(months => thisMonth.AddMonths(-months))
            .Where(month => month >= FirstDay(first))
            .Order()
            .Select(AccountingPeriod.Of)
            // The first closing adds nothing: the month's own pack is there since it ended.
            .Select(period => new PackKey(
                KeepMonthEndPack.Kind,
                period,
                Math.Max(1, closings.GetValueOrDefault(period))
            ))
            .FirstOrDefault(key => kept.GetValueOrDefault(key.Period) < key.Edition);
    }

    private static async Task<Dictionary<string, int>> Counts(Task<IReadOnlyList<CountRow>> rows) =>
        (await rows).ToDictionary(row => row.Period, row => row.Count);

    private static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);

    private sealed record PacksOfOffice(string OfficeId, string Kind);

    private sealed class CountRow
    {
        public string Period { get; init; } = "";
        public int Count { get; init; }
    }
}
