using Baznas.Bmd.Web.Features.Approvals.ListApprovals;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Approvals.PlanApprovalsWaiting;

/// <summary>What waits for a decision in words, what waits longest first: what the reader may decide, then the rest.</summary>
/// <param name="Waiting">What waits, as the reader sees it.</param>
/// <param name="AddressOf">Where a page is found.</param>
internal sealed record WaitingText(IReadOnlyList<WaitingDecision> Waiting, Func<string, string> AddressOf)
{
    /// <summary>The most of each part that are named; the rest is counted.</summary>
    public const int Most = 20;

    /// <summary>What it says to a reader, in the language of the moment.</summary>
    public MailText For(Subscriber reader)
    {
        var mine = Waiting.Where(item => item.Refusal is null).ToList();
        return new MailText(
            PageText.T("mail.approvals.subject", Waiting.Count, mine.Count),
            string.Join(
                "\n",
                [
                    PageText.T("mail.approvals.hello", reader.DisplayName),
                    .. Part("mail.approvals.mine", mine),
                    .. Part("mail.approvals.others", [.. Waiting.Except(mine)]),
                    "",
                    PageText.T("mail.more_at", AddressOf("/approvals")),
                ]
            )
        );
    }

    private IEnumerable<string> Part(string title, IReadOnlyList<WaitingDecision> items)
    {
        yield return "";
        yield return PageText.T(title, items.Count);
        foreach (var item in items.Take(Most))
        {
            yield return LineOf(item);
            yield return $"  {AddressOf(ApprovalsPage.AddressOf(item))}";
        }

        if (items.Count > Most)
        {
            yield return PageText.T("mail.and_more", items.Count - Most);
        }
    }

    private static string LineOf(WaitingDecision item)
    {
        var amount = item.Amount is { } there ? $", {PageText.Money(there)}" : null;
        var name = item.TrancheNo is { } no
            ? $"{ApprovalsPage.NameOf(item)} ({PageText.T("loan.tranche", no)})"
            : ApprovalsPage.NameOf(item);
        return $"- {PageText.Word(item.Kind)}: {name}{amount}, {PageText.T("mail.approvals.days", item.DaysWaiting)}";
    }
}
