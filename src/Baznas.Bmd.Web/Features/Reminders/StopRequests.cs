using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>What a message that came in asks for.</summary>
public enum StopRequest
{
    /// <summary>Nothing of the kind.</summary>
    None,

    /// <summary>No more reminders.</summary>
    Stop,

    /// <summary>Reminders again.</summary>
    Start,
}

/// <summary>
/// Messages from borrowers that ask for no more reminders, or for reminders again. Whoever registered with the phone is
/// meant, at whatever office.
/// </summary>
/// <param name="db">The request's database; it has no unit of work under way: each office gets one of its own.</param>
/// <param name="context">The message's own request.</param>
/// <param name="services">The service's parts.</param>
public sealed class StopRequests(Db db, CallContext context, IServiceProvider services)
{
    private static readonly Dictionary<string, StopRequest> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["STOP"] = StopRequest.Stop,
        ["BERHENTI"] = StopRequest.Stop,
        ["START"] = StopRequest.Start,
        ["MULAI"] = StopRequest.Start,
    };

    private static readonly Sql<OfPhone, string> Offices = new(
        "SELECT DISTINCT [OfficeId] FROM [Borrower] WHERE [Phone] = @Phone ORDER BY [OfficeId]"
    );

    /// <summary>
    /// What a text asks for. It is the word alone, whatever stands around it that is neither letter nor digit: "jangan
    /// berhenti" asks for nothing.
    /// </summary>
    public static StopRequest Read(string text) =>
        Words.GetValueOrDefault(string.Concat(text.Where(char.IsLetterOrDigit)));

    /// <summary>Does what a text from a phone asks for; asked twice, it is done once.</summary>
    public async Task<StopRequest> Follow(string text, string phone, CancellationToken ct)
    {
        var asked = Read(text);
        if (asked is StopRequest.None || !PhoneNumber.TryParse(phone, out var number))
        {
            return asked;
        }

        foreach (var officeId in await db.Query(Offices, new OfPhone(number.Value), ct))
        {
            var request = new FollowStopRequest.FollowStopRequest
            {
                OfficeId = officeId,
                Phone = number.Value,
                Wanted = asked is StopRequest.Start,
            };
            var followed = await services.SendAsService(context.Origin, request, ct);
            if (followed.IsRefused(out var error))
            {
                throw new InvalidOperationException($"{asked} was refused: {error.Code}");
            }
        }

        return asked;
    }

    private sealed record OfPhone(string Phone);
}
