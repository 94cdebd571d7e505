using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>Whoever changes a group's meeting behind the service's back is found.</summary>
public sealed class MeetingVerificationTests : OfficeFixture
{
    private string _meetingId = "";

    protected override async Task Prepare()
    {
        TestDatabase.NeedsFile();

        var (first, second) = (await Office.NewActive(), await Office.NewActive());
        var groupId = await Office.NewGroup(Books, first, second);
        var meeting = GroupSteps.Meeting(GroupSteps.Item(first), GroupSteps.Item(second));
        _meetingId = (await Office.Cashier.Meet(groupId, meeting)).Ok().Text("meetingId");
        (await Office.Cashier.Meet(groupId, GroupSteps.Meeting(GroupSteps.Item(first)))).Ok();
        Books.Keep();
    }

    [TearDown]
    public void Undo() => Books.Restore();

    [Test]
    public async Task Nothing_is_found_where_nothing_was_changed() => Assert.That(await FirstBroken(), Is.Null);

    [TestCase("UPDATE [GroupMeeting] SET [Total] = 1 WHERE [Id] = '@meeting'")]
    [TestCase("UPDATE [GroupMeeting] SET [HeldOn] = '2026-02-01' WHERE [Id] = '@meeting'")]
    [TestCase("UPDATE [GroupMeeting] SET [GroupId] = 'x' WHERE [Id] = '@meeting'")]
    [TestCase("DELETE FROM [GroupMeetingEntry] WHERE [MeetingId] = '@meeting'")]
    [TestCase("DELETE FROM [GroupMeeting] WHERE [Id] = '@meeting'")]
    [TestCase(
        "UPDATE [GroupMeetingEntry] SET [MeetingId] = '@meeting' WHERE [MeetingId] <> '@meeting'",
        Description = "Another meeting's payment"
    )]
    public async Task A_change_of_a_meeting_is_found_and_named(string change)
    {
        Books.Tamper(change.Replace("@meeting", _meetingId, StringComparison.Ordinal));

        Assert.That(await FirstBroken(), Is.EqualTo(("group.meeting", _meetingId)));
    }

    [Test]
    public async Task A_meeting_that_nobody_recorded_is_found()
    {
        Books.Tamper(
            "INSERT INTO [GroupMeeting] SELECT 'x', [OfficeId], [GroupId], [HeldOn], [Total], [RecordedBy], [At] "
                + $"FROM [GroupMeeting] WHERE [Id] = '{_meetingId}'"
        );

        Assert.That(await FirstBroken(), Is.EqualTo(("group.meeting", "x")));
    }

    [Test]
    public async Task Another_office_s_verification_knows_nothing_of_it()
    {
        var other = await TestOffice.Open(Host, "SBY");
        Books.Tamper($"UPDATE [GroupMeeting] SET [Total] = 1 WHERE [Id] = '{_meetingId}'");

        Assert.That((bool)(await other.Auditor.Get("/audit/verification")).Ok()["verified"]!);
    }

    private async Task<(string Check, string Subject)?> FirstBroken() =>
        (await Office.Auditor.Get("/audit/verification")).Ok()["firstBroken"] is { } broken
            ? (broken.Text("check"), broken.Text("subject"))
            : null;
}
