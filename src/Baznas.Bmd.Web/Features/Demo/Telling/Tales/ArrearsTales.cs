using Baznas.Bmd.Web.Features.ArrearsCases;
using Baznas.Bmd.Web.Features.ArrearsCases.ListArrearsCases;
using Baznas.Bmd.Web.Features.ArrearsCases.NoteCause;
using Baznas.Bmd.Web.Features.ArrearsCases.RecordContact;
using Baznas.Bmd.Web.Features.ArrearsCases.RecordPromise;
using Baznas.Bmd.Web.Features.ArrearsCases.RecordVisit;

namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>What the officers do about whoever happens to be late: they call, visit, and note what is promised.</summary>
internal static class ArrearsTales
{
    public static IReadOnlyList<IAsyncEnumerable<DateTimeOffset>> All(DemoStage stage) => [Calls(stage)];

    /// <summary>Notes that a borrower was called and promised to pay.</summary>
    public static async Task Promise(
        DemoStage stage,
        DemoUser officer,
        string loanId,
        (Rupiah Amount, DateOnly On) word
    )
    {
        await stage.Desk.Send(
            officer,
            new RecordContact
            {
                LoanId = loanId,
                Method = ContactMethod.Phone,
                With = ContactPerson.Borrower,
                Outcome = ArrearsOutcome.Spoke,
                Note = "Menyampaikan keadaan usaha dengan terbuka.",
            }
        );
        await stage.Desk.Send(
            officer,
            new RecordPromise
            {
                LoanId = loanId,
                Amount = word.Amount,
                PromisedOn = word.On,
                Note = "Dari hasil penjualan pekan ini.",
            }
        );
    }

    private static async IAsyncEnumerable<DateTimeOffset> Calls(DemoStage stage)
    {
        var officer = DemoUsers.Officers[0];
        var (first, word, last) = (stage.Ago(0, 9), stage.Ago(0, 4), stage.Ago(0, 1));
        yield return DemoStage.At(first, 10, 15);
        foreach (var late in await Late(stage, officer, 3))
        {
            await Promise(stage, officer, late.LoanId, (late.Overdue, word));
        }

        yield return DemoStage.At(last, 15, 20);
        var cases = await Late(stage, officer, 6);
        foreach (var late in cases.Take(2))
        {
            await Visit(stage, officer, late.LoanId);
        }

        foreach (var late in cases.Skip(4))
        {
            // The day that the story has reached, if the office works then.
            await Promise(
                stage,
                officer,
                late.LoanId,
                (late.Overdue, last > stage.Plan.Today ? last : stage.Plan.Today)
            );
        }
    }

    private static async Task Visit(DemoStage stage, DemoUser officer, string loanId)
    {
        await stage.Desk.Send(
            officer,
            new RecordVisit
            {
                LoanId = loanId,
                Outcome = ArrearsOutcome.AsksForTime,
                Note = "Warung sepi sejak pasar direnovasi; meminta waktu.",
            }
        );
        await stage.Desk.Send(
            officer,
            new NoteCause
            {
                LoanId = loanId,
                Cause = ArrearsCause.Unable,
                Note = "Catatan penjualan menunjukkan omzet tinggal separuh.",
            }
        );
    }

    private static async Task<IReadOnlyList<ArrearsCaseItem>> Late(DemoStage stage, DemoUser officer, int count) =>
        (await stage.Desk.Ask(officer, new ListArrearsCases { Limit = count })).Items;
}
