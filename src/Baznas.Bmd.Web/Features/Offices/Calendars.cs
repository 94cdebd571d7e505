using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Offices;

/// <summary>The calendars of offices, as data that an office can edit.</summary>
/// <param name="db">The request's database.</param>
public sealed class Calendars(Db db)
{
    private static readonly Sql<IdParameter, CalendarRow> Find = new(
        "SELECT [RestDays], [NonWorkingDayRule] FROM [Office] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, DateOnly> Holidays = new(
        "SELECT [Date] FROM [Holiday] WHERE [OfficeId] = @Id"
    );

    /// <summary>The calendar of an office that exists.</summary>
    /// <param name="officeId">The office.</param>
    /// <param name="rule">The product's own rule for days off, when it has one.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<OfficeCalendar> Of(string officeId, NonWorkingDayRule? rule, CancellationToken ct)
    {
        var id = new IdParameter(officeId);
        var office =
            await db.Find(Find, id, ct) ?? throw new InvalidOperationException($"There is no office {officeId}.");
        return new OfficeCalendar
        {
            RestDays = RestDays.Parse(office.RestDays).Select(RestDays.Day).ToHashSet(),
            Holidays = (await db.Query(Holidays, id, ct)).ToHashSet(),
            Rule = rule ?? EnumText.Parse<NonWorkingDayRule>(office.NonWorkingDayRule),
        };
    }

    private sealed class CalendarRow
    {
        public string RestDays { get; init; } = "";

        public string NonWorkingDayRule { get; init; } = "";
    }
}

/// <summary>A day of the week as the API names it.</summary>
public enum Weekday
{
#pragma warning disable CS1591 // The days of the week.
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
#pragma warning restore CS1591
}

/// <summary>Weekly rest days as stored: <c>sat,sun</c>.</summary>
public static class RestDays
{
    /// <summary>As stored, in the order of the week.</summary>
    public static string Text(IEnumerable<Weekday> days) =>
        string.Join(',', days.Distinct().Order().Select(EnumText.Of));

    /// <summary>As the API names them.</summary>
    public static IReadOnlyList<Weekday> Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(EnumText.Parse<Weekday>)];

    /// <summary>As the domain knows it.</summary>
    public static DayOfWeek Day(Weekday day) => (DayOfWeek)(((int)day + 1) % 7);
}
