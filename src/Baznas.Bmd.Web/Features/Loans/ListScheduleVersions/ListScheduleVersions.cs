using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.ListScheduleVersions;

/// <summary>Every version that a loan's schedule ever had, the oldest first, each as it was.</summary>
/// <param name="LoanId">The loan.</param>
[AllowedToStaff]
public sealed record ListScheduleVersions(string LoanId) : IQuery<Page<ScheduleVersionView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListScheduleVersions, Page<ScheduleVersionView>>(
            "/loans/{id}/schedule/versions",
            (string id) => new ListScheduleVersions(id)
        );
}

/// <summary>A version of a schedule as it was made.</summary>
public sealed record ScheduleVersionView
{
    /// <summary>Counts from 1; of those that began by a day, the highest is in force on it.</summary>
    public required int Version { get; init; }

    /// <summary>From which day on it holds.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <inheritdoc cref="ScheduleCause"/>
    public required ScheduleCause Cause { get; init; }

    /// <summary>What had been repaid before it and counts against older versions, rupiah.</summary>
    public required Rupiah RepaidBefore { get; init; }

    /// <summary>The version it takes back.</summary>
    public required int? Undoes { get; init; }

    /// <summary>The instalments; none once the first disbursement was reversed.</summary>
    public required IReadOnlyList<ScheduleRow> Rows { get; init; }
}

/// <summary>Reads them.</summary>
public sealed class ListScheduleVersionsHandler(ScheduleBook schedules)
    : IRequestHandler<ListScheduleVersions, Result<Page<ScheduleVersionView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<ScheduleVersionView>>> Handle(
        ListScheduleVersions request,
        CancellationToken cancellationToken
    )
    {
        var versions = await schedules.Of(request.LoanId, cancellationToken);
        return new Page<ScheduleVersionView> { Items = [.. versions.Select(View)] };
    }

    private static ScheduleVersionView View(ScheduleVersion version) =>
        new()
        {
            Version = version.Version,
            EffectiveOn = version.EffectiveOn,
            Cause = version.Cause,
            RepaidBefore = version.RepaidBefore,
            Undoes = version.Undoes,
            Rows = ScheduleRow.Of(version.Instalments),
        };
}
