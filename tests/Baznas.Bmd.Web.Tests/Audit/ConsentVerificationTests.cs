using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>Whoever changes what borrowers agreed to or disputed behind the service's back is found.</summary>
public sealed class ConsentVerificationTests : OfficeFixture
{
    private string _borrowerId = "";
    private string _disputeId = "";

    protected override async Task Prepare()
    {
        TestDatabase.NeedsFile();
        var loan = await Office.NewActive();
        _borrowerId = await Office.BorrowerOf(loan);
        var consents = $"/borrowers/{_borrowerId}/consents";
        (await Office.Officer.Post(consents, new { purpose = "reminders", given = false })).Ok();
        (await Office.Officer.Post(consents, new { purpose = "reminders", given = true })).Ok();
        _disputeId = (await Office.Officer.Post($"/loans/{loan}/disputes", new { reason = "Sudah bayar" })).Id();
        (await Office.Cashier.Post($"/disputes/{_disputeId}/resolution", new { resolution = "Benar" })).Ok();
        Books.Keep();
    }

    [TearDown]
    public void Undo() => Books.Restore();

    [Test]
    public async Task Nothing_is_found_where_nothing_was_changed() => Assert.That(await FirstBroken(), Is.Null);

    [TestCase("UPDATE [Consent] SET [IsGiven] = 1 WHERE [BorrowerId] = '@borrower' AND [Sequence] = 2")]
    [TestCase("DELETE FROM [Consent] WHERE [BorrowerId] = '@borrower' AND [Sequence] = 3")]
    [TestCase(
        "INSERT INTO [Consent] SELECT [BorrowerId], [Purpose], 4, 0, [At] FROM [Consent] WHERE [BorrowerId] = '@borrower' AND [Sequence] = 3"
    )]
    [TestCase("UPDATE [Consent] SET [IsGiven] = 0 WHERE [BorrowerId] = '@borrower' AND [Sequence] = 1")]
    public async Task A_word_that_was_changed_taken_away_or_put_in_is_found(string change)
    {
        Books.Tamper(change.Replace("@borrower", _borrowerId, StringComparison.Ordinal));

        Assert.That(await FirstBroken(), Is.EqualTo(("consent.recorded", _borrowerId)));
    }

    [TestCase("UPDATE [LoanDispute] SET [Reason] = 'x' WHERE [Id] = '@dispute'")]
    [TestCase("UPDATE [LoanDisputeResolution] SET [Resolution] = 'x' WHERE [DisputeId] = '@dispute'")]
    [TestCase("DELETE FROM [LoanDisputeResolution] WHERE [DisputeId] = '@dispute'")]
    [TestCase(
        "DELETE FROM [LoanDisputeResolution] WHERE [DisputeId] = '@dispute'; DELETE FROM [LoanDispute] WHERE [Id] = '@dispute'"
    )]
    public async Task A_dispute_that_was_changed_or_taken_away_is_found(string change)
    {
        Books.Tamper(change.Replace("@dispute", _disputeId, StringComparison.Ordinal));

        Assert.That(await FirstBroken(), Is.EqualTo(("dispute.recorded", _disputeId)));
    }

    private async Task<(string Check, string Subject)?> FirstBroken() =>
        (await Office.Auditor.Get("/audit/verification")).Ok()["firstBroken"] is { } broken
            ? (broken.Text("check"), broken.Text("subject"))
            : null;
}
