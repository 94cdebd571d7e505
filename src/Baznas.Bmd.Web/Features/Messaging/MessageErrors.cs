namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>Refusals about messages.</summary>
public static class MessageErrors
{
    /// <summary>It is being sent, or waits to be; or it has arrived.</summary>
    public static readonly Error NotRepeatable = Error.Conflict("message.not_repeatable");

    /// <summary>It was repeated already; what can be repeated is the newest.</summary>
    public static readonly Error Repeated = Error.Conflict("message.repeated");

    /// <summary>Its words were taken out because it is old.</summary>
    public static readonly Error Blanked = Error.Conflict("message.blanked");

    /// <summary>What it says is no longer true, or no longer wanted.</summary>
    public static readonly Error NotWanted = Error.Conflict("message.not_wanted");

    /// <summary>It does not wait in the outbox.</summary>
    public static readonly Error NotPlanned = Error.Conflict("message.not_planned");

    /// <summary>It does not wait for a hand.</summary>
    public static readonly Error NotByHand = Error.Conflict("message.not_by_hand");
}
