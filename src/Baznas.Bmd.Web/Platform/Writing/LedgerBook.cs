using Baznas.Bmd.Domain.Ledger;

namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>
/// The one way into the ledger: numbers an entry, writes it with its postings and its audit event, and refuses
/// one that falls into a closed month or takes a fund's cash or bank below zero on any day.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="work">The unit of work under way.</param>
/// <param name="numbers">Gives the journal number.</param>
/// <param name="ids">Gives the entry's id.</param>
/// <param name="closed">The closed months.</param>
public sealed class LedgerBook(Db db, Work work, Numbers numbers, Ids ids, ClosedPeriods closed)
{
    private static readonly Sql<JournalEntryRow, NoRows> InsertEntry = new(
        """
        INSERT INTO [JournalEntry] ([Id], [OfficeId], [Number], [Kind], [EffectiveOn], [BookedAt], [BookedBy], [LoanId],
            [BorrowerId], [ReceiptNumber], [Method], [PaidByBorrowerId], [Reference], [Description])
        VALUES (@Id, @OfficeId, @Number, @Kind, @EffectiveOn, @BookedAt, @BookedBy, @LoanId,
            @BorrowerId, @ReceiptNumber, @Method, @PaidByBorrowerId, @Reference, @Description)
        """
    );

    private static readonly Sql<PostingRow, NoRows> InsertPosting = new(
        """
        INSERT INTO [Posting] ([EntryId], [Line], [OfficeId], [FundId], [Account], [Kind], [EffectiveOn], [LoanId],
            [BorrowerId], [Amount])
        VALUES (@EntryId, @Line, @OfficeId, @FundId, @Account, @Kind, @EffectiveOn, @LoanId, @BorrowerId, @Amount)
        """
    );

    private static readonly Sql<FundAccount, DayRow> DaysOfFund = new(
        """
        SELECT [EffectiveOn] AS [Day], SUM([Amount]) AS [Change] FROM [Posting]
        WHERE [OfficeId] = @OfficeId AND [Account] = @Account AND [FundId] = @FundId
        GROUP BY [EffectiveOn]
        """
    );

    /// <summary>Books an entry.</summary>
    /// <returns>The entry's id and journal number; or <c>period.closed</c>, or <c>fund.insufficient</c> naming the first such day.</returns>
    public async Task<Result<BookedEntry>> Post(LedgerEntry entry, EntryDetails details, CancellationToken ct)
    {
        if (await IsClosed(entry.EffectiveOn, ct))
        {
            return LedgerErrors.PeriodClosed(entry.EffectiveOn);
        }

        var booked = await Write(entry, details, ct);
        foreach (var line in entry.Lines.Where(line => line.Amount < Rupiah.Zero && line.Account.HoldsMoney()))
        {
            if (await FirstDayBelowZero(line.Account, line.FundId, ct) is { } day)
            {
                return LedgerErrors.FundInsufficient(day);
            }
        }

        return booked;
    }

    /// <summary>
    /// Books an entry whose month is known to be open, leaving the funds to be checked once for many with
    /// <see cref="FirstDayBelowZero"/>.
    /// </summary>
    public async Task<BookedEntry> Write(LedgerEntry entry, EntryDetails details, CancellationToken ct)
    {
        var id = ids.New();
        var row = new JournalEntryRow
        {
            Id = id,
            OfficeId = work.Office.Id,
            Number = await numbers.Next(DocumentSeries.Journal, entry.EffectiveOn, id, ct),
            Kind = EnumText.Of(entry.Kind),
            EffectiveOn = entry.EffectiveOn,
            BookedAt = work.Now,
            BookedBy = work.Caller.UserId,
            LoanId = details.LoanId,
            BorrowerId = details.BorrowerId,
            ReceiptNumber = details.Receipt is { } series
                ? await numbers.Next(series, entry.EffectiveOn, id, ct)
                : null,
            Method = details.Method,
            PaidByBorrowerId = details.PaidByBorrowerId,
            Reference = details.Reference,
            Description = details.Description,
        };
        PostingRow[] postings =
        [
            .. entry.Lines.Select(
                (line, index) =>
                    new PostingRow
                    {
                        EntryId = id,
                        Line = index + 1,
                        OfficeId = work.Office.Id,
                        FundId = line.FundId,
                        Account = EnumText.Of(line.Account),
                        Kind = row.Kind,
                        EffectiveOn = entry.EffectiveOn,
                        LoanId = line.LoanId,
                        BorrowerId = line.BorrowerId,
                        Amount = line.Amount,
                    }
            ),
        ];
        await db.Execute(InsertEntry, row, ct);
        await db.ExecuteEach(InsertPosting, postings, ct);
        var reversed = entry.ReversesEntryId is { } reversedId ? new ReversedEvidence(reversedId) : null;
        var action = $"{JournalEvidence.SubjectKind}.{row.Kind}" + (reversed is null ? "" : ".reversed");
        work.Audit(action, id, reversed, JournalEvidence.Of(row, postings));
        return new BookedEntry(id, row.Number, row.ReceiptNumber);
    }

    /// <summary>Whether the month of a date, or a later one, has been closed.</summary>
    public Task<bool> IsClosed(DateOnly date, CancellationToken ct) => closed.Contain(work.Office.Id, date, ct);

    /// <summary>The first day that ends with less than nothing in a fund's cash or bank; null when there is none.</summary>
    public async Task<DateOnly?> FirstDayBelowZero(Account account, string fundId, CancellationToken ct)
    {
        var days = await db.Query(DaysOfFund, new FundAccount(work.Office.Id, EnumText.Of(account), fundId), ct);
        return FundSufficiency.FirstDayBelowZero(days.Select(row => new DailyChange(row.Day, row.Change)));
    }

    private sealed record FundAccount(string OfficeId, string Account, string FundId);

    private sealed class DayRow
    {
        public DateOnly Day { get; init; }

        public Rupiah Change { get; init; }
    }
}

/// <summary>What an entry carries beside its postings.</summary>
public sealed record EntryDetails
{
    /// <summary>The loan it is about.</summary>
    public string? LoanId { get; init; }

    /// <summary>The borrower it is about.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>The series of the receipt that the payer gets, if one.</summary>
    public DocumentSeries? Receipt { get; init; }

    /// <summary>How the money came: <c>cash</c>, <c>transfer</c>, <c>qris</c>.</summary>
    public string? Method { get; init; }

    /// <summary>Who really paid, when it was another.</summary>
    public string? PaidByBorrowerId { get; init; }

    /// <summary>The number on somebody else's paper.</summary>
    public string? Reference { get; init; }

    /// <summary>A few words for the journal.</summary>
    public string? Description { get; init; }
}

/// <summary>An entry that was booked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its journal number.</param>
/// <param name="ReceiptNumber">The number of its receipt, if it has one.</param>
public readonly record struct BookedEntry(string Id, string Number, string? ReceiptNumber);

/// <summary>A month as text: <c>2026-03</c>.</summary>
public static class AccountingPeriod
{
    /// <summary>The month of a date.</summary>
    public static string Of(DateOnly date) =>
        date.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The first day of a month that the database holds.</summary>
    public static DateOnly FirstDay(string text) =>
        TryParse(text, out var day) ? day : throw new FormatException($"{text} is no month.");

    /// <summary>The first day of a month, if it is one.</summary>
    public static bool TryParse(string text, out DateOnly firstDay) =>
        DateOnly.TryParseExact(
            text + "-01",
            "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out firstDay
        );
}

/// <summary>Refusals of the ledger.</summary>
public static class LedgerErrors
{
    /// <summary>The month of the date is closed and takes no posting.</summary>
    public static Error PeriodClosed(DateOnly date) => Error.Conflict("period.closed", AccountingPeriod.Of(date));

    /// <summary>The fund would end that day below zero in that account.</summary>
    public static Error FundInsufficient(DateOnly firstDay) => Error.Conflict("fund.insufficient", firstDay);
}
