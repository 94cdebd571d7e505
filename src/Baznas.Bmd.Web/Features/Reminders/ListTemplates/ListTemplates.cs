using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.ListTemplates;

/// <summary>What reminders of an office say, by channel and language; its own texts or those the service brings along.</summary>
/// <param name="OfficeId">The office.</param>
[Allowed(Role.Admin, Role.Auditor)]
public sealed record ListTemplates(string OfficeId) : IQuery<Page<TemplateView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListTemplates, Page<TemplateView>>(
            "/message-templates",
            (string officeId) => new ListTemplates(officeId)
        );
}

/// <summary>Reads them.</summary>
public sealed class ListTemplatesHandler(ReminderTexts texts)
    : IRequestHandler<ListTemplates, Result<Page<TemplateView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<TemplateView>>> Handle(ListTemplates request, CancellationToken cancellationToken)
    {
        var office = await texts.Of(request.OfficeId, cancellationToken);
        return new Page<TemplateView>
        {
            Items =
            [
                .. from channel in ReminderTexts.Channels
                from language in Messages.Languages
                select TemplateView.Of(request.OfficeId, office.For(channel, language)),
            ],
        };
    }
}
