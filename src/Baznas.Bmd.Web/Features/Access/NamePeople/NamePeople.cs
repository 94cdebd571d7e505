using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.NamePeople;

/// <summary>What users are called whose ids stand beside what they asked for, decided or booked.</summary>
[AllowedToStaff]
public sealed record NamePeople : IQuery<PeopleView>, IApiEndpoint
{
    /// <summary>The most ids that are asked for at once.</summary>
    public const int Most = 200;

    /// <summary>The users; those of other offices are left out.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<NamePeople, PeopleView>("/people", (string[]? ids) => new NamePeople { Ids = ids ?? [] });
}

/// <summary>Users by name.</summary>
/// <param name="Items">Those found.</param>
public sealed record PeopleView(IReadOnlyList<PersonName> Items)
{
    /// <summary>What a user is called; for one who is not known, the id.</summary>
    public string Of(string id) => Items.FirstOrDefault(person => person.Id == id)?.Name ?? id;
}

/// <summary>A user, by name.</summary>
/// <param name="Id">The user.</param>
/// <param name="Name">The name people read.</param>
public sealed record PersonName(string Id, string Name);

/// <summary>Reads them.</summary>
public sealed class NamePeopleHandler(Db db, CallContext context) : IRequestHandler<NamePeople, Result<PeopleView>>
{
    // Who works for all offices acts in each of them.
    private static readonly Sql<Asked, Row> Names = new(
        """
        SELECT u.[Id], u.[DisplayName] AS [Name] FROM [AppUser] u
        WHERE u.[Id] IN @Ids {?OfficeId: AND (u.[OfficeId] = @OfficeId OR u.[OfficeId] IS NULL)}
        ORDER BY u.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<PeopleView>> Handle(NamePeople request, CancellationToken cancellationToken)
    {
        var ids = request.Ids.Distinct().Take(NamePeople.Most).ToList();
        if (ids.Count == 0)
        {
            return new PeopleView([]);
        }

        var rows = await db.Query(Names, new Asked(ids, context.Caller!.OfficeId), cancellationToken);
        return new PeopleView([.. rows.Select(row => new PersonName(row.Id, row.Name))]);
    }

    private sealed record Asked(IReadOnlyList<string> Ids, string? OfficeId);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
    }
}
