namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>Groups and what they pay, as a field officer would record it.</summary>
public static class GroupSteps
{
    private static int _code;

    public static async Task<string> BorrowerOf(this TestOffice office, string loanId) =>
        (string)(await office.Officer.Get($"/loans/{loanId}")).Ok()["borrower"]!["id"]!;

    /// <summary>A group whose members are the borrowers of some loans, since the beginning of the year.</summary>
    public static async Task<string> NewGroup(this TestOffice office, Books books, params string[] loanIds)
    {
        // They founded it then: a date changed afterwards would be a forgery.
        var clock = books.Host.Clock;
        var now = clock.GetUtcNow();
        clock.StandAt(new DateTimeOffset(2026, 1, 2, 9, 0, 0, TimeSpan.FromHours(7)));
        var id = await office.NewGroupToday(loanIds);
        clock.StandAt(now);
        return id;
    }

    /// <summary>
    /// The same where others go by the same clock at the same time; its date is changed afterwards, which a verification
    /// would find.
    /// </summary>
    public static async Task<string> NewGroupAmongOthers(this TestOffice office, Books books, params string[] loanIds)
    {
        var id = await office.NewGroupToday(loanIds);
        books.Change($"UPDATE [GroupMember] SET [JoinedOn] = '2026-01-02' WHERE [GroupId] = '{id}'");
        return id;
    }

    private static async Task<string> NewGroupToday(this TestOffice office, string[] loanIds)
    {
        var members = new List<string>();
        foreach (var loanId in loanIds)
        {
            members.Add(await office.BorrowerOf(loanId));
        }

        var group = new
        {
            officeId = office.Id,
            code = $"K{Interlocked.Increment(ref _code)}",
            name = "Melati",
            chairId = members.FirstOrDefault(),
        };
        var id = (await office.Officer.Post("/groups", group)).Id();
        if (members.Count > 0)
        {
            (await office.Officer.Put($"/groups/{id}/members", members)).Ok();
        }

        return id;
    }

    public static object Item(string loanId, long amount = 100_000) => new { loanId, amount };

    public static object Meeting(params object[] items) => Meeting("2026-02-02", items);

    public static object Meeting(string paidOn, object[] items) =>
        new
        {
            paidOn,
            account = "cash",
            items,
        };

    public static Task<Answer> Meet(this ApiClient who, string groupId, object meeting, string? key = null) =>
        who.Post($"/groups/{groupId}/repayments", meeting, key ?? Guid.NewGuid().ToString());
}
