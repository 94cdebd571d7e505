using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Today.GetToday;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Today.PlanMorningLists;

/// <summary>The morning list in words: village by village, short enough for a phone, with no NIK and no phone number.</summary>
/// <param name="Visits">The day's visits.</param>
/// <param name="Day">The day.</param>
/// <param name="Address">Where the whole list stands.</param>
internal sealed record MorningText(IReadOnlyList<Visit> Visits, DateOnly Day, string Address)
{
    /// <summary>The most people that are named; the rest is counted.</summary>
    public const int Most = 40;

    // Whom to see first within a village.
    private static readonly VisitKind[] Turns =
    [
        VisitKind.Broken,
        VisitKind.Promised,
        VisitKind.Due,
        VisitKind.Late,
        VisitKind.Survey,
    ];

    /// <summary>What it says to a reader, in the language of the moment.</summary>
    public MailText For(Subscriber reader) =>
        new(
            PageText.T("mail.morning.subject", Day, Visits.Count),
            string.Join(
                "\n",
                [
                    PageText.T("mail.morning.hello", reader.DisplayName, PageText.LongDate(Day)),
                    "",
                    .. Visits.Count == 0 ? [PageText.T("mail.morning.nobody")] : People(),
                    "",
                    PageText.T("mail.morning.shared"),
                    PageText.T("mail.more_at", Address),
                ]
            )
        );

    private IEnumerable<string> People()
    {
        var all = VisitCounts.Of(Visits);
        yield return PageText.T(
            "mail.morning.counts",
            all.Broken,
            all.Promised,
            all.Due,
            all.Late - all.Broken - all.Promised,
            all.Surveys,
            all.ToCollect
        );
        var left = Most;
        foreach (var village in TodayVillage.Of(Visits).TakeWhile(_ => left > 0))
        {
            yield return "";
            yield return $"{village.Name ?? PageText.T("today.no_village")} ({village.Counts.Total})";
            var named = Visits
                .Where(visit => TodayVillage.CodeOf(visit) == village.Code)
                .OrderBy(visit => Array.IndexOf(Turns, visit.Kind))
                .ThenBy(visit => visit.BorrowerName, StringComparer.OrdinalIgnoreCase)
                .Take(left)
                .ToList();
            left -= named.Count;
            foreach (var visit in named)
            {
                yield return LineOf(visit);
            }
        }

        if (Visits.Count > Most)
        {
            yield return "";
            yield return PageText.T("mail.and_more", Visits.Count - Most);
        }
    }

    private static string LineOf(Visit visit) =>
        $"- {visit.BorrowerName}: {ReasonOf(visit)}, {PageText.Money(visit.Amount)}";

    private static string ReasonOf(Visit visit) =>
        visit.Kind switch
        {
            VisitKind.Broken => PageText.T("today.broken", visit.DaysPastDue),
            VisitKind.Late => PageText.T("today.days_late", visit.DaysPastDue),
            _ => PageText.Word(visit.Kind),
        };
}
