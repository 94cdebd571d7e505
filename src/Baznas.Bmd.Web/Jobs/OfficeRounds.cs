using Baznas.Bmd.Web.Platform.Hosting;
using MediatR;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>What every job does: a round of the offices, each on its own, so that trouble at one stops no other.</summary>
/// <param name="services">The service's parts.</param>
/// <param name="logger">For operators.</param>
public sealed class OfficeRounds(IServiceProvider services, ILogger<OfficeRounds> logger)
{
    private static readonly Sql<NoParameters, string> Offices = new("SELECT [Id] FROM [Office] ORDER BY [Id]");

    /// <summary>Visits every office.</summary>
    /// <param name="visit">What is done there.</param>
    /// <param name="ct">Ends the round before the next office.</param>
    /// <exception cref="AggregateException">What went wrong, after all offices have been visited; the next run tries again.</exception>
    public async Task Visit(Func<string, Task> visit, CancellationToken ct)
    {
        var troubles = new List<Exception>();
        foreach (var officeId in await AllOffices(ct))
        {
            try
            {
                ct.ThrowIfCancellationRequested();
                await visit(officeId);
            }
#pragma warning disable CA1031 // Whatever it is, the other offices have nothing to do with it, and it is thrown below.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                logger.LogError(e, "A job failed for office {OfficeId}", officeId);
                troubles.Add(e);
            }
        }

        if (troubles.Count > 0)
        {
            throw new AggregateException(troubles);
        }
    }

    /// <summary>Sends a request as the service.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<T> Send<T>(IRequest<Result<T>> request, CancellationToken ct)
        where T : notnull
    {
        var result = await Try(request, ct);
        return result.IsRefused(out var error)
            ? throw new InvalidOperationException($"{request.GetType().Name} was refused: {error.Code}")
            : result.Value;
    }

    /// <summary>Sends a request as the service, which may be refused.</summary>
    public Task<Result<T>> Try<T>(IRequest<Result<T>> request, CancellationToken ct)
        where T : notnull => services.SendAsService(request, ct);

    private async Task<IReadOnlyList<string>> AllOffices(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Query(Offices, NoParameters.None, ct);
    }
}
