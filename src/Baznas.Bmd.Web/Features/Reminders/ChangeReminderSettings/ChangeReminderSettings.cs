using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.ChangeReminderSettings;

/// <summary>Chooses when, how and on which days an office reminds its borrowers.</summary>
[Allowed(Role.Admin)]
public sealed record ChangeReminderSettings : ICommand<ReminderSettingsView>, IConditional, IApiEndpoint
{
    /// <summary>The office; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string OfficeId { get; init; } = "";

    /// <summary>Within which hours, by the office's clock.</summary>
    public required HoursView Hours { get; init; }

    /// <summary>What is tried first, and what next when that fails.</summary>
    public required IReadOnlyList<MessageChannel> Channels { get; init; }

    /// <summary>How long messages are kept.</summary>
    public required int RetentionMonths { get; init; }

    /// <summary>The office's rule, without a product, and those of products that have their own.</summary>
    public required IReadOnlyList<RuleView> Rules { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetReminderSettings.GetReminderSettings(OfficeId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChangeReminderSettings, ReminderSettingsView>(
            "/offices/{id}/reminder-settings",
            (string id, ChangeReminderSettings body) => body with { OfficeId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ChangeReminderSettingsValidator : AbstractValidator<ChangeReminderSettings>
{
    private const int MostProducts = 200;

    private const int MostOffsets = 20;

    private const int LongestRetention = 120;

    /// <summary>The rules.</summary>
    public ChangeReminderSettingsValidator()
    {
        RuleFor(c => c.Hours)
            .Must(hours =>
                MessagingSettings.Time(hours.From) is { } from
                && MessagingSettings.Time(hours.Until) is { } until
                && from < until
            )
            .WithMessage(_ => Messages.Text("reminder_settings.hours"));
        RuleFor(c => c.Channels)
            .Must(channels =>
                channels.Count > 0
                && channels.Distinct().Count() == channels.Count
                && channels.All(ReminderTexts.Channels.Contains)
            )
            .WithMessage(_ => Messages.Text("reminder_settings.channels"));
        RuleFor(c => c.RetentionMonths).Between(1, LongestRetention);
        RuleFor(c => c.Rules).List(0, MostProducts);
        RuleFor(c => c.Rules)
            .Must(rules => rules.Select(rule => rule.ProductId).Distinct().Count() == rules.Count)
            .WithMessage(_ => Messages.Text("reminder_settings.rule_twice"));
        RuleForEach(c => c.Rules)
            .Must(rule => rule.Offsets.Count <= MostOffsets && rule.Offsets.All(ReminderRule.IsPossible))
            .WithMessage(_ =>
                Messages.Format("reminder_settings.offsets", [ReminderRule.MostBefore, ReminderRule.MostAfter])
            );
    }
}

/// <summary>Stores it.</summary>
public sealed class ChangeReminderSettingsHandler(Db db, Work work, IMediator mediator)
    : IRequestHandler<ChangeReminderSettings, Result<ReminderSettingsView>>
{
    private static readonly Sql<Many, string> Products = new("SELECT [Id] FROM [Product] WHERE [Id] IN @Ids");

    private static readonly Sql<IdParameter, NoRows> DeleteRules = new(
        "DELETE FROM [ReminderRule] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<IdParameter, NoRows> DeleteSettings = new(
        "DELETE FROM [ReminderSettings] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<Settings, NoRows> InsertSettings = new(
        """
        INSERT INTO [ReminderSettings] ([OfficeId], [HoursFrom], [HoursUntil], [Channels], [RetentionMonths], [Offsets])
        VALUES (@OfficeId, @HoursFrom, @HoursUntil, @Channels, @RetentionMonths, @Offsets)
        """
    );

    private static readonly Sql<Rule, NoRows> InsertRule = new(
        "INSERT INTO [ReminderRule] ([OfficeId], [ProductId], [Offsets]) VALUES (@OfficeId, @ProductId, @Offsets)"
    );

    /// <inheritdoc/>
    public async Task<Result<ReminderSettingsView>> Handle(
        ChangeReminderSettings request,
        CancellationToken cancellationToken
    )
    {
        var own = request.Rules.Where(rule => rule.ProductId is not null).ToList();
        var known = await db.Query(Products, new Many([.. own.Select(rule => rule.ProductId!)]), cancellationToken);
        if (known.Count < own.Count)
        {
            return Error.NotFound("product.not_found");
        }

        var current = new GetReminderSettings.GetReminderSettings(request.OfficeId);
        var before = (await mediator.Send(current, cancellationToken)).Value;
        var office = new IdParameter(request.OfficeId);
        await db.Execute(DeleteRules, office, cancellationToken);
        await db.Execute(DeleteSettings, office, cancellationToken);
        await db.Execute(InsertSettings, SettingsOf(request), cancellationToken);
        await db.ExecuteEach(
            InsertRule,
            own.Select(rule => new Rule(request.OfficeId, rule.ProductId!, Text(rule.Offsets))),
            cancellationToken
        );
        var after = (await mediator.Send(current, cancellationToken)).Value;
        work.Audit("office.reminders_changed", request.OfficeId, before, after);
        return after;
    }

    // Without a rule of its own an office does as the service is made.
    private static Settings SettingsOf(ChangeReminderSettings request) =>
        new()
        {
            OfficeId = request.OfficeId,
            HoursFrom = request.Hours.From,
            HoursUntil = request.Hours.Until,
            Channels = MessagingSettings.Text(request.Channels),
            RetentionMonths = request.RetentionMonths,
            Offsets = Text(
                request.Rules.FirstOrDefault(rule => rule.ProductId is null)?.Offsets ?? ReminderRule.Default.Offsets
            ),
        };

    private static string Text(IEnumerable<int> offsets) => ReminderRules.Text(new ReminderRule(offsets));

    private sealed record Many(IReadOnlyList<string> Ids);

    private sealed record Rule(string OfficeId, string ProductId, string Offsets);

    private sealed record Settings
    {
        public required string OfficeId { get; init; }
        public required string HoursFrom { get; init; }
        public required string HoursUntil { get; init; }
        public required string Channels { get; init; }
        public required int RetentionMonths { get; init; }
        public required string Offsets { get; init; }
    }
}
