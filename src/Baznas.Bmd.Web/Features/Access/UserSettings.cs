using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>What users chose for themselves, as stored, and the only place that writes it.</summary>
public sealed class UserSettings(Db db, Work work)
{
    private static readonly Sql<IdParameter, Row> Find = new(
        "SELECT [Email], [Language] FROM [AppUser] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> TopicsOf = new(
        "SELECT [Topic] FROM [Subscription] WHERE [UserId] = @Id"
    );

    private static readonly Sql<Chosen, NoRows> Update = new(
        "UPDATE [AppUser] SET [Email] = @Email, [Language] = @Language WHERE [Id] = @UserId"
    );

    private static readonly Sql<IdParameter, NoRows> Unsubscribe = new(
        "DELETE FROM [Subscription] WHERE [UserId] = @Id"
    );

    private static readonly Sql<NewSubscription, NoRows> Subscribe = new(
        "INSERT INTO [Subscription] ([UserId], [Topic], [SubscribedAt]) VALUES (@UserId, @Topic, @At)"
    );

    /// <summary>What a user chose.</summary>
    public async Task<ChosenSettings> Of(string userId, CancellationToken ct)
    {
        var id = new IdParameter(userId);
        var row = (await db.Find(Find, id, ct))!;
        var topics = await db.Query(TopicsOf, id, ct);
        return new ChosenSettings
        {
            Email = row.Email,
            Language = row.Language ?? "id",
            Subscriptions = [.. topics.Select(EnumText.Parse<SubscriptionTopic>).Order()],
        };
    }

    /// <summary>Keeps what who works under this unit of work chose.</summary>
    public async Task Keep(ChosenSettings before, ChosenSettings after, CancellationToken ct)
    {
        var userId = work.Caller.UserId;
        await db.Execute(Update, new Chosen(userId, after.Email, after.Language), ct);
        await db.Execute(Unsubscribe, new IdParameter(userId), ct);
        await db.ExecuteEach(
            Subscribe,
            after.Subscriptions.Select(topic => new NewSubscription(userId, EnumText.Of(topic), work.Now)),
            ct
        );
        work.Audit("user.settings_changed", userId, before, after);
    }

    private sealed record Chosen(string UserId, string? Email, string Language);

    private sealed record NewSubscription(string UserId, string Topic, DateTimeOffset At);

    private sealed class Row
    {
        public string? Email { get; init; }
        public string? Language { get; init; }
    }
}

/// <summary>What a user chose.</summary>
public record ChosenSettings
{
    /// <summary>Where they are written to.</summary>
    public required string? Email { get; init; }

    /// <summary>The language that they are written to in: <c>id</c>, <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What they asked to be written about.</summary>
    public required IReadOnlyList<SubscriptionTopic> Subscriptions { get; init; }
}
