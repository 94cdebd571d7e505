namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>What day it is at an office.</summary>
/// <param name="offices">The offices.</param>
/// <param name="time">The clock.</param>
public sealed class OfficeDates(OfficeRows offices, TimeProvider time)
{
    /// <summary>The office's date now.</summary>
    public async Task<DateOnly> Today(string officeId, CancellationToken ct) =>
        (await offices.Find(officeId, ct)).Today(time.GetUtcNow());

    /// <summary>The date now at an office, or for all offices together the date in Jakarta.</summary>
    public async Task<DateOnly> TodayOf(string? officeId, CancellationToken ct) =>
        officeId is null ? OfficeRow.Home.Today(time.GetUtcNow()) : await Today(officeId, ct);
}
