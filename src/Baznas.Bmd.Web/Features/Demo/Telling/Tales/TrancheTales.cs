using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans.DecideTranche;

namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>Loans in parts: one paid out whole, one whose second part is still to come, one whose second part waits.</summary>
internal static class TrancheTales
{
    public static IReadOnlyList<IAsyncEnumerable<DateTimeOffset>> All(DemoStage stage) =>
        [PaidOut(stage, stage.Hero()), Planned(stage, stage.Hero()), Held(stage, stage.Hero())];

    private static async IAsyncEnumerable<DateTimeOffset> PaidOut(DemoStage stage, TaleHero hero)
    {
        var (first, second) = (stage.Ago(6), stage.Ago(4, 5));
        yield return DemoStage.At(first, 9);
        await hero.Register();
        await hero.Agree(4_000_000, 10, (2_500_000, first), (1_500_000, second));
        await hero.Receive();
        await foreach (var at in hero.Pays(second))
        {
            yield return at;
        }

        yield return DemoStage.At(second, 10);
        await Decide(stage, hero, TrancheVerdict.Approve, "Tahap pertama sudah menjadi etalase; nota belanja lengkap.");
        await hero.Receive();
        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static async IAsyncEnumerable<DateTimeOffset> Planned(DemoStage stage, TaleHero hero)
    {
        var first = stage.Ago(2, 10);
        yield return DemoStage.At(first, 9, 10);
        await hero.Register();
        await hero.Agree(3_600_000, 12, (2_400_000, first), (1_200_000, stage.Ago(0, -18)));
        await hero.Receive();
        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static async IAsyncEnumerable<DateTimeOffset> Held(DemoStage stage, TaleHero hero)
    {
        var (first, second) = (stage.Ago(4), stage.Ago(1));
        yield return DemoStage.At(first, 9, 20);
        await hero.Register();
        await hero.Agree(5_000_000, 10, (3_000_000, first), (2_000_000, second));
        await hero.Receive();
        await foreach (var at in hero.Pays(second))
        {
            yield return at;
        }

        yield return DemoStage.At(second, 10);
        await Decide(stage, hero, TrancheVerdict.Hold, "Tempat usaha pindah; menunggu kunjungan ulang petugas.");
        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static Task Decide(DemoStage stage, TaleHero hero, TrancheVerdict verdict, string note) =>
        stage.Desk.Send(
            DemoUsers.Approvers[0],
            new DecideTranche
            {
                LoanId = hero.LoanId,
                No = 2,
                Decision = verdict,
                Note = note,
            }
        );
}
