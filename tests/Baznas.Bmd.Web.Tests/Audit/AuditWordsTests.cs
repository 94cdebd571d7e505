using System.Text.Json;
using Baznas.Bmd.Web.Features.Audit.ListEvents;

namespace Baznas.Bmd.Web.Tests.Audit;

[SetUICulture("id")]
[SetCulture("id")]
public sealed class AuditWordsTests
{
    [TestCase("borrower.registered", "Mitra didaftarkan")]
    [TestCase("journalEntry.repayment", "Angsuran dicatat")]
    [TestCase("journalEntry.repayment.reversed", "Angsuran dibatalkan")]
    [TestCase("something.else", "something.else")]
    public void What_happened_is_said_in_words(string action, string words) =>
        Assert.That(AuditWords.Action(action), Is.EqualTo(words));

    [Test]
    public void There_are_words_for_each_action_to_choose_and_none_twice()
    {
        var actions = AuditWords.Actions();

        Assert.That(
            actions.Select(action => action.Value),
            Does.Contain("loan.signed").And.Contain("journalEntry.infak")
        );
        Assert.That(actions.Select(action => action.Value), Is.Unique);
        Assert.That(actions.Select(action => action.Text), Is.Unique);
    }

    [Test]
    public void Only_what_changed_is_shown_and_amounts_and_dates_as_people_write_them()
    {
        var audited = Event(
            """{"status":"draft","purpose":"Warung","principal":1000000,"business":{"name":"A"}}""",
            """{"status":"draft","purpose":"Toko","principal":1500000,"appliedOn":"2026-03-04","business":{"name":"A"}}"""
        );

        Assert.That(
            AuditWords.Changes(audited).Select(change => (change.Field, change.Before?.Text, change.After?.Text)),
            Is.EqualTo(
                new (string, string?, string?)[]
                {
                    ("Tujuan", "Warung", "Toko"),
                    ("Pokok pinjaman", "Rp1.000.000", "Rp1.500.000"),
                    ("Diajukan tanggal", null, "4 Maret 2026"),
                }
            )
        );
    }

    [Test]
    public void Lines_are_counted_and_what_a_field_names_is_a_link()
    {
        var audited = Event(
            null,
            """{"entry":{"number":"MJK-JU-2026-000001"},"postings":[{"loanId":"x","amount":-5}]}"""
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                AuditWords.Changes(audited).Select(change => (change.Field, change.After!.Text, change.After.Link)),
                Is.EqualTo(
                    new (string, string, string?)[]
                    {
                        ("Transaksi · Nomor", "MJK-JU-2026-000001", null),
                        ("Baris 1 · Pinjaman", "x", "/loans/x"),
                        ("Baris 1 · Jumlah", "-Rp5", null),
                    }
                )
            );
            Assert.That(
                AuditWords.Subject(audited),
                Is.EqualTo(new AuditValue("Transaksi MJK-JU-2026-000001", "/transactions/y"))
            );
        });
    }

    private static AuditEventView Event(string? before, string? after) =>
        new()
        {
            Sequence = 1,
            At = DateTimeOffset.UnixEpoch,
            User = new AuditUser("u", "kasir"),
            OfficeId = "o",
            Action = "a",
            Subject = new AuditSubject("journalEntry", "y"),
            Before = before is null ? null : JsonSerializer.Deserialize<JsonElement>(before),
            After = after is null ? null : JsonSerializer.Deserialize<JsonElement>(after),
            RequestId = "r",
            PreviousHash = "p",
            Hash = "h",
        };
}
