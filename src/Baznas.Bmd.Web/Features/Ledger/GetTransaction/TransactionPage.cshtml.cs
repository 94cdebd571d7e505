using Baznas.Bmd.Web.Features.Audit.ListEvents;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Ledger.GetTransaction;

/// <summary>A journal entry: its postings, who booked it and when, and what the audit trail says of it.</summary>
public sealed class TransactionPage : BmdPage
{
    private const int MostEvents = 10;

    /// <summary>The entry.</summary>
    public TransactionDetails Entry { get; private set; } = null!;

    /// <summary>What the audit trail says of it, for who may read that.</summary>
    public IReadOnlyList<AuditEventView> Events { get; private set; } = [];

    /// <summary>Whether it can be taken back at all.</summary>
    public bool IsReversible => Entry.Reverses is null && Entry.ReversedBy is null;

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id)
    {
        Entry = await Ask(new GetTransaction { Id = id });
        if (May<ListEvents>())
        {
            var filter = new EventFilter
            {
                OfficeId = Entry.OfficeId,
                SubjectId = Entry.Id,
                Limit = MostEvents,
            };
            Events = (await Ask(new ListEvents { Filter = filter })).Items;
        }
    }
}
