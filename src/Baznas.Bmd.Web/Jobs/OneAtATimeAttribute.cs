using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>
/// Lets a job run once at a time, on all nodes that share Hangfire's storage, and never one run after another for nothing:
/// a run that was put in line before the last one began has nothing left to do, and one that finds the job running leaves
/// word that it be run once more.
/// </summary>
/// <remarks>Hangfire's own attribute keeps a worker waiting for each run in line, and lets all of them run.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OneAtATimeAttribute : JobFilterAttribute, IServerFilter
{
    private const string Lock = "bmd-job-lock";
    private const string Started = "started";
    private const string Asked = "asked";

    /// <inheritdoc/>
    public void OnPerforming(PerformingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (connection, key, created) = (context.Connection, KeyOf(context), context.BackgroundJob.CreatedAt);
        // Said before looking: whoever holds the lock now reads it after giving the lock back.
        Write(connection, key, Asked, created);
        IDisposable taken;
        try
        {
            taken = connection.AcquireDistributedLock(key, TimeSpan.Zero);
        }
        catch (DistributedLockTimeoutException)
        {
            context.Canceled = true;
            return;
        }

        if (Read(connection, key, Started) is { } started && created < started)
        {
            taken.Dispose();
            context.Canceled = true;
            return;
        }

        Write(connection, key, Started, DateTime.UtcNow);
        context.Items[Lock] = taken;
    }

    /// <inheritdoc/>
    public void OnPerformed(PerformedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Items.Remove(Lock, out var taken))
        {
            return;
        }

        ((IDisposable)taken).Dispose();
        var (connection, key) = (context.Connection, KeyOf(context));
        if (Read(connection, key, Asked) is { } asked && asked > Read(connection, key, Started))
        {
            new BackgroundJobClient(context.Storage).Create(context.BackgroundJob.Job, new EnqueuedState());
        }
    }

    private static string KeyOf(PerformContext context) => $"bmd:job:{context.BackgroundJob.Job.Type.Name}";

    private static void Write(IStorageConnection connection, string key, string field, DateTime at) =>
        connection.SetRangeInHash(key, [new(field, at.ToString("O", CultureInfo.InvariantCulture))]);

    private static DateTime? Read(IStorageConnection connection, string key, string field) =>
        connection.GetAllEntriesFromHash(key)?.TryGetValue(field, out var text) == true
            ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : null;
}
