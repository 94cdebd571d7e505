using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Demo.MoveClock;

/// <summary>Sets the demonstration's clock. It exists in no other mode.</summary>
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

/// <summary>Moves it.</summary>
public sealed class MoveClockHandler(ServiceClock clock) : IRequestHandler<MoveClock, Result<ClockView>>
{
    /// <inheritdoc/>
    public Task<Result<ClockView>> Handle(MoveClock request, CancellationToken cancellationToken)
    {
        clock.MoveTo(request.Now);
        return Task.FromResult<Result<ClockView>>(new ClockView(clock.GetUtcNow()));
    }
}
