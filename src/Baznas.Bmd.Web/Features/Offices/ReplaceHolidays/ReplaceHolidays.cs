using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;

/// <summary>
/// Replaces an office's list of holidays. What running loans owe on days that are off now, or no longer, moves with it.
/// </summary>
[Allowed(Role.Admin)]
public sealed record ReplaceHolidays : ICommand<OfficeView>, IHolidayList, IConditional, IApiEndpoint
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
    /// <summary>The rules of any list of holidays.</summary>
    public ReplaceHolidaysValidator() => Include(new HolidayListValidator());
}

/// <summary>Stores the list, and the schedules that it moves.</summary>
public sealed class ReplaceHolidaysHandler(
    Db db,
    Work work,
    IMediator mediator,
    HolidayMoves moves,
    ScheduleBook schedules
) : IRequestHandler<ReplaceHolidays, Result<OfficeView>>
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
        var moved = await moves.Of(request.OfficeId, request.Holidays, work.Today, cancellationToken);
        await db.Execute(DeleteAll, new IdParameter(request.OfficeId), cancellationToken);
        await db.ExecuteEach(
            Insert,
            request.Holidays.Select(day => new Holiday(request.OfficeId, day.Date, day.Name)),
            cancellationToken
        );
        var after = (await mediator.Send(current, cancellationToken)).Value;
        work.Audit("office.holidays_replaced", request.OfficeId, before.Holidays, after.Holidays);
        await schedules.Add(
            [.. moved.Select(loan => loan.ToVersion(ScheduleCause.Holiday, work.Today))],
            cancellationToken
        );
        return after;
    }

    private sealed record Holiday(string OfficeId, DateOnly Date, string Name);
}
