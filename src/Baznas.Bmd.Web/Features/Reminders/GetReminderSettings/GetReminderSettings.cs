using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.GetReminderSettings;

/// <summary>When, how and on which days an office reminds its borrowers.</summary>
/// <param name="OfficeId">The office.</param>
[AllowedToStaff]
public sealed record GetReminderSettings(string OfficeId) : IQuery<ReminderSettingsView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetReminderSettings, ReminderSettingsView>(
            "/offices/{id}/reminder-settings",
            (string id) => new GetReminderSettings(id)
        );
}

/// <summary>Reads it.</summary>
public sealed class GetReminderSettingsHandler(MessagingSettings settings, ReminderRules rules)
    : IRequestHandler<GetReminderSettings, Result<ReminderSettingsView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReminderSettingsView>> Handle(
        GetReminderSettings request,
        CancellationToken cancellationToken
    ) =>
        ReminderSettingsView.Of(
            await settings.Of(request.OfficeId, cancellationToken),
            await rules.Of(request.OfficeId, cancellationToken)
        );
}
