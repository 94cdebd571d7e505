using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Web.Features.Reports.Journal;
using Baznas.Bmd.Web.Platform;

namespace Baznas.Bmd.Web.Tests.Reports;

public sealed class SpoolFolderTests
{
    [Test]
    public async Task Many_rows_go_to_disk_come_back_as_often_as_wanted_and_leave_nothing_behind()
    {
        string? path;
        using (var folder = new SpoolFolder())
        {
            const int Many = SpoolFolder.Held * 2;
            var spool = await folder.Keep(Entries(Many).ToAsyncEnumerable(), default);
            path = folder.Made;

            Assert.Multiple(() =>
            {
                Assert.That(Directory.GetFiles(path!), Has.Length.EqualTo(1));
                Assert.That(spool, Has.Count.EqualTo(Many));
                for (var time = 0; time < 2; time++)
                {
                    Assert.That(
                        spool.Select(Told),
                        Is.EqualTo(Entries(Many).Select(Told)),
                        "Those on disk are as those in memory."
                    );
                }
            });
        }

        Assert.That(Directory.Exists(path), Is.False);
    }

    [Test]
    public async Task Few_rows_touch_no_disk()
    {
        using var folder = new SpoolFolder();
        var entries = Entries(SpoolFolder.Held).ToAsyncEnumerable();

        var spool = await folder.Keep(entries, default);

        Assert.Multiple(() =>
        {
            Assert.That(spool.ToList(), Has.Count.EqualTo(SpoolFolder.Held));
            Assert.That(folder.Made, Is.Null);
        });
    }

    [Test]
    public async Task Rows_cut_short_by_an_error_leave_nothing_behind()
    {
        string? path;
        using (var folder = new SpoolFolder())
        {
            Assert.That(
                async () => await folder.Keep(Broken().ToAsyncEnumerable(), default),
                Throws.InvalidOperationException
            );
            path = folder.Made;
            Assert.That(path, Is.Not.Null);
        }

        Assert.That(Directory.Exists(path), Is.False);

        IEnumerable<JournalReportEntry> Broken()
        {
            foreach (var entry in Entries(SpoolFolder.Held + 1))
            {
                yield return entry;
            }

            throw new InvalidOperationException();
        }
    }

    [TestCase("", "")]
    [TestCase("a", "a")]
    [TestCase("aabccca", "aa b ccc a")]
    public async Task Rows_that_share_a_key_one_after_the_other_are_one_run(string rows, string runs) =>
        Assert.That(
            string.Join(
                ' ',
                await Runs.Of(rows.ToAsyncEnumerable(), row => row.ToString())
                    .Select(run => string.Concat(run))
                    .ToListAsync()
            ),
            Is.EqualTo(runs)
        );

    // Records compare lists by reference.
    private static string Told(JournalReportEntry entry) =>
        $"{entry with { Lines = [] }} {string.Join("; ", entry.Lines)}".Replace(
            entry.Lines.GetType().ToString(),
            "",
            StringComparison.Ordinal
        );

    private static IEnumerable<JournalReportEntry> Entries(int count) =>
        Enumerable
            .Range(1, count)
            .Select(no => new JournalReportEntry
            {
                TransactionId = $"{no:D8}",
                Number = $"MJK-2026-{no}",
                Kind = no % 2 == 0 ? EntryKind.Repayment : EntryKind.Disbursement,
                EffectiveOn = new DateOnly(2026, 1, 1).AddDays(no % 365),
                ReceiptNumber = no % 3 == 0 ? null : $"KW-{no}",
                LoanId = null,
                LoanNumber = null,
                Description = no % 5 == 0 ? "Angsuran \"pertama\"\n=1+1 – Rp" : null,
                BookedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 7, TimeSpan.Zero).AddTicks(no),
                BookedBy = "kasir",
                ReversesNumber = null,
                Lines =
                [
                    new JournalReportLine
                    {
                        AccountCode = "1101",
                        AccountName = "Kas",
                        FundCode = "ZKT",
                        Debit = new Rupiah(no),
                        Credit = Rupiah.Zero,
                    },
                    new JournalReportLine
                    {
                        AccountCode = "1201",
                        AccountName = "Piutang",
                        FundCode = "ZKT",
                        Debit = Rupiah.Zero,
                        Credit = new Rupiah(no),
                    },
                ],
            });
}
