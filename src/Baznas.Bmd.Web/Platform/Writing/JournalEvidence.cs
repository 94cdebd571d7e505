namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>A journal entry as it is stored.</summary>
public sealed record JournalEntryRow
{
#pragma warning disable CS1591 // The columns of JournalEntry, named and explained there.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Number { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset BookedAt { get; init; }
    public string BookedBy { get; init; } = "";
    public string? LoanId { get; init; }
    public string? BorrowerId { get; init; }
    public string? ReceiptNumber { get; init; }
    public string? Method { get; init; }
    public string? PaidByBorrowerId { get; init; }
    public string? Reference { get; init; }
    public string? Description { get; init; }
#pragma warning restore CS1591
}

/// <summary>A posting as it is stored.</summary>
public sealed record PostingRow
{
#pragma warning disable CS1591 // The columns of Posting, named and explained there.
    public string EntryId { get; init; } = "";
    public int Line { get; init; }
    public string OfficeId { get; init; } = "";
    public string FundId { get; init; } = "";
    public string Account { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string? LoanId { get; init; }
    public string? BorrowerId { get; init; }
    public Rupiah Amount { get; init; }
#pragma warning restore CS1591
}

/// <summary>
/// What the audit trail keeps of a journal entry: all of it. The verification makes the same record again from
/// the ledger's tables and compares, so that an entry changed, added or removed behind the service's back is
/// found.
/// </summary>
public sealed record JournalEvidence
{
    /// <summary>The audit events' kind of subject.</summary>
    public const string SubjectKind = "journalEntry";

    /// <summary>The entry.</summary>
    public required JournalEntryRow Entry { get; init; }

    /// <summary>Its postings in the order of their lines.</summary>
    public required IReadOnlyList<PostingEvidence> Postings { get; init; }

    /// <summary>The evidence of an entry.</summary>
    public static JournalEvidence Of(JournalEntryRow entry, IEnumerable<PostingRow> postings) =>
        new() { Entry = entry, Postings = [.. postings.Select(PostingEvidence.Of)] };
}

/// <summary>What the audit trail keeps, as what was before, of the entry that another takes back.</summary>
/// <param name="EntryId">Which one.</param>
public sealed record ReversedEvidence(string EntryId);

/// <summary>What of a posting its entry does not say already.</summary>
public sealed record PostingEvidence
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The loan whose subledger it belongs to.</summary>
    public string? LoanId { get; init; }

    /// <summary>The borrower whose subledger it belongs to.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>Rupiah; a debit above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The evidence of a posting.</summary>
    public static PostingEvidence Of(PostingRow row) =>
        new()
        {
            Account = row.Account,
            FundId = row.FundId,
            LoanId = row.LoanId,
            BorrowerId = row.BorrowerId,
            Amount = row.Amount,
        };
}
