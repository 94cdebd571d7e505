using Baznas.Bmd.Domain.Loans;

namespace Baznas.Bmd.Domain.Tests.Loans;

public sealed class WriteOffApprovalTests
{
    [TestCase(0, 0, WriteOffStatus.Pending)]
    [TestCase(1, 0, WriteOffStatus.Pending)]
    [TestCase(2, 0, WriteOffStatus.Approved)]
    [TestCase(0, 1, WriteOffStatus.Rejected)]
    [TestCase(1, 1, WriteOffStatus.Rejected)]
    public void Two_must_agree_and_one_who_refuses_ends_it(int approvals, int rejections, WriteOffStatus expected) =>
        Assert.That(WriteOffApproval.StatusOf(approvals, rejections), Is.EqualTo(expected));
}
