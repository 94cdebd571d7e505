using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Features.WriteOffs;
using Baznas.Bmd.Web.Features.WriteOffs.DecideWriteOff;
using Baznas.Bmd.Web.Features.WriteOffs.RecordRecovery;
using Baznas.Bmd.Web.Features.WriteOffs.RequestWriteOff;

namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>Debts that won't come back whole: written off, forgiven, and one that waits for its second voice.</summary>
internal static class LossTales
{
    public static IReadOnlyList<IAsyncEnumerable<DateTimeOffset>> All(DemoStage stage) =>
        [WrittenOff(stage, stage.Hero()), Forgiven(stage, stage.Hero()), Waiting(stage, stage.Hero())];

    private static async IAsyncEnumerable<DateTimeOffset> WrittenOff(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(20), 10, 15);
        await hero.Borrow(2_500_000, 10);
        await foreach (var at in hero.Pays(stage.Plan.Today, 4))
        {
            yield return at;
        }

        yield return DemoStage.At(stage.Ago(8), 10);
        var asked = await stage.Desk.Send(
            hero.Officer,
            new RequestWriteOff
            {
                LoanId = hero.LoanId,
                Kind = WriteOffKind.WriteOff,
                Reason = "Usaha tutup dan mitra bekerja serabutan; empat kali kunjungan tanpa hasil.",
                Evidence = "Berita acara kunjungan, surat keterangan tidak mampu dari kelurahan.",
            }
        );
        yield return DemoStage.At(stage.Ago(8, -3), 10);
        await Agree(stage, asked, 0, "Bukti ketidakmampuan cukup.");
        yield return DemoStage.At(stage.Ago(8, -6), 10);
        await Agree(stage, asked, 1, "Setuju dihapus buku; utang tetap dicatat.");
        foreach (var (months, amount) in new[] { (5, 150_000), (3, 100_000), (1, 100_000) })
        {
            yield return DemoStage.At(stage.Ago(months), 11);
            await stage.Desk.Send(
                DemoUsers.Cashier,
                new RecordRecovery
                {
                    LoanId = hero.LoanId,
                    Amount = new Rupiah(amount),
                    Account = MoneyAccount.Cash,
                    Method = PaymentMethod.Cash,
                }
            );
        }
    }

    private static async IAsyncEnumerable<DateTimeOffset> Forgiven(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(12, 15), 10, 20);
        await hero.Borrow(2_000_000, 10);
        await foreach (var at in hero.Pays(stage.Ago(6)))
        {
            yield return at;
        }

        var died = stage.Ago(6, -4);
        yield return DemoStage.At(DemoCalendar.WorkingDay(died.AddDays(21)), 10);
        var asked = await stage.Desk.Send(
            hero.Officer,
            new RequestWriteOff
            {
                LoanId = hero.LoanId,
                Kind = WriteOffKind.Forgiveness,
                Reason = "Mitra wafat; ahli waris tidak meninggalkan harta untuk melunasi.",
                Evidence = "Kutipan akta kematian, surat pernyataan ahli waris, berita acara takziah.",
                Cause = WriteOffCause.Death,
                DiedOn = died,
                DeathCertificate = $"3576-KM-{died:ddMMyyyy}-0003",
            }
        );
        yield return DemoStage.At(DemoCalendar.WorkingDay(died.AddDays(23)), 10);
        await Agree(stage, asked, 1, "Diikhlaskan.");
        yield return DemoStage.At(DemoCalendar.WorkingDay(died.AddDays(25)), 10);
        await Agree(stage, asked, 0, "Disetujui; semoga menjadi amal kebaikan.");
    }

    private static async IAsyncEnumerable<DateTimeOffset> Waiting(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(17), 10, 25);
        await hero.Borrow(1_500_000, 10);
        await foreach (var at in hero.Pays(stage.Plan.Today, 5))
        {
            yield return at;
        }

        yield return DemoStage.At(stage.Ago(0, 10), 10);
        var asked = await stage.Desk.Send(
            hero.Officer,
            new RequestWriteOff
            {
                LoanId = hero.LoanId,
                Kind = WriteOffKind.WriteOff,
                Reason = "Gerobak dijual untuk biaya berobat keluarga; tidak ada penghasilan tetap.",
                Evidence = "Berita acara kunjungan, kuitansi rumah sakit, keterangan ketua RT.",
            }
        );
        yield return DemoStage.At(stage.Ago(0, 6), 10);
        await Agree(stage, asked, 0, "Bukti cukup; menunggu suara kedua.");
    }

    private static Task Agree(DemoStage stage, WriteOffView asked, int approver, string note) =>
        stage.Desk.Send(
            DemoUsers.Approvers[approver],
            new DecideWriteOff
            {
                WriteOffId = asked.Id,
                Decision = WriteOffChoice.Approve,
                Note = note,
            }
        );
}
