namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>A part of the books that must hold together, and agree with the audit trail.</summary>
public interface IBookCheck
{
    /// <summary>The first thing that does not hold; null when everything does.</summary>
    /// <param name="officeId">The office; all of them when null.</param>
    /// <param name="ct">To give up.</param>
    Task<Broken?> FirstBroken(string? officeId, CancellationToken ct);
}

/// <summary>Every check of the books. They go in this order, so that what is named first is what other checks rest on.</summary>
/// <param name="services">The request's.</param>
public sealed class BookChecks(IServiceProvider services)
{
    private static readonly Type[] InOrder =
    [
        typeof(LedgerCheck),
        typeof(ScheduleCheck),
        typeof(GraceCheck),
        typeof(TrancheCheck),
        typeof(WriteOffCheck),
        typeof(PeriodCheck),
        typeof(MoneyHeldCheck),
        typeof(ReportCheck),
        typeof(MeetingCheck),
    ];

    /// <inheritdoc cref="IBookCheck.FirstBroken"/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        foreach (var check in InOrder)
        {
            if (await ((IBookCheck)services.GetRequiredService(check)).FirstBroken(officeId, ct) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }
}
