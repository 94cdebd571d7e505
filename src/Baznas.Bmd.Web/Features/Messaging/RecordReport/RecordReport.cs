using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.RecordReport;

/// <summary>
/// Writes down what a provider reports of a message that it took over. Reports come in any order and more than once; a
/// message never goes back, and one that could not be delivered after all goes by the next channel.
/// </summary>
[AllowedToServiceOnly]
public sealed record RecordReport : ICommand<Done>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>What is reported.</summary>
    public required DeliveryReport Report { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>A report of a provider.</summary>
public sealed record DeliveryReport
{
    /// <summary>The provider's channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>What the provider calls the message.</summary>
    public required string? ProviderId { get; init; }

    /// <summary>The message's id, when the provider repeats it.</summary>
    public required string? MessageId { get; init; }

    /// <summary>How far it has come: sent, delivered, read, or failed.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Why it failed.</summary>
    public required string? Reason { get; init; }
}

/// <summary>Writes it down.</summary>
public sealed class RecordReportHandler(Work work, MessageBook book) : IRequestHandler<RecordReport, Result<Done>>
{
    /// <inheritdoc/>
    public async Task<Result<Done>> Handle(RecordReport request, CancellationToken cancellationToken)
    {
        // Told by the message's own events.
        work.NothingChanged = true;
        var report = request.Report;
        var message = await book.Find(request.MessageId, cancellationToken);
        if (message is null || message.Channel != report.Channel || message.Attempts == 0)
        {
            return Done.It;
        }

        if (report.Status == MessageStatus.Failed)
        {
            if (RankOf(message.Status) is 0 or 1)
            {
                var plan = await book.PlanFor(message, cancellationToken);
                await book.Keep(message.Failed(report.Reason ?? "failedAtProvider", plan, work.Now), cancellationToken);
            }
        }
        else if (RankOf(message.Status) < RankOf(report.Status))
        {
            await book.Keep([message.Reported(report.Status, report.ProviderId, work.Now)], cancellationToken);
        }

        return Done.It;
    }

    // How far a message has come on its way; what has left the way comes no farther. One that is planned or claimed was
    // taken over in an attempt of which the service did not hear.
    private static int? RankOf(MessageStatus status) =>
        status switch
        {
            MessageStatus.Planned or MessageStatus.Claimed => 0,
            MessageStatus.Sent => 1,
            MessageStatus.Delivered => 2,
            MessageStatus.Read => 3,
            _ => null,
        };
}
