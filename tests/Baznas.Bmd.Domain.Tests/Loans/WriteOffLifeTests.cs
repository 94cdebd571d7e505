using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

/// <summary>A loan that leaves the books and comes back is on every day what it was on that day.</summary>
public sealed class WriteOffLifeTests
{
    private static readonly DateOnly Start = new(2026, 1, 5);

    private static readonly Gen<(int Days, int Step, long Part)[]> Steps = Gen.Select(
        Gen.Int[0, 9],
        Gen.Int[0, 4],
        Gen.Long[1, 100]
    ).Array[0, 30];

    [Test]
    public void A_written_off_debt_is_owed_until_it_is_recovered()
    {
        var history = History(Move(10, EntryKind.WriteOff, -1000), Move(20, EntryKind.Recovery, -300));
        var balance = history.Balance;
        Assert.Multiple(() =>
        {
            Assert.That(balance.Outstanding, Is.EqualTo(Rp(0)));
            Assert.That(balance.WrittenOff, Is.EqualTo(Rp(1000)), "Recoveries do not lower it.");
            Assert.That(balance.Recovered, Is.EqualTo(Rp(300)));
            Assert.That(balance.StillOwed, Is.EqualTo(Rp(700)));
            Assert.That(history.BalanceOn(Start.AddDays(9)).StillOwed, Is.EqualTo(Rp(1000)));
        });
    }

    [Test]
    public void A_forgiven_debt_is_owed_no_more() =>
        Assert.That(History(Move(10, EntryKind.Forgiveness, -1000)).Balance.StillOwed, Is.EqualTo(Rp(0)));

    [Test]
    public void What_is_written_off_or_forgiven_is_not_repaid_and_does_not_close_the_loan()
    {
        var written = History(Move(10, EntryKind.Repayment, -400), Move(20, EntryKind.WriteOff, -600));
        var forgiven = History(Move(10, EntryKind.Repayment, -400), Move(20, EntryKind.Forgiveness, -600));
        var back = History(
            Move(10, EntryKind.WriteOff, -1000),
            Move(40, EntryKind.WriteOff, 1000),
            Move(50, EntryKind.Repayment, -1000)
        );
        Assert.Multiple(() =>
        {
            Assert.That(written.ClosedOn(Start.AddDays(99)), Is.Null);
            Assert.That(forgiven.ClosedOn(Start.AddDays(99)), Is.Null);
            Assert.That(back.ClosedOn(Start.AddDays(30)), Is.Null);
            Assert.That(back.ClosedOn(Start.AddDays(99)), Is.EqualTo(Start.AddDays(50)));
        });
    }

    [Test]
    public void What_stands_after_a_day_is_seen_and_what_was_taken_back_on_its_own_day_is_not()
    {
        var taken = History(Move(10, EntryKind.Repayment, -300), Move(10, EntryKind.Repayment, 300));
        // A payment and a new tranche of the same amount do not cancel each other.
        var equal = History(Move(10, EntryKind.Repayment, -300), Move(10, EntryKind.Disbursement, 300));
        var recovered = History(Move(10, EntryKind.WriteOff, -1000), Move(20, EntryKind.Recovery, -1));
        Assert.Multiple(() =>
        {
            Assert.That(taken.IsFollowedAfter(Start.AddDays(5)), Is.False);
            Assert.That(equal.IsFollowedAfter(Start.AddDays(9)), Is.True);
            Assert.That(equal.IsFollowedAfter(Start.AddDays(10)), Is.False);
            Assert.That(recovered.IsFollowedAfter(Start.AddDays(19)), Is.True);
        });
    }

    [Test]
    public void Less_than_nothing_owed_or_more_recovered_than_written_off_is_not_sound()
    {
        Assert.Multiple(() =>
        {
            Assert.That(History(Move(10, EntryKind.Repayment, -1001)).IsSound, Is.False);
            Assert.That(History(Move(-1, EntryKind.Repayment, -1)).IsSound, Is.False, "Before it was paid out.");
            Assert.That(
                History(Move(10, EntryKind.Repayment, -1001), Move(20, EntryKind.Repayment, 1)).IsSound,
                Is.False,
                "On one day only."
            );
            Assert.That(
                History(Move(10, EntryKind.WriteOff, -1000), Move(9, EntryKind.Recovery, -1)).IsSound,
                Is.False
            );
            Assert.That(
                History(Move(10, EntryKind.WriteOff, -1000), Move(10, EntryKind.Recovery, -1000)).IsSound,
                Is.True
            );
        });
    }

    [Test]
    public void Nothing_can_be_recovered_where_nothing_is_written_off()
    {
        Assert.Multiple(() =>
        {
            Assert.That(History().RecoverableFrom(Start), Is.EqualTo(Rp(0)));
            Assert.That(
                History(Move(10, EntryKind.WriteOff, -1000)).RecoverableFrom(Start.AddDays(9)),
                Is.EqualTo(Rp(0))
            );
        });
    }

    [Test]
    public void On_every_day_a_loan_is_what_a_diary_of_it_says() =>
        Steps.Sample(steps =>
        {
            var diary = Diary.Of(steps);
            var history = new LoanHistory(diary.Movements);
            var days = Enumerable.Range(0, diary.Pages.Count).Select(Start.AddDays).ToList();
            return history.IsSound
                && days.Zip(diary.Pages).All(day => history.BalanceOn(day.First) == day.Second)
                && days.Zip(diary.Pages).All(day => StatusOf(history, day.First) == Diary.StatusOf(day.Second))
                && days.All(day => history.OffTheBooksFrom(day) is not null == diary.From(day).Any(Diary.IsOff))
                && days.All(day => history.RecoverableFrom(day) == diary.From(day).Select(Diary.Open).Min());
        });

    private static LoanStatus StatusOf(LoanHistory history, DateOnly day) =>
        LoanLifecycle.StatusOf(
            new LoanFacts
            {
                Signed = true,
                Cancelled = false,
                Balance = history.BalanceOn(day),
            }
        );

    private static LoanMovement Move(int days, EntryKind kind, long change) =>
        new(Start.AddDays(days), kind, Rp(change));

    private static LoanHistory History(params LoanMovement[] later) =>
        new([.. later, Move(0, EntryKind.Disbursement, 1000)]);

    /// <summary>A loan's life written down day by day: each page is the balance at the end of a day.</summary>
    private sealed class Diary
    {
        public List<LoanMovement> Movements { get; } = [];

        public List<LoanBalance> Pages { get; } = [];

        private LoanBalance _now = new()
        {
            Disbursed = Rp(0),
            Repaid = Rp(0),
            WrittenOff = Rp(0),
            Forgiven = Rp(0),
        };

        public static Diary Of(IEnumerable<(int Days, int Step, long Part)> steps)
        {
            var diary = new Diary();
            diary.Write(EntryKind.Disbursement, Rp(1000));
            foreach (var (days, step, part) in steps)
            {
                diary.Turn(days);
                diary.Take(step, part);
            }

            diary.Turn(5);
            return diary;
        }

        public IEnumerable<LoanBalance> From(DateOnly day) => Pages.Skip(day.DayNumber - Start.DayNumber);

        public static bool IsOff(LoanBalance page) => page.WrittenOff + page.Forgiven != Rp(0);

        public static Rupiah Open(LoanBalance page) => page.WrittenOff - page.Recovered;

        public static LoanStatus StatusOf(LoanBalance page)
        {
            if (page.WrittenOff != Rp(0))
            {
                return LoanStatus.WrittenOff;
            }

            if (page.Forgiven != Rp(0))
            {
                return LoanStatus.Forgiven;
            }

            return page.Repaid == page.Disbursed ? LoanStatus.Closed : LoanStatus.Active;
        }

        private void Turn(int days) => Pages.AddRange(Enumerable.Repeat(_now, days));

        private void Take(int step, long part)
        {
            var owed = _now.Outstanding;
            switch (step)
            {
                case 0 when owed.IsPositive:
                    Write(EntryKind.Repayment, -Rupiah.Min(owed, Rp(part * 5)));
                    break;
                case 1 when owed.IsPositive:
                    Write(part % 2 == 0 ? EntryKind.WriteOff : EntryKind.Forgiveness, -owed);
                    break;
                case 2 when Open(_now).IsPositive:
                    Write(EntryKind.Recovery, -Rupiah.Min(Open(_now), Rp(part)));
                    break;
                case 3 when _now.Recovered.IsPositive:
                    Write(EntryKind.Recovery, _now.Recovered);
                    break;
                case 4 when IsOff(_now) && _now.Recovered.IsZero:
                    Write(
                        _now.WrittenOff.IsPositive ? EntryKind.WriteOff : EntryKind.Forgiveness,
                        _now.WrittenOff + _now.Forgiven
                    );
                    break;
                default:
                    break;
            }
        }

        private void Write(EntryKind kind, Rupiah change)
        {
            Movements.Add(new LoanMovement(Start.AddDays(Pages.Count), kind, change));
            _now = kind switch
            {
                EntryKind.Disbursement => _now with { Disbursed = _now.Disbursed + change },
                EntryKind.Repayment => _now with { Repaid = _now.Repaid - change },
                EntryKind.WriteOff => _now with { WrittenOff = _now.WrittenOff - change },
                EntryKind.Forgiveness => _now with { Forgiven = _now.Forgiven - change },
                EntryKind.Recovery => _now with { Recovered = _now.Recovered - change },
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }
    }
}
