using System.Text.Json;
using System.Text.Json.Serialization;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Schedules;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

/// <summary>The worked examples anyone may check by hand; the first ones are published results.</summary>
[TestFixture]
public class ScheduleCasesTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [Test]
    public void The_case_file_has_schedules_and_refusals() =>
        Assert.Multiple(() =>
        {
            Assert.That(Read().Count(one => one.Rows is not null), Is.GreaterThan(50));
            Assert.That(Read().Count(one => one.Refused is not null), Is.GreaterThan(2));
            Assert.That(Read(), Has.All.Matches<Case>(one => one.Rows is null != one.Refused is null));
        });

    [TestCaseSource(nameof(Cases))]
    public void The_case_comes_out_as_worked_by_hand(Case @case)
    {
        var schedule = Schedule.Build(@case.Terms(), @case.Calendar.Parsed());

        Assert.That(schedule.RefusalCode(), Is.EqualTo(@case.Refused));
        if (@case.Rows is not null)
        {
            Assert.That(
                schedule.Value.Instalments.Select(row => new Row(row.No, row.DueOn, row.Amount.Amount)),
                Is.EqualTo(@case.Rows)
            );
        }
    }

    private static IEnumerable<TestCaseData> Cases() =>
        Read().Select(one => new TestCaseData(one).SetArgDisplayNames(one.Name));

    private static Case[] Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "cases", "schedules.json");
        return JsonSerializer.Deserialize<Case[]>(File.ReadAllText(path), Json)!;
    }

    public sealed record Case
    {
        public required string Name { get; init; }
        public required long Principal { get; init; }
        public required int Installments { get; init; }
        public required PeriodUnit Unit { get; init; }
        public required int Every { get; init; }
        public required long RoundingMultiple { get; init; }
        public required RoundingMode RoundingMode { get; init; }
        public required DateOnly DisbursedOn { get; init; }
        public DateOnly? FirstDueOn { get; init; }
        public required CaseCalendar Calendar { get; init; }
        public string? Source { get; init; }
        public Row[]? Rows { get; init; }
        public string? Refused { get; init; }

        public ScheduleTerms Terms() =>
            new()
            {
                Principal = Rp(Principal),
                Installments = Installments,
                Unit = Unit,
                Every = Every,
                RoundingMultiple = Rp(RoundingMultiple),
                RoundingMode = RoundingMode,
                DisbursedOn = DisbursedOn,
                FirstDueOn = FirstDueOn,
            };
    }

    public sealed record CaseCalendar(string[] RestDays, DateOnly[] Holidays, NonWorkingDayRule Rule)
    {
        public OfficeCalendar Parsed() =>
            new()
            {
                RestDays = RestDays
                    .Select(name =>
                        Enum.GetValues<DayOfWeek>()
                            .Single(day => day.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase))
                    )
                    .ToHashSet(),
                Holidays = Holidays.ToHashSet(),
                Rule = Rule,
            };
    }

    public sealed record Row(int No, DateOnly DueOn, long Amount);
}
