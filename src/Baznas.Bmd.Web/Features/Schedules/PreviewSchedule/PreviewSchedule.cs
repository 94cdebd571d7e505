using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;

/// <summary>What a schedule would be; stores nothing.</summary>
[AllowedToAllSignedIn]
public sealed record PreviewSchedule : IQuery<ScheduleView>, IApiEndpoint
{
    /// <summary>Rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>How many instalments.</summary>
    public required int Installments { get; init; }

    /// <summary>Days, weeks or months.</summary>
    public required PeriodUnit Unit { get; init; }

    /// <summary>How many of them lie between two instalments.</summary>
    public int Every { get; init; } = 1;

    /// <summary>When the money would be paid out.</summary>
    public required DateOnly DisbursedOn { get; init; }

    /// <summary>When the first instalment would be due, before the calendar moves it.</summary>
    public DateOnly? FirstDueOn { get; init; }

    /// <summary>Instalments are whole multiples of this, rupiah.</summary>
    public Rupiah RoundingMultiple { get; init; } = new(1);

    /// <summary>How the principal is divided.</summary>
    public RoundingMode RoundingMode { get; init; } = RoundingMode.Spread;

    /// <summary>Whose calendar; the caller's own office when left out.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Where a due date on a day off goes, by a product's own rule; the office's when left out.</summary>
    public NonWorkingDayRule? NonWorkingDayRule { get; init; }

    /// <summary>A calendar to use instead of an office's.</summary>
    public CalendarInput? Calendar { get; init; }

    Subject IRead.Subject => OfficeId is null ? Subject.None : Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<PreviewSchedule, ScheduleView>("/schedules/preview", (PreviewSchedule body) => body);
}

/// <summary>A calendar written out.</summary>
public sealed record CalendarInput
{
    /// <summary>Weekly days off, six at the most.</summary>
    public IReadOnlyList<Weekday> RestDays { get; init; } = [];

    /// <summary>Other days off.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>Where a due date goes that falls on a day off.</summary>
    public NonWorkingDayRule Rule { get; init; } = NonWorkingDayRule.Next;
}

/// <summary>A schedule that nothing is paid on yet.</summary>
/// <param name="Total">Rupiah; exactly the principal.</param>
/// <param name="Rows">The instalments.</param>
public sealed record ScheduleView(Rupiah Total, IReadOnlyList<ScheduleRow> Rows);

/// <summary>One instalment.</summary>
/// <param name="No">Counts from 1.</param>
/// <param name="DueOn">When it is due.</param>
/// <param name="Amount">Rupiah.</param>
public sealed record ScheduleRow(int No, DateOnly DueOn, Rupiah Amount)
{
    /// <summary>Instalments without what the calendar and the payments know of them.</summary>
    public static IReadOnlyList<ScheduleRow> Of(IEnumerable<Instalment> instalments) =>
        [.. instalments.Select(row => new ScheduleRow(row.No, row.DueOn, row.Amount))];
}

/// <summary>What the fields may hold.</summary>
public sealed class PreviewScheduleValidator : AbstractValidator<PreviewSchedule>
{
    /// <summary>The rules.</summary>
    public PreviewScheduleValidator()
    {
        RuleFor(q => q.Principal).Amount();
        RuleFor(q => (DateOnly?)q.DisbursedOn).Date().OverridePropertyName("DisbursedOn");
        RuleFor(q => q.FirstDueOn).Date();
        RuleFor(q => q.Calendar)
            .Must(calendar => calendar is null || calendar.RestDays.Distinct().Count() < 7)
            .WithMessage(_ => Messages.Text("field.rest_days"));
        RuleFor(q => q.Calendar)
            .Must(calendar => calendar is null || calendar.Holidays.Count <= 5000)
            .WithMessage(_ => Messages.Format("field.list", [0, 5000]));
    }
}

/// <summary>Builds the schedule.</summary>
public sealed class PreviewScheduleHandler(Calendars calendars, CallContext context)
    : IRequestHandler<PreviewSchedule, Result<ScheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<ScheduleView>> Handle(PreviewSchedule request, CancellationToken cancellationToken)
    {
        var terms = new ScheduleTerms
        {
            Principal = request.Principal,
            Installments = request.Installments,
            Unit = request.Unit,
            Every = request.Every,
            RoundingMultiple = request.RoundingMultiple,
            RoundingMode = request.RoundingMode,
            DisbursedOn = request.DisbursedOn,
            FirstDueOn = request.FirstDueOn,
        };
        return Schedule
            .Build(terms, await Calendar(request, cancellationToken))
            .Then<ScheduleView>(schedule => new ScheduleView(schedule.Total, ScheduleRow.Of(schedule.Instalments)));
    }

    private async Task<OfficeCalendar> Calendar(PreviewSchedule request, CancellationToken ct)
    {
        if (request.Calendar is { } given)
        {
            return new OfficeCalendar
            {
                RestDays = given.RestDays.Select(RestDays.Day).ToHashSet(),
                Holidays = given.Holidays.ToHashSet(),
                Rule = given.Rule,
            };
        }

        return (request.OfficeId ?? context.Caller!.OfficeId) is { } office
            ? await calendars.Of(office, request.NonWorkingDayRule, ct)
            : OfficeCalendar.EveryDayWorks;
    }
}
