using System.Data.Common;
using Baznas.Bmd.Web.Features.Audit.KeepVerification;
using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Web.Tests.Audit;

public sealed class AppendOnlyTests
{
    private BmdHost _host = null!;
    private DbConnection _connection = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        var audited = await AuditedOffice.Open(_host);
        var office = audited.Office;
        (await office.Officer.Promises(audited.LoanId, CaseSteps.Promise())).Ok();
        var borrower = await office.BorrowerOf(audited.LoanId);
        (await office.Officer.RecordImpact(borrower, ImpactSteps.Survey("yearly", "2026-03-01"))).Ok();
        (await office.Admin.SetHadKifayah(office.Id, "2026-01-01", 1_000_000)).Ok();
        var found = (await _host.Services.SendAsService(new VerifyBooks { OfficeId = office.Id })).Value;
        await _host.Services.SendAsService(new KeepVerification { OfficeId = office.Id, Found = found });
        _connection = TestDatabase.SqlServer is null
            ? new SqliteConnection($"{_host.ConnectionString};Pooling=False")
            : new SqlConnection(_host.ConnectionString);
        await _connection.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await (_connection?.DisposeAsync() ?? default);
        await _host.DisposeAsync();
    }

    [TestCase("AuditEvent", "UserName")]
    [TestCase("IdempotencyKey", "Response")]
    [TestCase("DocumentNumber", "Number")]
    [TestCase("ProductVersion", "Name")]
    [TestCase("Consent", "IsGiven")]
    [TestCase("Survey", "Notes")]
    [TestCase("Decision", "Note")]
    [TestCase("Loan", "Purpose")]
    [TestCase("LoanCancellation", "Reason")]
    [TestCase("Akad", "Place")]
    [TestCase("ScheduleVersion", "Cause")]
    [TestCase("Instalment", "Amount")]
    [TestCase("JournalEntry", "Description")]
    [TestCase("Posting", "Amount")]
    [TestCase("Reversal", "Reason")]
    [TestCase("PeriodChange", "ChangedBy")]
    [TestCase("StoredReport", "Content")]
    [TestCase("VerificationRun", "Events")]
    [TestCase("ArrearsStep", "Amount")]
    [TestCase("ImpactSurvey", "SensitiveData")]
    [TestCase("HadKifayah", "PerPerson")]
    public void The_database_itself_refuses_to_change_or_delete_what_was_written(string table, string column)
    {
        var rows = Rows(table);

        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.Positive, "Nothing there to refuse.");
            Assert.That(
                () => Execute($"UPDATE [{table}] SET [{column}] = [{column}]"),
                Throws.InstanceOf<DbException>().With.Message.Contains("append-only")
            );
            Assert.That(
                () => Execute($"DELETE FROM [{table}]"),
                Throws.InstanceOf<DbException>().With.Message.Contains("append-only")
            );
            Assert.That(Rows(table), Is.EqualTo(rows));
        });
    }

    private int Rows(string table)
    {
        using var command = Command($"SELECT COUNT(*) FROM [{table}]");
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private int Execute(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The statements are these tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
