using Baznas.Bmd.Web.Features.Messaging;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Sends what waits in the outbox, office after office.</summary>
/// <param name="rounds">The round of the offices.</param>
/// <param name="deliverer">Sends.</param>
/// <param name="turn">One round at a time in this process.</param>
public sealed class Delivery(OfficeRounds rounds, Deliverer deliverer, DeliveryTurn turn)
{
    /// <summary>Sends it.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        turn.Run(() => rounds.Visit(officeId => deliverer.Deliver(officeId, ct), ct), ct);
}

/// <summary>
/// Lets one round of deliveries go on in this process at a time: more would wait for the same providers. Who asks meanwhile
/// is answered by another round of whoever is at it.
/// </summary>
public sealed class DeliveryTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _isAskedFor;

    /// <summary>Runs a round, or has the one under way followed by another.</summary>
    public async Task Run(Func<Task> round, CancellationToken ct)
    {
        _isAskedFor = true;
        if (!await _turn.WaitAsync(TimeSpan.Zero, ct))
        {
            return;
        }

        try
        {
            while (_isAskedFor)
            {
                _isAskedFor = false;
                await round();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
