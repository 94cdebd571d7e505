using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;

/// <summary>Replaces an office's list of holidays. Schedules made before stay as they are.</summary>
[Allowed(Role.Admin)]
public sealed record ReplaceHolidays : ICommand<OfficeView>, IConditional, IApiEndpoint
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>All its holidays, each day once.</summary>
    public required IReadOnlyList<HolidayView> Holidays { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetOffice.GetOffice(OfficeId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ReplaceHolidays, OfficeView>(
            "/offices/{id}/holidays",
            (string id, List<HolidayView> body) => new ReplaceHolidays { OfficeId = id, Holidays = body }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ReplaceHolidaysValidator : AbstractValidator<ReplaceHolidays>
{
    /// <summary>The rules.</summary>
    public ReplaceHolidaysValidator()
    {
        RuleFor(c => c.Holidays).List(0, 5000);
        RuleFor(c => c.Holidays)
            .Must(days => days.Select(day => day.Date).Distinct().Count() == days.Count)
            .WithMessage(_ => Messages.Text("field.days_once"));
        RuleForEach(c => c.Holidays).ChildRules(day => day.RuleFor(d => d.Name).Text(200));
    }
}

/// <summary>Stores the list.</summary>
public sealed class ReplaceHolidaysHandler(Db db, Work work, IMediator mediator)
    : IRequestHandler<ReplaceHolidays, Result<OfficeView>>
{
    private static readonly Sql<IdParameter, NoRows> DeleteAll = new("DELETE FROM [Holiday] WHERE [OfficeId] = @Id");

    private static readonly Sql<Holiday, NoRows> Insert = new(
        "INSERT INTO [Holiday] ([OfficeId], [Date], [Name]) VALUES (@OfficeId, @Date, @Name)"
    );

    /// <inheritdoc/>
    public async Task<Result<OfficeView>> Handle(ReplaceHolidays request, CancellationToken cancellationToken)
    {
        var current = new GetOffice.GetOffice(request.OfficeId);
        var before = (await mediator.Send(current, cancellationToken)).Value;
        await db.Execute(DeleteAll, new IdParameter(request.OfficeId), cancellationToken);
        await db.ExecuteEach(
            Insert,
            request.Holidays.Select(day => new Holiday(request.OfficeId, day.Date, day.Name)),
            cancellationToken
        );
        var after = (await mediator.Send(current, cancellationToken)).Value;
        work.Audit("office.holidays_replaced", request.OfficeId, before.Holidays, after.Holidays);
        return after;
    }

    private sealed record Holiday(string OfficeId, DateOnly Date, string Name);
}
