using System.Globalization;
using Baznas.Bmd.Web.Features.Groups.GetCollectionSheet;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Groups.RecordGroupRepayments;

/// <summary>A group's meeting on one screen: who pays what, one look at the sum, and all of it booked or nothing.</summary>
public sealed class CollectionPage : BmdPage
{
    /// <summary>The field that says which loan a row of the form is about; the page fills it in.</summary>
    public const string RowKey = "loanId";

    /// <summary>What the members are to pay today.</summary>
    public CollectionSheet Sheet { get; private set; } = null!;

    /// <summary>The sheet's rows, each with its number in the form, which stays when the sheet is ordered anew.</summary>
    public IReadOnlyList<(int No, CollectionSheetRow Loan)> Rows { get; private set; } = [];

    /// <summary>What was filled in.</summary>
    public RecordGroupRepayments? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public GroupRepaymentsReceipt? Would => Rehearsed as GroupRepaymentsReceipt;

    /// <summary>Where the money may lie.</summary>
    public IReadOnlyList<Choice> Accounts => RecordRepaymentPage.AccountsFor(Caller);

    /// <summary>The members, of whom one may pay for another.</summary>
    public IEnumerable<Choice> Members =>
        Sheet
            .Rows.Select(row => new Choice(row.BorrowerId, row.BorrowerName))
            .Concat(Sheet.WithoutLoan.Select(member => new Choice(member.BorrowerId, member.BorrowerName)))
            .DistinctBy(choice => choice.Value)
            .OrderBy(choice => choice.Text, StringComparer.CurrentCulture);

    /// <summary>Shows who is to pay what.</summary>
    public async Task OnGet(string id)
    {
        Sheet = await Ask(new GetCollectionSheet.GetCollectionSheet { GroupId = id });
        Rows = Numbered(Sheet.Rows);
    }

    /// <summary>Rehearses the payments, and books them together when they are confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<RecordGroupRepayments>(RowKey) is { } read ? read with { GroupId = id } : null;
        if (await SendConfirmed(Command) is (true, { } receipt))
        {
            return GoTo($"/groups/{id}/meetings", "meeting.done", receipt.Items.Count, receipt.Total);
        }

        await OnGet(id);
        return Page();
    }

    /// <summary>A member's name, for an id of the sheet.</summary>
    public string? NameOf(string? borrowerId) => Members.FirstOrDefault(member => member.Value == borrowerId)?.Text;

    // What was typed stays with its loan, also when others were paid in between and the sheet has changed.
    private IReadOnlyList<(int No, CollectionSheetRow Loan)> Numbered(IReadOnlyList<CollectionSheetRow> rows)
    {
        var sent = new Dictionary<string, int>();
        var next = 0;
        if (Request.HasFormContentType)
        {
            foreach (var (no, loanId) in SentLoans())
            {
                sent.TryAdd(loanId, no);
                next = Math.Max(next, no + 1);
            }
        }

        return [.. rows.Select(row => (sent.TryGetValue(row.LoanId, out var no) ? no : next++, row))];
    }

    private IEnumerable<(int No, string LoanId)> SentLoans() =>
        Request
            .Form.Where(field =>
                field.Key.StartsWith("items[", StringComparison.Ordinal)
                && field.Key.EndsWith($"].{RowKey}", StringComparison.Ordinal)
            )
            .Select(field =>
                (
                    int.TryParse(
                        field.Key["items[".Length..^$"].{RowKey}".Length],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var no
                    )
                        ? no
                        : 0,
                    field.Value.ToString()
                )
            );
}
