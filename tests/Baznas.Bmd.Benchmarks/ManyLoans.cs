using Dapper;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Benchmarks;

/// <summary>An office with very many loans, as only years of work would make them.</summary>
internal static class ManyLoans
{
    /// <summary>
    /// Copies a loan so many times, with its schedule and its disbursement, straight into the tables; the table Copy holds
    /// their ids.
    /// </summary>
    /// <param name="transaction">Where they are written.</param>
    /// <param name="model">The loan that is copied.</param>
    /// <param name="loans">How many copies.</param>
    /// <param name="eachItsBorrower">Whether each is another person's, who agreed to what the model's borrower did.</param>
    public static void Copy(SqliteTransaction transaction, string model, int loans, bool eachItsBorrower = false)
    {
        var connection = transaction.Connection!;
        connection.Execute(
            """
            CREATE TEMP TABLE Copy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @loans)
            SELECT i, printf('%08x-0000-7000-8000-%012x', i, i) AS Id, CASE WHEN @eachItsBorrower
                THEN printf('%08x-0000-7000-b000-%012x', i, i) ELSE (SELECT BorrowerId FROM Loan WHERE Id = @model) END AS BorrowerId
            FROM n
            """,
            new
            {
                loans,
                model,
                eachItsBorrower,
            },
            transaction
        );
        connection.Execute(
            """
            INSERT INTO Borrower (Id, OfficeId, Number, NikIndex, NikMasked, SensitiveData, FullName, Sex, BirthDate, Phone,
                RegisteredAt)
            SELECT c.BorrowerId, b.OfficeId, 'M' || c.i, 'N' || c.i, b.NikMasked, b.SensitiveData, b.FullName, b.Sex,
                b.BirthDate, b.Phone, b.RegisteredAt
            FROM Copy c JOIN Loan l ON l.Id = @model JOIN Borrower b ON b.Id = l.BorrowerId
            WHERE c.BorrowerId <> b.Id;
            INSERT INTO Consent (BorrowerId, Purpose, Sequence, IsGiven, At)
            SELECT c.BorrowerId, s.Purpose, s.Sequence, s.IsGiven, s.At
            FROM Copy c JOIN Loan l ON l.Id = @model JOIN Consent s ON s.BorrowerId = l.BorrowerId
            WHERE c.BorrowerId <> l.BorrowerId;
            INSERT INTO Loan SELECT c.Id, l.OfficeId, 'C' || c.i, NULL, NULL, c.BorrowerId, l.ProductId, l.ProductVersion,
                l.FundId, l.Principal, l.Installments, NULL, l.Purpose, l.ApprovedOn, l.CreatedAt
            FROM Copy c JOIN Loan l ON l.Id = @model;
            INSERT INTO ScheduleVersion (LoanId, Version, EffectiveOn, RepaidBefore, Cause, At, CountedFrom)
            SELECT c.Id, v.Version, v.EffectiveOn, v.RepaidBefore, v.Cause, v.At, v.CountedFrom
            FROM Copy c JOIN ScheduleVersion v ON v.LoanId = @model;
            INSERT INTO Instalment SELECT c.Id, r.Version, r.No, r.AnchorOn, r.DueOn, r.Amount, r.Cumulative
            FROM Copy c JOIN Instalment r ON r.LoanId = @model;
            INSERT INTO JournalEntry (Id, OfficeId, Number, Kind, EffectiveOn, BookedAt, BookedBy, LoanId)
            SELECT c.Id, e.OfficeId, 'J' || c.i, e.Kind, e.EffectiveOn, e.BookedAt, e.BookedBy, c.Id
            FROM Copy c JOIN JournalEntry e ON e.LoanId = @model AND e.Kind = 'disbursement';
            INSERT INTO Posting SELECT c.Id, p.Line, p.OfficeId, p.FundId, p.Account, p.Kind, p.EffectiveOn,
                CASE WHEN p.LoanId IS NULL THEN NULL ELSE c.Id END, p.BorrowerId, p.Amount
            FROM Copy c JOIN JournalEntry e ON e.LoanId = @model AND e.Kind = 'disbursement'
            JOIN Posting p ON p.EntryId = e.Id;
            """,
            new { model },
            transaction
        );
    }

    /// <summary>Lets each copy pay so many of its instalments as its number says, up to eight, each on its day.</summary>
    public static void Pay(SqliteTransaction transaction, string model, int installments) =>
        transaction.Connection!.Execute(
            """
            INSERT INTO JournalEntry (Id, OfficeId, Number, Kind, EffectiveOn, BookedAt, BookedBy, LoanId)
            SELECT printf('%08x-%04x-7000-9000-%012x', c.i, r.No, c.i), e.OfficeId, 'R' || c.i || '-' || r.No, 'repayment',
                r.DueOn, e.BookedAt, e.BookedBy, c.Id
            FROM Copy c JOIN Instalment r ON r.LoanId = c.Id AND r.No <= c.i % 9
            JOIN JournalEntry e ON e.LoanId = @model AND e.Kind = 'disbursement';
            INSERT INTO Posting SELECT j.Id, p.Line, p.OfficeId, p.FundId, p.Account, 'repayment', j.EffectiveOn,
                CASE WHEN p.LoanId IS NULL THEN NULL ELSE j.LoanId END, p.BorrowerId, -p.Amount / @installments
            FROM JournalEntry j
            JOIN JournalEntry e ON e.LoanId = @model AND e.Kind = 'disbursement'
            JOIN Posting p ON p.EntryId = e.Id
            WHERE j.Number LIKE 'R%-%';
            """,
            new { model, installments },
            transaction
        );
}
