using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.WriteOffs;

/// <summary>
/// A debt that was dropped is overdue nowhere; one that only left the books is still owed, and its schedule says so. Of each
/// loan three instalments of ten are paid, and three more were due by 20 February, when the rest left the books.
/// </summary>
public sealed class ScheduleOffTheBooksTests : OfficeFixture
{
    [Test]
    public async Task What_was_forgiven_is_called_so_and_is_owed_no_more()
    {
        var id = await Office.NewWrittenOff("forgiveness");

        var expected = Enumerable.Repeat("paid 0", 3).Concat(Enumerable.Repeat("forgiven 0", 7));
        Assert.Multiple(async () =>
        {
            Assert.That(await Rows($"/loans/{id}/schedule", ""), Is.EqualTo(expected));
            Assert.That(await Rows($"/loans/{id}/schedule?asOf=2026-02-20", ""), Is.EqualTo(expected));
            Assert.That(await Rows($"/reports/loan-card/{id}", "schedule"), Is.EqualTo(expected));
            Assert.That(
                await Rows($"/loans/{id}/schedule?asOf=2026-02-19", ""),
                Has.Exactly(2).EqualTo("overdue 100000")
            );
        });
    }

    [Test]
    public async Task What_was_forgiven_in_part_of_an_instalment_shows_what_had_been_paid_of_it()
    {
        var id = await Office.NewActive();
        (await Office.Pay(id, 130_000)).Ok();
        await Office.WriteOff(id, WriteOffSteps.WriteOff("forgiveness"));

        var second = (await Office.Schedule(id))["rows"]![1]!;
        Assert.That(second.Text("status"), Is.EqualTo("forgiven"));
        Assert.That((second.Number("paid"), second.Number("outstanding")), Is.EqualTo((30_000, 0)));
    }

    [Test]
    public async Task A_forgiveness_taken_back_leaves_the_schedule_as_late_as_it_was()
    {
        var id = await Office.NewActive();
        var before = await Rows($"/loans/{id}/schedule", "");
        var booked = await Office.WriteOff(id, WriteOffSteps.WriteOff("forgiveness"));
        (await Office.Cashier.Reverse(id, booked.Text("transactionId"))).Ok();

        Assert.That(await Rows($"/loans/{id}/schedule", ""), Is.EqualTo(before).And.Contains("overdue 100000"));
    }

    [Test]
    public async Task What_was_written_off_is_still_owed()
    {
        var id = await Office.NewWrittenOff();

        Assert.That(
            await Rows($"/loans/{id}/schedule", ""),
            Is.EqualTo(
                Enumerable
                    .Repeat("paid 0", 3)
                    .Concat(Enumerable.Repeat("overdue 100000", 4))
                    .Concat(Enumerable.Repeat("upcoming 100000", 3))
            )
        );
    }

    [TestCase("forgiveness")]
    [TestCase("writeOff")]
    public async Task Nobody_collects_or_counts_as_late_what_left_the_books(string kind)
    {
        var id = await Office.NewWrittenOff(kind);
        var group = await Office.NewGroup(Books, id);

        var sheet = (await Office.Officer.Get($"/groups/{group}/collection-sheet")).Ok();
        var arrears = (await Office.Auditor.Get("/reports/arrears")).Ok();
        var loan = await Office.Loan(id);
        Assert.Multiple(() =>
        {
            Assert.That(sheet["rows"]!.AsArray(), Is.Empty);
            Assert.That(arrears["items"]!.AsArray().Select(item => item!.Text("loanId")), Has.None.EqualTo(id));
            Assert.That(loan.Number("daysPastDue"), Is.Zero);
            Assert.That(loan["nextDue"], Is.Null);
        });
    }

    private async Task<IEnumerable<string>> Rows(string path, string within)
    {
        var body = (await Office.Auditor.Get(path)).Ok();
        return (within.Length == 0 ? body : body[within]!)["rows"]!
            .AsArray()
            .Select(row => $"{row!["status"]} {row["outstanding"]}");
    }
}
