using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>A loan tells of the graces that moved its instalments.</summary>
public sealed class LoanGracesTests : OfficeFixture
{
    [Test]
    public async Task Its_own_and_its_office_s_are_listed_with_the_version_that_each_made()
    {
        var loan = await Office.NewActive();
        (await Office.Approver.Post($"/loans/{loan}/graces", LoanSteps.Grace)).Ok();
        (await Office.Approver.Post($"/offices/{Office.Id}/graces", LoanSteps.Grace)).Ok();

        var graces = (await Office.Officer.Get($"/loans/{loan}/graces")).Ok()["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(graces.Select(grace => (bool)grace!["ofOffice"]!), Is.EqualTo(new[] { true, false }));
            Assert.That(graces.Select(grace => grace!.Number("version")), Is.EqualTo(new[] { 3, 2 }));
            Assert.That(graces[0]!.Text("cause"), Is.EqualTo("illness"));
        });
    }
}
