using System.Collections.Immutable;
using System.Globalization;

namespace Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;

/// <summary>Holidays as people write and paste them: a line for each, the date first and then what it is for.</summary>
public static class HolidayLines
{
    /// <summary>The field they are filled in.</summary>
    public const string Field = "lines";

    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/MM/dd", "d-M-yyyy", "d/M/yyyy", "d.M.yyyy"];

    private static readonly char[] Between = [' ', '\t', ';', ','];

    /// <summary>The lines of a list.</summary>
    public static string Of(IEnumerable<HolidayView> holidays) =>
        string.Join('\n', holidays.Select(day => $"{day.Date:yyyy-MM-dd} {day.Name}"));

    /// <summary>The list that lines make, by date; refused with the first line that is none, or is a day again.</summary>
    public static Result<ImmutableArray<HolidayView>> Parse(string? lines)
    {
        var days = new SortedDictionary<DateOnly, HolidayView>();
        foreach (var (no, line) in (lines ?? "").Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (Day(line.Trim()) is not { } day)
            {
                return Refused("holidays.line_unreadable", no);
            }

            if (!days.TryAdd(day.Date, day))
            {
                return Refused("holidays.line_repeated", no);
            }
        }

        return days.Values.ToImmutableArray();
    }

    private static Error Refused(string code, int index) => Error.Invalid(code, index + 1) with { Field = Field };

    private static HolidayView? Day(string line)
    {
        var end = line.IndexOfAny(Between);
        return
            end > 0
            && DateOnly.TryParseExact(
                line[..end],
                Dates,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
            && line[end..].Trim(Between) is { Length: > 0 } name
            ? new HolidayView { Date = date, Name = name }
            : null;
    }
}
