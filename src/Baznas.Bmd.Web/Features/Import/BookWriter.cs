using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Import.ImportLoanBook;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>
/// Stores an import through the same parts as the API, so that ledger, numbers and audit trail are as if it had been
/// entered by hand, each day's receipts first, then its disbursements, then its repayments.
/// </summary>
public sealed class BookWriter(SetUpWriter setUp, BorrowerWriter borrowers, LoanWriter loans, Work work)
{
    // Often enough to be seen moving, seldom enough to cost nothing.
    private const int ReportEvery = 250;

    /// <summary>Stores what the plan says is new.</summary>
    public async Task Write(ImportPlan plan, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var ready = await setUp.Write(plan, ct);
        var done = 0;
        var total = plan.NewBorrowers.Count + plan.NewReceipts.Count + plan.NewLoans.Count + plan.NewRepayments.Count;
        var borrowerIds = plan.BorrowerIds.ToDictionary();
        foreach (var (borrower, since) in plan.NewBorrowers)
        {
            borrowerIds.Add(borrower.BorrowerNo!, await borrowers.Store(borrower, since, ready, ct));
            Count();
        }

        var book = new LoanIds(ready, borrowerIds, plan.Loans);
        foreach (var booking in Bookings(plan, book).OrderBy(b => b.On).ThenBy(b => b.Order).ThenBy(b => b.Line))
        {
            await booking.Write(ct);
            Count();
        }

        await loans.DemandSufficiency(plan, ready, ct);
        work.Audit("office.imported", work.Office.Id, null, plan.Summary);

        void Count()
        {
            if (++done % ReportEvery == 0 || done == total)
            {
                progress?.Report(new ImportProgress(done, total));
            }
        }
    }

    private IEnumerable<Booking> Bookings(ImportPlan plan, LoanIds ids) =>
        [
            .. plan.NewReceipts.Select(row => new Booking
            {
                On = row.ReceivedOn!.Value,
                Order = EntryKind.FundReceipt,
                Line = row.Row.Line,
                Write = ct => loans.Receive(row, ids, ct),
            }),
            .. plan.NewLoans.Select(planned => new Booking
            {
                On = planned.Loan.DisbursedOn!.Value,
                Order = EntryKind.Disbursement,
                Line = planned.Loan.Row.Line,
                Write = ct => loans.Disburse(planned, ids, ct),
            }),
            .. plan.NewRepayments.Select(row => new Booking
            {
                On = row.PaidOn!.Value,
                Order = EntryKind.Repayment,
                Line = row.Row.Line,
                Write = ct => loans.Repay(row, ids, ct),
            }),
        ];

    private sealed class Booking
    {
        public required DateOnly On { get; init; }
        public required EntryKind Order { get; init; }
        public required int Line { get; init; }
        public required Func<CancellationToken, Task> Write { get; init; }
    }
}

/// <summary>The ids of a folder's loans and of what they stand on, growing as loans are stored.</summary>
public sealed class LoanIds
{
    private readonly Dictionary<string, (string LoanId, string BorrowerId, string FundId)> _loans;

    /// <summary>Starts from what is there.</summary>
    public LoanIds(
        SetUp setUp,
        IReadOnlyDictionary<string, string> borrowerIds,
        IReadOnlyDictionary<string, StoredLoan> stored
    )
    {
        (SetUp, BorrowerIds) = (setUp, borrowerIds);
        _loans = stored.ToDictionary(
            loan => loan.Key,
            loan => (loan.Value.Id, loan.Value.BorrowerId, setUp.FundIds[loan.Value.FundCode])
        );
    }

    /// <summary>Funds, products, groups.</summary>
    public SetUp SetUp { get; }

    /// <summary>Borrowers by their number in the older system.</summary>
    public IReadOnlyDictionary<string, string> BorrowerIds { get; }

    /// <summary>A loan by its number in the older system.</summary>
    public (string LoanId, string BorrowerId, string FundId) this[string loanNo]
    {
        get => _loans[loanNo];
        set => _loans.Add(loanNo, value);
    }
}

/// <summary>Stores an import's borrowers.</summary>
public sealed class BorrowerWriter(BorrowerBook borrowers, Work work, Ids ids)
{
    /// <summary>Registers a borrower.</summary>
    /// <returns>The id.</returns>
    public async Task<string> Store(FileBorrower borrower, DateOnly since, SetUp setUp, CancellationToken ct)
    {
        var id = ids.New();
        await borrowers.Store(
            new BorrowerData
            {
                Id = id,
                Registration = borrower.Registration with
                {
                    OfficeId = work.Office.Id,
                    GroupId = borrower.GroupCode is { } code ? setUp.GroupIds[code] : null,
                },
                Nik = borrower.Nik!,
                ExternalRef = borrower.BorrowerNo,
                Since = since,
            },
            ct
        );
        work.Audit("borrower.registered", id, null, await borrowers.Find(id, ct));
        return id;
    }
}

/// <summary>Stores an import's receipts, loans and repayments. That months are open and funds suffice was checked before.</summary>
public sealed class LoanWriter(LoanBook loans, ScheduleBook schedules, LedgerBook ledger)
{
    /// <summary>Books capital received.</summary>
    public Task Receive(FileReceipt row, LoanIds ids, CancellationToken ct) =>
        ledger.Write(
            Postings.FundReceipt(
                new FundReceiptPosting
                {
                    FundId = ids.SetUp.FundIds[row.FundCode!],
                    Account = row.Account!.Value.InLedger(),
                    Amount = row.Amount!.Value,
                    ReceivedOn = row.ReceivedOn!.Value,
                }
            ),
            new EntryDetails
            {
                Receipt = DocumentSeries.Receipt,
                Reference = row.Reference,
                Description = row.Source,
            },
            ct
        );

    /// <summary>
    /// Stores a loan, its disbursement and its schedule. It was granted and signed on paper no later than it was paid
    /// out; that paper has numbers of its own, so no akad is made up for it.
    /// </summary>
    public async Task Disburse(PlannedLoan planned, LoanIds ids, CancellationToken ct)
    {
        var (row, schedule) = planned;
        var product = ids.SetUp.Products[row.ProductCode!];
        var (borrowerId, fundId) = (ids.BorrowerIds[row.BorrowerNo!], ids.SetUp.FundIds[row.FundCode!]);
        var on = row.DisbursedOn!.Value;
        var id = await loans.Open(
            new NewLoan
            {
                ExternalRef = row.LoanNo,
                BorrowerId = borrowerId,
                ProductId = product.Id,
                ProductVersion = product.Version,
                FundId = fundId,
                Principal = row.Principal!.Value,
                Installments = row.Installments!.Value,
                Purpose = row.Purpose,
                ApprovedOn = on,
            },
            ct
        );
        ids[row.LoanNo!] = (id, borrowerId, fundId);
        var entry = Postings.Disbursement(
            new DisbursementPosting
            {
                FundId = fundId,
                Account = row.Account!.Value.InLedger(),
                LoanId = id,
                BorrowerId = borrowerId,
                Amount = row.Principal.Value,
                DisbursedOn = on,
            }
        );
        var booked = await ledger.Write(entry, new EntryDetails { LoanId = id, BorrowerId = borrowerId }, ct);
        await schedules.Add(
            new NewSchedule
            {
                LoanId = id,
                EffectiveOn = on,
                RepaidBefore = Rupiah.Zero,
                Cause = ScheduleCause.Disbursement,
                CountedFrom = schedule.CountedFrom,
                EntryId = booked.Id,
                Instalments = schedule.Instalments,
            },
            ct
        );
    }

    /// <summary>Books a repayment.</summary>
    public Task Repay(FileRepayment row, LoanIds ids, CancellationToken ct)
    {
        var (loanId, borrowerId, fundId) = ids[row.LoanNo!];
        return ledger.Write(
            Postings.Repayment(
                new RepaymentPosting
                {
                    FundId = fundId,
                    Account = row.Account!.Value.InLedger(),
                    LoanId = loanId,
                    BorrowerId = borrowerId,
                    Principal = row.Amount!.Value,
                    PaidOn = row.PaidOn!.Value,
                }
            ),
            new EntryDetails
            {
                LoanId = loanId,
                BorrowerId = borrowerId,
                Receipt = DocumentSeries.Receipt,
                Method = EnumText.Of(row.Account == MoneyAccount.Cash ? PaymentMethod.Cash : PaymentMethod.Transfer),
                Reference = row.Reference,
            },
            ct
        );
    }

    /// <summary>Asks the ledger itself once for each fund and account that money went out of.</summary>
    public async Task DemandSufficiency(ImportPlan plan, SetUp setUp, CancellationToken ct)
    {
        foreach (
            var (fund, account) in plan
                .NewLoans.Select(planned => (planned.Loan.FundCode!, planned.Loan.Account!.Value))
                .Distinct()
        )
        {
            if (await ledger.FirstDayBelowZero(account.InLedger(), setUp.FundIds[fund], ct) is { } day)
            {
                throw new InvalidOperationException($"Fund {fund} would end {day:O} below zero, against the check.");
            }
        }
    }
}
