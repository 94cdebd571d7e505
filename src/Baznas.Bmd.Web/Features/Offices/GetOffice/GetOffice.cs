using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Offices.GetOffice;

/// <summary>An office with its holidays.</summary>
[AllowedToStaff]
public sealed record GetOffice(string Id) : IQuery<OfficeView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Office(Id);

    /// <inheritdoc/>
    public static void Map(Api api)
    {
        api.Get<GetOffice, OfficeView>("/offices/{id}", (string id) => new GetOffice(id));
    }
}

/// <summary>Reads it.</summary>
public sealed class GetOfficeHandler(Db db) : IRequestHandler<GetOffice, Result<OfficeView>>
{
    private static readonly Sql<IdParameter, OfficeDataRow> Find = new(
        $"SELECT {OfficeDataRow.Columns} FROM [Office] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, HolidayRow> Holidays = new(
        "SELECT [Date], [Name] FROM [Holiday] WHERE [OfficeId] = @Id ORDER BY [Date]"
    );

    /// <inheritdoc/>
    public async Task<Result<OfficeView>> Handle(GetOffice request, CancellationToken cancellationToken)
    {
        var id = new IdParameter(request.Id);
        var office = (await db.Find(Find, id, cancellationToken))!.ToView();
        var holidays = await db.Query(Holidays, id, cancellationToken);
        return office with
        {
            Holidays = [.. holidays.Select(row => new HolidayView { Date = row.Date, Name = row.Name })],
        };
    }

    private sealed class HolidayRow
    {
        public DateOnly Date { get; init; }

        public string Name { get; init; } = "";
    }
}
