using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

public sealed class LifeOfALoanTests
{
    [Test]
    public async Task A_loan_goes_from_application_to_paid_off()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loanId = await office.NewActive();

        var receipt = (await office.Pay(loanId, 150_000)).Ok();
        var loan = (await office.Officer.Get($"/loans/{loanId}?asOf=2026-02-02")).Ok();
        (await office.Pay(loanId, 850_000)).Ok();
        var closed = (await office.Officer.Get($"/loans/{loanId}")).Ok();
        var verification = (await office.Auditor.Get("/audit/verification")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That((long)receipt["outstanding"]!, Is.EqualTo(850_000));
            Assert.That(
                receipt["allocations"]!.ToJsonString(),
                Is.EqualTo("""[{"no":1,"amount":100000},{"no":2,"amount":50000}]""")
            );
            Assert.That((string?)loan["status"], Is.EqualTo("active"));
            Assert.That((int)loan["daysPastDue"]!, Is.EqualTo(10));
            Assert.That((string?)closed["status"], Is.EqualTo("closed"));
            Assert.That((string?)closed["closedOn"], Is.EqualTo("2026-02-02"));
            Assert.That((bool)verification["verified"]!, verification.ToJsonString());
        });
    }
}
