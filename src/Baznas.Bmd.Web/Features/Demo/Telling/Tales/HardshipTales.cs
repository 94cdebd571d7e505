using Baznas.Bmd.Web.Features.Graces;
using Baznas.Bmd.Web.Features.Graces.GrantGrace;
using Baznas.Bmd.Web.Features.Reschedules;
using Baznas.Bmd.Web.Features.Reschedules.DecideReschedule;
using Baznas.Bmd.Web.Features.Reschedules.RequestReschedule;

namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>Schedules that had to change: reschedules in every state, and a grace for somebody ill.</summary>
internal static class HardshipTales
{
    public static IReadOnlyList<IAsyncEnumerable<DateTimeOffset>> All(DemoStage stage) =>
        [
            Granted(stage, stage.Hero()),
            Asked(stage, stage.Hero()),
            Declined(stage, stage.Hero()),
            PaidAhead(stage, stage.Hero()),
            Ill(stage, stage.Hero()),
        ];

    private static async IAsyncEnumerable<DateTimeOffset> Granted(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(12), 9, 50);
        await hero.Borrow(3_000_000, 10);
        await foreach (var at in hero.Pays(stage.Plan.Today, 4))
        {
            yield return at;
        }

        yield return DemoStage.At(stage.Ago(5, 10), 10);
        var reschedule = await Request(stage, hero, "Pasar direnovasi; omzet di tempat sementara tinggal separuh.", 12);
        yield return DemoStage.At(stage.Ago(5, 7), 10);
        await Decide(stage, reschedule, RescheduleVerdict.Approve, "Disetujui; kunjungan petugas membenarkan.");
        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static async IAsyncEnumerable<DateTimeOffset> Asked(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(7), 9, 55);
        await hero.Borrow(2_400_000, 12);
        await foreach (var at in hero.Pays(stage.Plan.Today, 4))
        {
            yield return at;
        }

        yield return DemoStage.At(stage.Ago(0, 5), 10);
        await Request(stage, hero, "Mesin jahit rusak; pesanan dikerjakan bergantian dengan tetangga.", 10);
    }

    private static async IAsyncEnumerable<DateTimeOffset> Declined(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(7, 5), 10);
        await hero.Borrow(2_000_000, 10);
        await foreach (var at in hero.Pays(stage.Plan.Today, 3))
        {
            yield return at;
        }

        var asked = stage.Ago(2);
        yield return DemoStage.At(asked, 10);
        var reschedule = await Request(stage, hero, "Mitra ingin angsuran lebih kecil.", 12);
        yield return DemoStage.At(DemoCalendar.WorkingDay(asked.AddDays(3)), 10);
        await Decide(
            stage,
            reschedule,
            RescheduleVerdict.Reject,
            "Omzet naik menurut catatan; mitra mampu mengangsur."
        );

        var settled = DemoCalendar.WorkingDay(asked.AddDays(9));
        yield return DemoStage.At(DemoCalendar.WorkingDay(asked.AddDays(4)), 11);
        await ArrearsTales.Promise(stage, hero.Officer, hero.LoanId, (await hero.Arrears(settled), settled));
        yield return DemoStage.At(settled, 10);
        await hero.Pay(await hero.Arrears(settled));
        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static async IAsyncEnumerable<DateTimeOffset> PaidAhead(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(8), 10, 5);
        await hero.Borrow(2_400_000, 12);
        await foreach (var at in hero.Pays(stage.Plan.Today, 3))
        {
            yield return at;
        }

        var ahead = stage.Ago(4);
        yield return DemoStage.At(ahead, 9, 30);
        await hero.Pay(new Rupiah(700_000));
        var reschedule = await stage.Desk.Send(
            hero.Officer,
            new RequestReschedule
            {
                LoanId = hero.LoanId,
                Cause = RescheduleCause.Other,
                Reason = "Membayar di muka dari hasil pesanan hajatan; minta sisa angsuran diperkecil.",
                KeepDates = true,
            }
        );
        yield return DemoStage.At(ahead, 14);
        await Decide(stage, reschedule, RescheduleVerdict.Approve, "Tanggal tetap, angsuran mengecil.");
        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static async IAsyncEnumerable<DateTimeOffset> Ill(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(7, 20), 10, 10);
        await hero.Borrow(2_000_000, 10);
        await foreach (var at in hero.Pays(stage.Ago(3)))
        {
            yield return at;
        }

        yield return DemoStage.At(stage.Ago(3), 13);
        await stage.Desk.Send(
            DemoUsers.Approvers[1],
            new GrantGrace
            {
                LoanId = hero.LoanId,
                Periods = 2,
                Cause = GraceCause.Illness,
                Reason = "Mitra dirawat di rumah sakit; usaha tutup selama pemulihan.",
            }
        );
        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static Task<RescheduleView> Request(DemoStage stage, TaleHero hero, string reason, int installments) =>
        stage.Desk.Send(
            hero.Officer,
            new RequestReschedule
            {
                LoanId = hero.LoanId,
                Cause = RescheduleCause.Unable,
                Reason = reason,
                Installments = installments,
            }
        );

    private static Task Decide(DemoStage stage, RescheduleView reschedule, RescheduleVerdict verdict, string note) =>
        stage.Desk.Send(
            DemoUsers.Approvers[0],
            new DecideReschedule
            {
                RescheduleId = reschedule.Id,
                Decision = verdict,
                Note = note,
            }
        );
}
