using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Funds.CountCash;
using Baznas.Bmd.Web.Features.Funds.ListFunds;
using Baznas.Bmd.Web.Features.Funds.ReceiveFund;
using Baznas.Bmd.Web.Features.Funds.TransferFund;
using Baznas.Bmd.Web.Features.Graces;
using Baznas.Bmd.Web.Features.Graces.GrantOfficeGrace;
using Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;
using Baznas.Bmd.Web.Features.Periods;
using Baznas.Bmd.Web.Features.Periods.DecideReopening;
using Baznas.Bmd.Web.Features.Periods.RequestReopening;
using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Demo.Telling.Tales;

/// <summary>What the office itself lives through: ends of months, a month opened again, a flood, a late holiday.</summary>
internal static class OfficeTales
{
    // The box should hold so much at the end of a month.
    private static readonly Rupiah Kept = new(8_000_000);
    private static readonly Rupiah Round = new(500_000);
    private static readonly int[] NotesAndCoins = [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100];

    public static IReadOnlyList<IAsyncEnumerable<DateTimeOffset>> All(DemoStage stage) =>
        [MonthEnds(stage), OpenedAgain(stage), Flood(stage), LateHoliday(stage)];

    // Cash goes to the bank, or comes from there, and what stays is counted.
    private static async IAsyncEnumerable<DateTimeOffset> MonthEnds(DemoStage stage)
    {
        var month = stage.Plan.OpenedOn.AddDays(1 - stage.Plan.OpenedOn.Day);
        var shortIn = stage.Plan.Today.AddMonths(-4);
        while (true)
        {
            month = month.AddMonths(1);
            var day = DemoCalendar.WorkingDayBefore(month, 1);
            yield return DemoStage.At(day, 15, 30);
            foreach (var fund in await Funds(stage))
            {
                await LevelOut(stage, fund);
            }

            yield return DemoStage.At(day, 17);
            foreach (var fund in await Funds(stage))
            {
                var isShort =
                    fund.Id == stage.Desk.Funds[DemoFund.Infak] && day.AddDays(31) > shortIn && day <= shortIn;
                await Count(stage, fund, isShort ? new Rupiah(5000) : Rupiah.Zero);
            }
        }
    }

    private static async Task<IReadOnlyList<FundBalanceView>> Funds(DemoStage stage) =>
        (await stage.Desk.Ask(DemoUsers.Cashier, new ListFunds())).Items;

    private static async Task LevelOut(DemoStage stage, FundBalanceView fund)
    {
        var over = (fund.Cash - Kept).Amount / Round.Amount * Round.Amount;
        if (over == 0)
        {
            return;
        }

        var (from, to) = over > 0 ? (MoneyAccount.Cash, MoneyAccount.Bank) : (MoneyAccount.Bank, MoneyAccount.Cash);
        var amount = new Rupiah(Math.Abs(over));
        await stage.Desk.Send(
            DemoUsers.Cashier,
            new TransferFund
            {
                FundId = fund.Id,
                Amount = amount,
                From = from,
                To = to,
                Reference = over > 0 ? "Setor kas akhir bulan" : "Tarik tunai akhir bulan",
            }
        );
        var which = stage.Desk.Funds.Single(pair => pair.Value == fund.Id).Key;
        stage.Purse.Move(which, from, -amount);
        stage.Purse.Move(which, to, amount);
    }

    private static Task Count(DemoStage stage, FundBalanceView fund, Rupiah missing)
    {
        var counted = fund.Cash - missing;
        return stage.Desk.Send(
            DemoUsers.Cashier,
            new CountCash
            {
                FundId = fund.Id,
                Counted = counted,
                Denominations = Denominations(counted),
                Explanation = missing.IsPositive
                    ? "Salah memberi uang kembali di loket; kurang selembar lima ribu."
                    : null,
            }
        );
    }

    private static List<Denomination>? Denominations(Rupiah counted)
    {
        var left = counted.Amount;
        var pieces = new List<Denomination>();
        foreach (var value in NotesAndCoins.Where(value => left >= value))
        {
            pieces.Add(new Denomination(value, (int)(left / value)));
            left %= value;
        }

        return left == 0 ? pieces : null;
    }

    // Two days after a month was closed a receipt turned up that belonged to it.
    private static async IAsyncEnumerable<DateTimeOffset> OpenedAgain(DemoStage stage)
    {
        var (month, closedOn) = stage.Plan.Closings[^4];
        var period = AccountingPeriod.Of(month);
        var day = DemoCalendar.WorkingDay(closedOn.AddDays(2));
        yield return DemoStage.At(day, 9);
        var asked = await stage.Desk.Send(
            DemoUsers.Cashier,
            new RequestReopening
            {
                OfficeId = stage.Desk.OfficeId,
                Period = period,
                Reason = "Infak yang masuk rekening pada akhir bulan belum tercatat.",
            }
        );
        yield return DemoStage.At(day, 10);
        await stage.Desk.Send(
            DemoUsers.Approvers[0],
            new DecideReopening
            {
                ReopeningId = asked.Id,
                Decision = ReopeningChoice.Approve,
                Note = "Rekening koran dilampirkan.",
            }
        );
        yield return DemoStage.At(day, 11);
        await stage.Desk.Send(
            DemoUsers.Cashier,
            new ReceiveFund
            {
                FundId = stage.Desk.Funds[DemoFund.Infak],
                Amount = new Rupiah(2_500_000),
                ReceivedOn = DemoCalendar.WorkingDayBefore(month.AddMonths(1), 2),
                Account = MoneyAccount.Bank,
                Source = "Infak jamaah masjid, transfer",
            }
        );
        yield return DemoStage.At(day, 16);
        await stage.Desk.Send(DemoUsers.Cashier, new ClosePeriod { OfficeId = stage.Desk.OfficeId, Period = period });
    }

    private static async IAsyncEnumerable<DateTimeOffset> Flood(DemoStage stage)
    {
        yield return DemoStage.At(DemoFlood.Before(stage.Plan.Today), 16, 30);
        await stage.Desk.Send(
            DemoUsers.Approvers[0],
            new GrantOfficeGrace
            {
                OfficeId = stage.Desk.OfficeId,
                Periods = DemoFlood.Periods,
                Cause = GraceCause.Flood,
                Reason = "Banjir luapan sungai; pasar dan jalan ke kelurahan tergenang.",
            }
        );
    }

    private static async IAsyncEnumerable<DateTimeOffset> LateHoliday(DemoStage stage)
    {
        if (stage.Plan.OpenedOn > DemoHolidays.LateKnownOn)
        {
            yield break;
        }

        yield return DemoStage.At(DemoHolidays.LateKnownOn, 16, 10);
        await stage.Desk.Send(
            DemoUsers.Admin,
            new ReplaceHolidays { OfficeId = stage.Desk.OfficeId, Holidays = DemoHolidays.All }
        );
    }
}
