using Baznas.Bmd.Web.Features.Funds.PreviewEntryReversal;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Funds.ReverseEntry;

/// <summary>Takes a mistaken entry that concerns no loan back, with a reason.</summary>
public sealed class ReverseEntryPage : BmdPage
{
    /// <summary>What is taken back.</summary>
    public EntryReversalPreview Entry { get; private set; } = null!;

    /// <summary>What was filled in.</summary>
    public ReverseEntry? Command { get; private set; }

    /// <summary>What would be booked.</summary>
    public EntryReversalView? Would => Rehearsed as EntryReversalView;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id) => Entry = await Ask(new PreviewEntryReversal.PreviewEntryReversal(id));

    /// <summary>Rehearses it, and takes the entry back when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<ReverseEntry>() is { } read ? read with { TransactionId = id } : null;
        if (await SendConfirmed(Command) is (true, { } reversal))
        {
            return GoTo($"/transactions/{reversal.TransactionId}", "reverse_entry.done", reversal.JournalNumber);
        }

        await OnGet(id);
        return Page();
    }
}
