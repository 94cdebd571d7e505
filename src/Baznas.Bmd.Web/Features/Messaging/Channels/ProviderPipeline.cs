using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>
/// What stands around every call of a provider, from the outside in: a time for all of it, a few more tries with pauses
/// that differ, a circuit breaker, a rate, and a time for each try. Whatever happens, its answer is an outcome.
/// </summary>
public sealed class ProviderPipeline : IDisposable
{
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);

    private readonly TokenBucketRateLimiter _rate;
    private readonly ResiliencePipeline<DeliveryOutcome> _pipeline;

    /// <summary>Builds it.</summary>
    /// <param name="limits">How patient, and how gentle.</param>
    /// <param name="pace">The clock of its pauses; the machine's when left out.</param>
    public ProviderPipeline(ProviderLimits limits, TimeProvider? pace = null)
    {
        _rate = new TokenBucketRateLimiter(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.CallsPerSecond,
                TokensPerPeriod = limits.CallsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                // Whoever has to wait longer than this is better off in the outbox.
                QueueLimit = limits.CallsPerSecond * 10,
            }
        );
        var builder = new ResiliencePipelineBuilder<DeliveryOutcome>();
        if (pace is not null)
        {
            builder.TimeProvider = pace;
        }

        builder.AddTimeout(limits.TotalTimeout);
        if (limits.Retries > 0)
        {
            builder.AddRetry(Retry(limits));
        }

        _pipeline = builder
            .AddCircuitBreaker(Breaker(limits))
            .AddRateLimiter(_rate)
            .AddTimeout(limits.AttemptTimeout)
            .Build();
        Longest = limits.TotalTimeout;
    }

    /// <summary>How long a call takes at the very most.</summary>
    public TimeSpan Longest { get; }

    /// <summary>Makes a call.</summary>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public async Task<DeliveryOutcome> Run(Func<CancellationToken, Task<DeliveryOutcome>> call, CancellationToken ct)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await call(token), ct);
        }
        catch (TimeoutRejectedException)
        {
            return DeliveryOutcome.Passing("timeout");
        }
        catch (BrokenCircuitException e)
        {
            return DeliveryOutcome.Passing("circuitOpen", e.RetryAfter);
        }
        catch (RateLimiterRejectedException e)
        {
            return DeliveryOutcome.Passing("rateLimited", e.RetryAfter);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rate.Dispose();

    private static RetryStrategyOptions<DeliveryOutcome> Retry(ProviderLimits limits) =>
        new()
        {
            // Who is asked to wait longer than a message may take goes back into the outbox at once.
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome.Exception is TimeoutRejectedException
                        || args.Outcome.Result is { Result: DeliveryResult.Passing } passing
                            && !(passing.RetryAfter > limits.TotalTimeout)
                ),
            MaxRetryAttempts = limits.Retries,
            Delay = limits.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
        };

    private static CircuitBreakerStrategyOptions<DeliveryOutcome> Breaker(ProviderLimits limits) =>
        new()
        {
            // One that asks for patience is not down.
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome.Exception is TimeoutRejectedException
                        || args.Outcome.Result is { Result: DeliveryResult.Passing, RetryAfter: null }
                ),
            FailureRatio = 0.5,
            MinimumThroughput = limits.BreakAfter,
            SamplingDuration = Sampling,
            BreakDuration = limits.BreakDuration,
        };
}
