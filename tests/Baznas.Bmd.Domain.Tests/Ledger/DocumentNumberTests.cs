using Baznas.Bmd.Domain.Ledger;
using NUnit.Framework;

namespace Baznas.Bmd.Domain.Tests.Ledger;

[TestFixture]
public class DocumentNumberTests
{
    [TestCase(DocumentSeries.Loan, "MJK-2026-000123")]
    [TestCase(DocumentSeries.Journal, "MJK-JU-2026-000123")]
    [TestCase(DocumentSeries.Receipt, "MJK-KW-2026-000123")]
    [TestCase(DocumentSeries.Akad, "MJK-AQ-2026-000123")]
    [TestCase(DocumentSeries.InfakReceipt, "MJK-IN-2026-000123")]
    [TestCase(DocumentSeries.Borrower, "MJK-MT-2026-000123")]
    public void Each_series_but_the_loans_carries_its_mark(DocumentSeries series, string number) =>
        Assert.That(DocumentNumber.Format("MJK", series, 2026, 123), Is.EqualTo(number));

    [TestCase(1, "MJK-2026-000001")]
    [TestCase(999_999, "MJK-2026-999999")]
    [TestCase(1_000_000, "MJK-2026-1000000")]
    public void The_sequence_has_six_digits_and_then_grows(long sequence, string number) =>
        Assert.That(DocumentNumber.Format("MJK", DocumentSeries.Loan, 2026, sequence), Is.EqualTo(number));

    [Test]
    public void No_two_series_share_a_number() =>
        Assert.That(
            Enum.GetValues<DocumentSeries>().Select(series => DocumentNumber.Format("MJK", series, 2026, 1)),
            Is.Unique
        );

    [TestCase("", 2026, 1)]
    [TestCase(" ", 2026, 1)]
    [TestCase("MJK", 0, 1)]
    [TestCase("MJK", 10_000, 1)]
    [TestCase("MJK", 2026, 0)]
    public void A_number_without_an_office_a_year_or_a_place_can_not_be_written(
        string office,
        int year,
        long sequence
    ) =>
        Assert.That(
            () => DocumentNumber.Format(office, DocumentSeries.Loan, year, sequence),
            Throws.InstanceOf<ArgumentException>()
        );
}
