using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Ledger;

[TestFixture]
public class PostingsTests
{
    private const string Fund = "ZAKAT";
    private const string Loan = "loan-1";
    private const string Borrower = "borrower-1";

    private static readonly DateOnly On = Day("2026-03-02");

    private static readonly Gen<LedgerEntry> AnyEntry = Gen.Select(
        Gens.Amount,
        Gen.OneOf(Gen.Const(Rupiah.Zero), Gens.Amount),
        Gen.OneOf(Account.Cash, Account.Bank),
        Gen.Enum<EntryKind>(),
        (amount, excess, money, kind) => Entry(kind, amount, excess, money)
    );

    // The rows of the table of standard postings: debit above zero, credit below.
    private static readonly (EntryKind Kind, string Lines)[] Table =
    [
        (EntryKind.FundReceipt, "Cash 900 / FundBalance -900"),
        (EntryKind.Disbursement, "QardhReceivable 900 loan-1 borrower-1 / Cash -900"),
        (EntryKind.Repayment, "Cash 900 / QardhReceivable -900 loan-1 borrower-1"),
        (EntryKind.Infak, "Cash 900 / InfakIncome -900 borrower-1"),
        (EntryKind.DepositApplied, "BorrowerDeposits 900 borrower-1 / QardhReceivable -900 loan-1 borrower-1"),
        (EntryKind.DepositRefund, "BorrowerDeposits 900 borrower-1 / Cash -900"),
        (EntryKind.Forgiveness, "Forgiveness 900 loan-1 borrower-1 / QardhReceivable -900 loan-1 borrower-1"),
        (EntryKind.WriteOff, "WriteOff 900 loan-1 borrower-1 / QardhReceivable -900 loan-1 borrower-1"),
        (EntryKind.Recovery, "Cash 900 / RecoveryIncome -900 loan-1 borrower-1"),
        (EntryKind.FundTransfer, "Bank 900 / Cash -900"),
        (EntryKind.CashDifference, "Cash 900 / CashDifference -900"),
    ];

    [Test]
    public void Every_event_is_booked_as_the_table_says() =>
        Assert.Multiple(() =>
        {
            Assert.That(Table.Select(row => row.Kind), Is.EquivalentTo(Enum.GetValues<EntryKind>()));
            foreach (var (kind, lines) in Table)
            {
                var entry = Entry(kind, Rp(900), Rp(0), Account.Cash);
                Assert.That(entry.Kind, Is.EqualTo(kind));
                Assert.That(entry.EffectiveOn, Is.EqualTo(On));
                Assert.That(entry.ReversesEntryId, Is.Null);
                Assert.That(Written(entry), Is.EqualTo(lines));
            }
        });

    [Test]
    public void A_repayment_with_excess_holds_the_excess_for_the_borrower() =>
        Assert.That(
            Written(Entry(EntryKind.Repayment, Rp(900), Rp(100), Account.Bank)),
            Is.EqualTo("Bank 1000 / QardhReceivable -900 loan-1 borrower-1 / BorrowerDeposits -100 borrower-1")
        );

    [Test]
    public void A_count_that_finds_less_takes_the_difference_out_of_cash() =>
        Assert.That(Written(Count(Rp(900), Rp(850))), Is.EqualTo("CashDifference 50 / Cash -50"));

    [Test]
    public void A_count_that_finds_what_the_books_say_books_nothing() =>
        Assert.That(() => Count(Rp(900), Rp(900)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Nothing_is_transferred_into_the_account_it_comes_from() =>
        Assert.That(
            () =>
                Postings.FundTransfer(
                    new FundTransferPosting
                    {
                        FundId = Fund,
                        From = Account.Cash,
                        To = Account.Cash,
                        Amount = Rp(900),
                        TransferredOn = On,
                    }
                ),
            Throws.ArgumentException
        );

    [Test]
    public void A_deposit_of_another_fund_takes_its_money_along_into_the_loans_fund()
    {
        var entry = Postings.DepositApplied(
            new DepositAppliedPosting
            {
                FundId = Fund,
                Account = Account.Bank,
                LoanId = Loan,
                BorrowerId = Borrower,
                Parts = [new DepositPart(Fund, Rp(100)), new DepositPart("INFAK", Rp(800))],
                AppliedOn = On,
            }
        );

        Assert.That(
            entry.Lines.Select(line => $"{line.FundId} {line.Account} {line.Amount.Amount} {line.LoanId}"),
            Is.EqualTo(
                new[]
                {
                    "ZAKAT BorrowerDeposits 100 ",
                    "INFAK BorrowerDeposits 800 ",
                    "INFAK Bank -800 ",
                    "ZAKAT Bank 800 ",
                    "ZAKAT QardhReceivable -900 loan-1",
                }
            )
        );
    }

    [Test]
    public void A_deposit_of_several_funds_is_given_back_from_each()
    {
        var entry = Postings.DepositRefund(
            new DepositRefundPosting
            {
                Account = Account.Cash,
                BorrowerId = Borrower,
                Parts = [new DepositPart(Fund, Rp(100)), new DepositPart("INFAK", Rp(800))],
                RefundedOn = On,
            }
        );

        Assert.That(
            entry.Lines.Select(line => $"{line.FundId} {line.Account} {line.Amount.Amount}"),
            Is.EqualTo(
                new[]
                {
                    "ZAKAT BorrowerDeposits 100",
                    "ZAKAT Cash -100",
                    "INFAK BorrowerDeposits 800",
                    "INFAK Cash -800",
                }
            )
        );
    }

    [Test]
    public void An_infak_from_someone_who_is_no_borrower_names_none() =>
        Assert.That(
            Postings
                .Infak(
                    new InfakPosting
                    {
                        FundId = "INFAK",
                        Account = Account.Cash,
                        Amount = Rp(10),
                        ReceivedOn = On,
                    }
                )
                .Lines,
            Has.All.Property(nameof(PostingLine.BorrowerId)).Null
        );

    [Test]
    public void Every_posting_sums_to_zero_in_every_fund_and_has_no_empty_line() =>
        AnyEntry.Sample(entry =>
        {
            Assert.That(
                entry.Lines.GroupBy(line => line.FundId).Select(fund => fund.Sum(line => line.Amount)),
                Has.All.EqualTo(Rupiah.Zero)
            );
            Assert.That(entry.Lines, Has.None.Property(nameof(PostingLine.Amount)).EqualTo(Rp(0)));
        });

    [Test]
    public void A_reversal_undoes_its_entry_in_every_account_fund_loan_and_borrower() =>
        Gen.Select(AnyEntry, Gens.Day)
            .Sample(
                (entry, day) =>
                {
                    var reversal = Postings.Reversal(entry, "entry-1", day);

                    Assert.That(reversal.Kind, Is.EqualTo(entry.Kind));
                    Assert.That(reversal.EffectiveOn, Is.EqualTo(day));
                    Assert.That(reversal.ReversesEntryId, Is.EqualTo("entry-1"));
                    Assert.That(
                        entry
                            .Lines.Concat(reversal.Lines)
                            .GroupBy(line => line with { Amount = default })
                            .Select(same => same.Sum(line => line.Amount)),
                        Has.All.EqualTo(Rupiah.Zero)
                    );
                }
            );

    [Test]
    public void A_reversal_is_not_reversed()
    {
        var entry = Entry(EntryKind.Repayment, Rp(900), Rp(0), Account.Cash);
        var reversal = Postings.Reversal(entry, "entry-1", On);

        Assert.That(() => Postings.Reversal(reversal, "entry-2", On), Throws.ArgumentException);
    }

    [Test]
    public void A_reversal_names_what_it_reverses() =>
        Assert.That(
            () => Postings.Reversal(Entry(EntryKind.Infak, Rp(900), Rp(0), Account.Cash), "", On),
            Throws.ArgumentException
        );

    [TestCase(0)]
    [TestCase(-1)]
    public void No_event_books_nothing_or_less(long amount) =>
        Assert.Multiple(() =>
        {
            // A count may well find less than the books say.
            foreach (var kind in Enum.GetValues<EntryKind>().Where(kind => kind != EntryKind.CashDifference))
            {
                Assert.That(
                    () => Entry(kind, Rp(amount), Rp(0), Account.Cash),
                    Throws.InstanceOf<ArgumentOutOfRangeException>()
                );
            }
        });

    [Test]
    public void An_excess_below_zero_is_not_netted_out_of_a_repayment() =>
        Assert.That(
            () => Entry(EntryKind.Repayment, Rp(900), Rp(-1), Account.Cash),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Only_cash_and_bank_hold_money() =>
        Assert.Multiple(() =>
        {
            var others = Enum.GetValues<Account>().Except([Account.Cash, Account.Bank]);
            // Notes and coins are counted in the cash box alone.
            EntryKind[] moneyless =
            [
                EntryKind.DepositApplied,
                EntryKind.Forgiveness,
                EntryKind.WriteOff,
                EntryKind.CashDifference,
            ];
            foreach (var kind in Enum.GetValues<EntryKind>().Except(moneyless))
            {
                foreach (var account in others)
                {
                    Assert.That(
                        () => Entry(kind, Rp(900), Rp(0), account),
                        Throws.InstanceOf<ArgumentOutOfRangeException>()
                    );
                }
            }
        });

    private static string Written(LedgerEntry entry)
    {
        Assert.That(entry.Lines, Has.All.Property(nameof(PostingLine.FundId)).EqualTo(Fund));
        return string.Join(
            " / ",
            entry.Lines.Select(line =>
                string.Join(
                    ' ',
                    new[] { line.Account.ToString(), $"{line.Amount.Amount}", line.LoanId, line.BorrowerId }.Where(
                        part => part is not null
                    )
                )
            )
        );
    }

    private static LedgerEntry Entry(EntryKind kind, Rupiah amount, Rupiah excess, Account money) =>
        kind switch
        {
            EntryKind.FundReceipt => Postings.FundReceipt(
                new FundReceiptPosting
                {
                    FundId = Fund,
                    Account = money,
                    Amount = amount,
                    ReceivedOn = On,
                }
            ),
            EntryKind.Disbursement => Postings.Disbursement(
                new DisbursementPosting
                {
                    FundId = Fund,
                    Account = money,
                    LoanId = Loan,
                    BorrowerId = Borrower,
                    Amount = amount,
                    DisbursedOn = On,
                }
            ),
            EntryKind.Repayment => Postings.Repayment(
                new RepaymentPosting
                {
                    FundId = Fund,
                    Account = money,
                    LoanId = Loan,
                    BorrowerId = Borrower,
                    Principal = amount,
                    Excess = excess,
                    PaidOn = On,
                }
            ),
            EntryKind.Infak => Postings.Infak(
                new InfakPosting
                {
                    FundId = Fund,
                    Account = money,
                    BorrowerId = Borrower,
                    Amount = amount,
                    ReceivedOn = On,
                }
            ),
            EntryKind.DepositApplied => Postings.DepositApplied(
                new DepositAppliedPosting
                {
                    FundId = Fund,
                    Account = money,
                    LoanId = Loan,
                    BorrowerId = Borrower,
                    Parts = [new DepositPart(Fund, amount)],
                    AppliedOn = On,
                }
            ),
            EntryKind.DepositRefund => Postings.DepositRefund(
                new DepositRefundPosting
                {
                    Account = money,
                    BorrowerId = Borrower,
                    Parts = [new DepositPart(Fund, amount)],
                    RefundedOn = On,
                }
            ),
            EntryKind.Forgiveness => Postings.Forgiveness(
                new ForgivenessPosting
                {
                    FundId = Fund,
                    LoanId = Loan,
                    BorrowerId = Borrower,
                    Amount = amount,
                    ForgivenOn = On,
                }
            ),
            EntryKind.WriteOff => Postings.WriteOff(
                new WriteOffPosting
                {
                    FundId = Fund,
                    LoanId = Loan,
                    BorrowerId = Borrower,
                    Amount = amount,
                    WrittenOffOn = On,
                }
            ),
            EntryKind.Recovery => Postings.Recovery(
                new RecoveryPosting
                {
                    FundId = Fund,
                    Account = money,
                    LoanId = Loan,
                    BorrowerId = Borrower,
                    Amount = amount,
                    ReceivedOn = On,
                }
            ),
            EntryKind.FundTransfer => Postings.FundTransfer(
                new FundTransferPosting
                {
                    FundId = Fund,
                    From = money,
                    To = money == Account.Bank ? Account.Cash : Account.Bank,
                    Amount = amount,
                    TransferredOn = On,
                }
            ),
            EntryKind.CashDifference => Count(Rp(0), amount),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    private static LedgerEntry Count(Rupiah booked, Rupiah counted) =>
        Postings.CashDifference(
            new CashDifferencePosting
            {
                FundId = Fund,
                Booked = booked,
                Counted = counted,
                CountedOn = On,
            }
        );
}
