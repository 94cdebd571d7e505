using System.Globalization;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Demo.MoveClock;

/// <summary>
/// Sets the demonstration's clock, from where it goes on. It may be moved back again, but not before the last thing that
/// was recorded: what has happened would lie in the future. It exists in no other mode.
/// </summary>
[AllowedToStaff]
public sealed record MoveClock : IQuery<ClockView>, IDemoEndpoint
{
    /// <summary>The new time, with its offset.</summary>
    public required DateTimeOffset Now { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Put<MoveClock, ClockView>("/demo/clock", (MoveClock body) => body);
}

/// <summary>The demonstration's clock.</summary>
/// <param name="Now">The time it shows.</param>
public sealed record ClockView(DateTimeOffset Now);

/// <summary>What the field may hold.</summary>
public sealed class MoveClockValidator : AbstractValidator<MoveClock>
{
    /// <summary>The rules of any date.</summary>
    public MoveClockValidator() =>
        RuleFor(c => (DateOnly?)DateOnly.FromDateTime(c.Now.UtcDateTime)).Date().OverridePropertyName("Now");
}

/// <summary>Moves it.</summary>
public sealed class MoveClockHandler(Db db, ServiceClock clock) : IRequestHandler<MoveClock, Result<ClockView>>
{
    private static readonly Sql<NoParameters, DateTimeOffset?> LastRecorded = new(
        """
        SELECT MAX(e.[At]) AS [At] FROM [AuditChain] c
        JOIN [AuditEvent] e ON e.[ChainId] = c.[Id] AND e.[Sequence] = c.[Length]
        """
    );

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public async Task<Result<ClockView>> Handle(MoveClock request, CancellationToken cancellationToken)
    {
        if (await db.Find(LastRecorded, NoParameters.None, cancellationToken) is { } last && request.Now < last)
        {
            // As the caller writes times, so that it can be sent back.
            var earliest = last.ToOffset(request.Now.Offset).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", Invariant);
            return Error.Conflict("clock.before_last_record", earliest) with { Field = "now" };
        }

        clock.MoveTo(request.Now);
        return new ClockView(clock.GetUtcNow());
    }
}
