using System.Security.Cryptography;
using System.Text;
using Baznas.Bmd.Web.Features.Messaging.RecordReport;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Messaging.Webhooks;

/// <summary>Takes the reports of providers, for whichever office the message is of.</summary>
/// <param name="db">The request's database; it has no unit of work under way: each report gets one of its own.</param>
/// <param name="context">The provider's call.</param>
/// <param name="services">The service's parts.</param>
public sealed class DeliveryReports(Db db, CallContext context, IServiceProvider services)
{
    private static readonly Sql<IdParameter, Owner> ById = new(
        "SELECT [Id], [OfficeId] FROM [OutgoingMessage] WHERE [Id] = @Id"
    );

    private static readonly Sql<OfProvider, Owner> ByProviderId = new(
        """
        SELECT [Id], [OfficeId] FROM [OutgoingMessage]
        WHERE [ProviderId] = @ProviderId AND [Channel] = @Channel
        ORDER BY [Id] DESC
        {one}
        """
    );

    /// <summary>Takes a report; one about a message that is not known here is left alone.</summary>
    public async Task Take(DeliveryReport report, CancellationToken ct)
    {
        if (await Find(report, ct) is not { } message)
        {
            return;
        }

        var taken = await services.SendAsService(
            context.Origin,
            new RecordReport.RecordReport
            {
                OfficeId = message.OfficeId,
                MessageId = message.Id,
                Report = report,
            },
            ct
        );
        if (taken.IsRefused(out var error))
        {
            // Answered with an error, the provider reports it again.
            throw new InvalidOperationException($"A report was refused: {error.Code}");
        }
    }

    /// <summary>Whether two secrets are the same; how long that takes tells nothing of them.</summary>
    internal static bool AreSame(string expected, string? said) =>
        expected.Length > 0
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(expected)),
            SHA256.HashData(Encoding.UTF8.GetBytes(said ?? ""))
        );

    private async Task<Owner?> Find(DeliveryReport report, CancellationToken ct) =>
        (report.MessageId is { } id ? await db.Find(ById, new IdParameter(id), ct) : null)
        ?? (
            report.ProviderId is { } providerId
                ? await db.Find(ByProviderId, new OfProvider(providerId, EnumText.Of(report.Channel)), ct)
                : null
        );

    private sealed record OfProvider(string ProviderId, string Channel);

    private sealed class Owner
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
    }
}

/// <summary>Refusals of calls of providers.</summary>
public static class WebhookErrors
{
    /// <summary>The service was not set up to take them.</summary>
    public static readonly Error NotSetUp = Error.NotFound("webhook.not_set_up");

    /// <summary>It is not the provider who calls.</summary>
    public static readonly Error NotSigned = new(ErrorKind.Unauthenticated, "webhook.not_signed");
}
