using Baznas.Bmd.Web.Features.Borrowers.ApplyDueDeposits;
using Baznas.Bmd.Web.Features.Borrowers.ChooseDepositUse;
using Baznas.Bmd.Web.Features.Borrowers.RefundDeposit;
using Baznas.Bmd.Web.Features.Funds;

namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>Deposits: one that pays the next loan's instalments as they fall due, and one that is fetched again.</summary>
internal static class DepositTales
{
    public static IReadOnlyList<IAsyncEnumerable<DateTimeOffset>> All(DemoStage stage) =>
        [AppliedWhenDue(stage, stage.Hero()), Refunded(stage, stage.Hero())];

    private static async IAsyncEnumerable<DateTimeOffset> AppliedWhenDue(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(14), 9, 30);
        await hero.Borrow(1_500_000, 6);
        await foreach (var at in hero.Pays(stage.Plan.Today, 5))
        {
            yield return at;
        }

        var last = (await hero.NextDue())!;
        yield return DemoStage.At(last.DueOn, 11);
        await hero.Pay(last.Outstanding + new Rupiah(350_000));

        yield return DemoStage.At(stage.Ago(5), 9, 30);
        await hero.Borrow(2_500_000, 10);
        await stage.Desk.Send(hero.Officer, new ChooseDepositUse { BorrowerId = hero.BorrowerId, ApplyWhenDue = true });

        // The job of the night, and what it leaves is paid at the desk.
        while (await hero.Deposit() is { IsPositive: true })
        {
            yield return DemoStage.At((await hero.NextDue())!.DueOn, 1);
            await stage.Desk.SendByItself(
                new ApplyDueDeposits { BorrowerId = hero.BorrowerId, Account = MoneyAccount.Cash }
            );
        }

        await foreach (var at in hero.Pays(stage.Plan.Today))
        {
            yield return at;
        }
    }

    private static async IAsyncEnumerable<DateTimeOffset> Refunded(DemoStage stage, TaleHero hero)
    {
        yield return DemoStage.At(stage.Ago(8, 10), 9, 40);
        await hero.Borrow(1_000_000, 6);
        await foreach (var at in hero.Pays(stage.Plan.Today, 5))
        {
            yield return at;
        }

        var last = (await hero.NextDue())!;
        yield return DemoStage.At(last.DueOn, 11, 10);
        await hero.Pay(last.Outstanding + new Rupiah(40_000));

        yield return DemoStage.At(DemoCalendar.WorkingDay(last.DueOn.AddDays(8)), 10);
        await stage.Desk.Send(
            DemoUsers.Cashier,
            new RefundDeposit
            {
                BorrowerId = hero.BorrowerId,
                Amount = await hero.Deposit(),
                Account = MoneyAccount.Cash,
                Reference = "Diambil sendiri oleh mitra",
            }
        );
    }
}
