using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.ListVillages;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Today.GetToday;

/// <summary>Who is to be visited today, village by village: surveys that wait, instalments that are due or late.</summary>
/// <remarks>
/// The village with the most to do comes first; within one village people stand by group, so that neighbours are together.
/// </remarks>
[Allowed(Role.FieldOfficer)]
public sealed record GetToday : IQuery<TodayView>, IApiEndpoint
{
    /// <summary>The village whose visits are listed, or <see cref="NoVillage"/>; the first when left out.</summary>
    public string? VillageCode { get; init; }

    /// <summary>Stands for borrowers whose village is not on record.</summary>
    public const string NoVillage = "-";

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetToday, TodayView>("/today", (string? villageCode) => new GetToday { VillageCode = villageCode });
}

/// <summary>A day's visits.</summary>
public sealed record TodayView
{
    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>All visits together.</summary>
    public required VisitCounts All { get; init; }

    /// <summary>Where there is something to do, the most first.</summary>
    public required IReadOnlyList<TodayVillage> Villages { get; init; }

    /// <summary>The village whose visits are listed; null when there is nothing to do anywhere.</summary>
    public required string? VillageCode { get; init; }

    /// <summary>The visits of that village, by group and address.</summary>
    public required IReadOnlyList<Visit> Visits { get; init; }
}

/// <summary>How much there is to do.</summary>
public sealed record VisitCounts
{
    /// <summary>Applications that wait for a survey.</summary>
    public required int Surveys { get; init; }

    /// <summary>Loans with an instalment due today and none late.</summary>
    public required int Due { get; init; }

    /// <summary>Loans with an instalment that is late.</summary>
    public required int Late { get; init; }

    /// <summary>Those of them that are promised to be paid today.</summary>
    public required int Promised { get; init; }

    /// <summary>Those of them whose last promise was not kept.</summary>
    public required int Broken { get; init; }

    /// <summary>What is due by today and unpaid, rupiah.</summary>
    public required Rupiah ToCollect { get; init; }

    /// <summary>All visits.</summary>
    public int Total => Surveys + Due + Late;

    internal static VisitCounts Of(IReadOnlyCollection<Visit> visits) =>
        new()
        {
            Surveys = visits.Count(visit => visit.Kind == VisitKind.Survey),
            Due = visits.Count(visit => visit.Kind == VisitKind.Due),
            Late = visits.Count(visit => visit.IsLate),
            Promised = visits.Count(visit => visit.Kind == VisitKind.Promised),
            Broken = visits.Count(visit => visit.Kind == VisitKind.Broken),
            ToCollect = visits.Where(visit => visit.Kind != VisitKind.Survey).Sum(visit => visit.Amount),
        };
}

/// <summary>A village with something to do.</summary>
/// <param name="Code">Its Kemendagri code, or <c>-</c>.</param>
/// <param name="Name">Its name; null where the village is not on record.</param>
/// <param name="Counts">How much.</param>
public sealed record TodayVillage(string Code, string? Name, VisitCounts Counts)
{
    /// <summary>The villages of a day's visits, the one with the most to do first.</summary>
    internal static IReadOnlyList<TodayVillage> Of(IEnumerable<Visit> visits) =>
        [
            .. visits
                .GroupBy(CodeOf)
                .Select(village => new TodayVillage(
                    village.Key,
                    village.Key == GetToday.NoVillage ? null : Villages.Of(village.Key).Name,
                    VisitCounts.Of([.. village])
                ))
                .OrderByDescending(village => village.Counts.Total)
                .ThenBy(village => village.Name, StringComparer.OrdinalIgnoreCase),
        ];

    internal static string CodeOf(Visit visit) => visit.VillageCode ?? GetToday.NoVillage;
}

/// <summary>Why somebody is visited.</summary>
public enum VisitKind
{
    /// <summary>An application waits for its survey.</summary>
    Survey,

    /// <summary>An instalment is due today.</summary>
    Due,

    /// <summary>An instalment is late.</summary>
    Late,

    /// <summary>An instalment is late, and was promised to be paid today.</summary>
    Promised,

    /// <summary>An instalment is late, and the last promise to pay was not kept.</summary>
    Broken,
}

/// <summary>One visit.</summary>
public sealed record Visit
{
    /// <summary>Why.</summary>
    public required VisitKind Kind { get; init; }

    /// <summary>Whom.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>Their phone number.</summary>
    public required string? Phone { get; init; }

    /// <summary>Their village.</summary>
    public required string? VillageCode { get; init; }

    /// <summary>Their address.</summary>
    public required string? Address { get; init; }

    /// <summary>The group they belong to.</summary>
    public required GroupReference? Group { get; init; }

    /// <summary>The application to be surveyed.</summary>
    public required string? ApplicationId { get; init; }

    /// <summary>The loan that is due.</summary>
    public required string? LoanId { get; init; }

    /// <summary>What is due by today and unpaid, or what is applied for; rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>Days since the oldest unpaid instalment was due.</summary>
    public required int DaysPastDue { get; init; }

    /// <summary>When the borrower promised to pay, while that promise counts.</summary>
    public required DateOnly? PromisedOn { get; init; }

    /// <summary>Whether an instalment is late.</summary>
    internal bool IsLate => Kind is VisitKind.Late or VisitKind.Promised or VisitKind.Broken;
}

/// <summary>Reads the day's visits and puts them in order.</summary>
public sealed class GetTodayHandler(DayVisits day, CallContext context, OfficeDates dates)
    : IRequestHandler<GetToday, Result<TodayView>>
{
    /// <inheritdoc/>
    public async Task<Result<TodayView>> Handle(GetToday request, CancellationToken cancellationToken)
    {
        var officeId = context.Caller!.OfficeId;
        var today = await dates.TodayOf(officeId, cancellationToken);
        var visits = await day.Of(officeId, today, cancellationToken);
        var villages = TodayVillage.Of(visits);
        var chosen = request.VillageCode ?? (villages.Count > 0 ? villages[0].Code : null);
        return new TodayView
        {
            Date = today,
            All = VisitCounts.Of(visits),
            Villages = villages,
            VillageCode = chosen,
            Visits =
            [
                .. visits
                    .Where(visit => TodayVillage.CodeOf(visit) == chosen)
                    .OrderBy(visit => visit.Group is null)
                    .ThenBy(visit => visit.Group?.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(visit => visit.Address, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(visit => visit.BorrowerName, StringComparer.OrdinalIgnoreCase),
            ],
        };
    }
}
