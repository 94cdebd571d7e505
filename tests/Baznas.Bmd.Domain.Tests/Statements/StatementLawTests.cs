using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Statements;

/// <summary>What holds of statements for any entries by the standard postings and any valid mapping.</summary>
[TestFixture]
public class StatementLawTests
{
    private const int Samples = 100;

    private static readonly DateOnly First = Day("2026-01-01");

    private static readonly FundKind[] Funds = Enum.GetValues<FundKind>();

    private static readonly Gen<LedgerEntry> AnyEntry =
        from kind in Gen.Enum<EntryKind>()
        from amounts in Gen.Select(Gens.Amount, Gen.OneOf(Gen.Const(Rupiah.Zero), Gens.Amount))
        from money in Gen.OneOf(Account.Cash, Account.Bank)
        from funds in Gen.Select(Gen.Enum<FundKind>(), Gen.Enum<FundKind>())
        from day in Gen.Int[0, 59]
        from isReversed in Gen.Bool
        select Booked(kind, amounts, money, funds, First.AddDays(day), isReversed);

    private static readonly Gen<LedgerEntry[]> AnyBooks = AnyEntry.Array[0, 25];

    [Test]
    public void The_standard_postings_put_lines_just_where_the_scope_says() =>
        AnyEntry.Sample(
            entry =>
                Assert.That(
                    entry.Lines,
                    Has.All.Matches<PostingLine>(line => StatementScope.CanPost(entry.Kind, line.Account))
                ),
            iter: Samples
        );

    [Test]
    public void What_there_is_is_what_is_owed_and_the_funds() =>
        Gen.Select(AnyBooks, Mappings.Any)
            .Sample(
                (books, mapping) =>
                {
                    var position = Build(mapping, books, 0, 59).Build(StatementKind.FinancialPosition);
                    Assert.That(position.IsBalanced, Is.True);
                    Assert.That(
                        Side(position, StatementSide.Assets),
                        Is.EqualTo(position.Figure(StatementRowKind.LiabilitiesAndFunds))
                    );
                },
                iter: Samples
            );

    [Test]
    public void Each_statement_goes_from_its_opening_to_its_closing() =>
        Gen.Select(AnyBooks, Mappings.Any, Gen.Int[0, 59])
            .Sample(
                (books, mapping, from) =>
                {
                    var builder = Build(mapping, books, from, 59);
                    Assert.That(builder.Build(StatementKind.CashFlows).IsBalanced, Is.True);
                    Assert.That(builder.Build(StatementKind.ChangesInFunds).IsBalanced, Is.True);
                    Assert.That(builder.Build(StatementKind.ChangesInManagedAssets).IsBalanced, Is.True);
                },
                iter: Samples
            );

    [Test]
    public void Cash_flows_and_funds_end_at_what_the_financial_position_says() =>
        Gen.Select(AnyBooks, Mappings.Any, Gen.Int[0, 59])
            .Sample(
                (books, mapping, from) =>
                {
                    var builder = Build(mapping, books, from, 59);
                    var position = builder.Build(StatementKind.FinancialPosition);
                    var funds = builder.Build(StatementKind.ChangesInFunds);
                    var money = Held(books, 59);
                    Assert.That(
                        Funds.Select(kind => funds.Figure(StatementRowKind.Closing, kind)).Sum(),
                        Is.EqualTo(Side(position, StatementSide.Funds))
                    );
                    var flows = builder.Build(StatementKind.CashFlows);
                    Assert.That(flows.Figure(StatementRowKind.Closing), Is.EqualTo(money));
                    Assert.That(
                        flows.Figure(StatementRowKind.Change),
                        Is.EqualTo(money - Held(books, from - 1)),
                        "What flowed is what cash and bank changed by."
                    );
                },
                iter: Samples
            );

    [Test]
    public void One_period_ends_where_the_next_begins() =>
        Gen.Select(AnyBooks, Mappings.Any, Gen.Int[0, 58])
            .Sample(
                (books, mapping, last) =>
                {
                    var (one, next) = (Build(mapping, books, 0, last), Build(mapping, books, last + 1, 59));
                    foreach (
                        var statement in new[] { StatementKind.ChangesInFunds, StatementKind.ChangesInManagedAssets }
                    )
                    {
                        Assert.That(
                            Funds.Select(kind => next.Build(statement).Figure(StatementRowKind.Opening, kind)),
                            Is.EqualTo(
                                Funds.Select(kind => one.Build(statement).Figure(StatementRowKind.Closing, kind))
                            )
                        );
                    }

                    Assert.That(
                        next.Build(StatementKind.CashFlows).Figure(StatementRowKind.Opening),
                        Is.EqualTo(one.Build(StatementKind.CashFlows).Figure(StatementRowKind.Closing))
                    );
                },
                iter: Samples
            );

    [Test]
    public void A_posting_that_no_line_tells_is_named_and_never_hidden()
    {
        var mapping = Valid();
        var cell = new LedgerCell(Account.WriteOff, FundKind.Zakat, EntryKind.Infak);
        var odd = new StatementBuilder(
            StrictlyOfStandardEvents(mapping),
            [
                new CellAmount(cell, Rupiah.Zero, Rp(500)),
                new CellAmount(cell with { Account = Account.Cash }, Rupiah.Zero, Rp(-500)),
            ],
            Funds
        );
        var funds = odd.Build(StatementKind.ChangesInFunds);
        Assert.Multiple(() =>
        {
            Assert.That(funds.IsBalanced, Is.False);
            Assert.That(funds.Difference, Is.EqualTo(Rp(-500)));
            Assert.That(
                funds.Untold,
                Is.EqualTo(new[] { new Untold(Account.WriteOff, FundKind.Zakat, EntryKind.Infak, Rp(-500)) })
            );
        });
    }

    [Test]
    public void Books_that_do_not_balance_make_a_position_that_says_by_how_much()
    {
        var cell = new LedgerCell(Account.Cash, FundKind.Zakat, EntryKind.FundReceipt);
        var position = new StatementBuilder(Valid(), [new CellAmount(cell, Rp(7), Rp(5))], Funds).Build(
            StatementKind.FinancialPosition
        );
        Assert.That((position.IsBalanced, position.Difference), Is.EqualTo((false, Rp(12))));
    }

    [Test]
    public void What_is_taken_off_is_shown_without_its_minus_and_taken_off()
    {
        var (groups, lines) = Mappings.Plain();
        var no = lines.FindIndex(line =>
            line.Statement is StatementKind.ChangesInManagedAssets && line.EntryKinds.Contains(EntryKind.Repayment)
        );
        lines[no] = lines[no] with { Sign = LineSign.Deducted };
        var mapping = StatementMapping.Create(groups, lines).Value;
        var lent = new LedgerCell(Account.QardhReceivable, FundKind.Zakat, EntryKind.Disbursement);
        var statement = new StatementBuilder(
            mapping,
            [
                new CellAmount(lent, Rp(1_000), Rp(0)),
                new CellAmount(lent with { EntryKind = EntryKind.Repayment }, Rp(0), Rp(-300)),
            ],
            [FundKind.Zakat]
        ).Build(StatementKind.ChangesInManagedAssets);
        Assert.Multiple(() =>
        {
            Assert.That(statement.Rows.Single(row => row.Line == lines[no]).Amount, Is.EqualTo(Rp(300)));
            Assert.That(statement.Figure(StatementRowKind.Change, FundKind.Zakat), Is.EqualTo(Rp(-300)));
            Assert.That(statement.Figure(StatementRowKind.Closing, FundKind.Zakat), Is.EqualTo(Rp(700)));
        });
    }

    private static StatementMapping Valid()
    {
        var (groups, lines) = Mappings.Plain();
        return StatementMapping.Create(groups, lines).Value;
    }

    // As a mapping is that names for each account just the events it knows of.
    private static StatementMapping StrictlyOfStandardEvents(StatementMapping mapping) =>
        StatementMapping
            .Create(
                mapping.Groups,
                [
                    .. mapping.Lines.Select(line =>
                        line.EntryKinds.Count > 0
                            ? line
                            : line with
                            {
                                EntryKinds =
                                [
                                    .. Enum.GetValues<EntryKind>()
                                        .Where(kind =>
                                            line.Accounts.Any(account => StatementScope.CanPost(kind, account))
                                        ),
                                ],
                            }
                    ),
                ]
            )
            .Value;

    private static Rupiah Side(Statement position, StatementSide side) =>
        position.Figure(StatementRowKind.SideTotal, null, side);

    private static Rupiah Held(LedgerEntry[] books, int last) =>
        books
            .Where(entry => entry.EffectiveOn <= First.AddDays(last))
            .SelectMany(entry => entry.Lines)
            .Where(line => line.Account.HoldsMoney())
            .Sum(line => line.Amount);

    private static StatementBuilder Build(StatementMapping mapping, LedgerEntry[] books, int from, int to) =>
        new(
            mapping,
            [
                .. books
                    .Where(entry => entry.EffectiveOn <= First.AddDays(to))
                    .SelectMany(entry => entry.Lines.Select(line => (Entry: entry, Line: line)))
                    .GroupBy(each => new LedgerCell(
                        each.Line.Account,
                        Enum.Parse<FundKind>(each.Line.FundId),
                        each.Entry.Kind
                    ))
                    .Select(cell => new CellAmount(
                        cell.Key,
                        cell.Where(each => each.Entry.EffectiveOn < First.AddDays(from)).Sum(each => each.Line.Amount),
                        cell.Where(each => each.Entry.EffectiveOn >= First.AddDays(from)).Sum(each => each.Line.Amount)
                    )),
            ],
            Funds
        );

    private static LedgerEntry Booked(
        EntryKind kind,
        (Rupiah Amount, Rupiah Excess) amounts,
        Account money,
        (FundKind Of, FundKind Other) funds,
        DateOnly on,
        bool isReversed
    )
    {
        var entry = Entry(kind, amounts, money, funds) with { EffectiveOn = on };
        return isReversed ? Postings.Reversal(entry, "entry", on) : entry;
    }

    private static LedgerEntry Entry(
        EntryKind kind,
        (Rupiah Amount, Rupiah Excess) amounts,
        Account money,
        (FundKind Of, FundKind Other) funds
    )
    {
        var (fund, other) = ($"{funds.Of}", $"{funds.Other}");
        var (amount, excess) = amounts;
        return kind switch
        {
            EntryKind.FundReceipt => Postings.FundReceipt(
                new FundReceiptPosting
                {
                    FundId = fund,
                    Account = money,
                    Amount = amount,
                    ReceivedOn = First,
                }
            ),
            EntryKind.Disbursement => Postings.Disbursement(
                new DisbursementPosting
                {
                    FundId = fund,
                    LoanId = "l",
                    BorrowerId = "b",
                    Account = money,
                    Amount = amount,
                    DisbursedOn = First,
                }
            ),
            EntryKind.Repayment => Postings.Repayment(
                new RepaymentPosting
                {
                    FundId = fund,
                    LoanId = "l",
                    BorrowerId = "b",
                    Account = money,
                    Principal = amount,
                    Excess = excess,
                    PaidOn = First,
                }
            ),
            EntryKind.Infak => Postings.Infak(
                new InfakPosting
                {
                    FundId = fund,
                    BorrowerId = "b",
                    Account = money,
                    Amount = amount,
                    ReceivedOn = First,
                }
            ),
            EntryKind.DepositApplied => Postings.DepositApplied(
                new DepositAppliedPosting
                {
                    FundId = fund,
                    LoanId = "l",
                    BorrowerId = "b",
                    Account = money,
                    Parts = [new DepositPart(other, amount)],
                    AppliedOn = First,
                }
            ),
            EntryKind.DepositRefund => Postings.DepositRefund(
                new DepositRefundPosting
                {
                    BorrowerId = "b",
                    Account = money,
                    Parts = [new DepositPart(fund, amount)],
                    RefundedOn = First,
                }
            ),
            EntryKind.Forgiveness => Postings.Forgiveness(
                new ForgivenessPosting
                {
                    FundId = fund,
                    LoanId = "l",
                    BorrowerId = "b",
                    Amount = amount,
                    ForgivenOn = First,
                }
            ),
            EntryKind.WriteOff => Postings.WriteOff(
                new WriteOffPosting
                {
                    FundId = fund,
                    LoanId = "l",
                    BorrowerId = "b",
                    Amount = amount,
                    WrittenOffOn = First,
                }
            ),
            EntryKind.Recovery => Postings.Recovery(
                new RecoveryPosting
                {
                    FundId = fund,
                    LoanId = "l",
                    BorrowerId = "b",
                    Account = money,
                    Amount = amount,
                    ReceivedOn = First,
                }
            ),
            EntryKind.FundTransfer => Postings.FundTransfer(
                new FundTransferPosting
                {
                    FundId = fund,
                    From = money,
                    To = money == Account.Cash ? Account.Bank : Account.Cash,
                    Amount = amount,
                    TransferredOn = First,
                }
            ),
            _ => Postings.CashDifference(
                new CashDifferencePosting
                {
                    FundId = fund,
                    Booked = amount,
                    Counted = amount + excess + Rp(1),
                    CountedOn = First,
                }
            ),
        };
    }
}
