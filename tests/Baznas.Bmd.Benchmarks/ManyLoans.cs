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
    public static void Copy(SqliteTransaction transaction, string model, int loans)
    {
        var connection = transaction.Connection!;
        connection.Execute(
            """
            CREATE TEMP TABLE Copy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @loans)
            SELECT i, printf('%08x-0000-7000-8000-%012x', i, i) AS Id FROM n
            """,
            new { loans },
            transaction
        );
        connection.Execute(
            """
            INSERT INTO Loan SELECT c.Id, l.OfficeId, 'C' || c.i, NULL, NULL, l.BorrowerId, l.ProductId, l.ProductVersion,
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
}
