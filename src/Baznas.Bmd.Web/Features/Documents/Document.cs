using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Documents;

/// <summary>What people get on paper. Each kind says of what its id is.</summary>
public enum DocumentKind
{
    /// <summary>The contract (akad qardh) with its schedule; of a loan.</summary>
    Akad,

    /// <summary>What is due when, with room to write down what was paid (kartu angsuran); of a loan.</summary>
    InstalmentCard,

    /// <summary>That money was paid out; of a journal entry.</summary>
    DisbursementReceipt,

    /// <summary>That an instalment was paid (kuitansi); of a journal entry.</summary>
    RepaymentReceipt,

    /// <summary>That money was left to be held (titipan); of a journal entry.</summary>
    DepositReceipt,

    /// <summary>That held money paid an instalment; of a journal entry.</summary>
    DepositUseReceipt,

    /// <summary>That held money was given back; of a journal entry.</summary>
    RefundReceipt,

    /// <summary>That somebody gave of their own will; of a journal entry.</summary>
    InfakReceipt,

    /// <summary>That money came on a debt off the books; of a journal entry.</summary>
    RecoveryReceipt,

    /// <summary>That money came into a fund; of a journal entry.</summary>
    FundReceipt,

    /// <summary>That an application was approved or rejected; of an application.</summary>
    DecisionLetter,

    /// <summary>Every movement of a loan up to a day; of a loan.</summary>
    Statement,

    /// <summary>That everything is paid (surat lunas); of a loan.</summary>
    SettlementLetter,

    /// <summary>The new schedule as both parties agree to it; of a request for a new schedule.</summary>
    Addendum,

    /// <summary>That a debt left the books and is still owed; of a request to write it off.</summary>
    WriteOffLetter,

    /// <summary>That a debt is dropped (ibra'); of a request to forgive it.</summary>
    ForgivenessLetter,
}

/// <summary>Whether a document still says what is so.</summary>
public enum DocumentStatus
{
    /// <summary>It does.</summary>
    Valid,

    /// <summary>What it says was taken back, or something else took its place.</summary>
    Reversed,
}

/// <summary>The sheets that a document can be printed on.</summary>
public enum PaperSize
{
    /// <summary>A4.</summary>
    A4,

    /// <summary>A5.</summary>
    A5,

    /// <summary>A roll of 58 mm.</summary>
    Roll58,
}

/// <summary>Which document.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Of what it is, as the kind says.</param>
public sealed record DocumentReference(DocumentKind Kind, string Id)
{
    /// <summary>Of an instalment card: the version of the schedule; the last one when null.</summary>
    public int? Version { get; init; }

    /// <summary>Of a statement: the day it ends with; the office's today when null.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Of a statement: how many of the loan's entries, in the order they were booked, it covers; all when null.</summary>
    public int? Entries { get; init; }

    /// <summary>Of a letter of full payment: the entry that paid the last of it; the last one that did when null.</summary>
    public string? EntryId { get; init; }
}

/// <summary>A document as a list names it.</summary>
public sealed record DocumentView
{
    /// <inheritdoc cref="DocumentKind"/>
    public required DocumentKind Kind { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Its date.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>What it is about, rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <inheritdoc cref="DocumentStatus"/>
    public required DocumentStatus Status { get; init; }

    /// <summary>Where it is, beneath the API's base: <c>/documents/akad/…</c>; a page of the same path shows it in a browser.</summary>
    public required string Path { get; init; }
}

/// <summary>
/// A document as it is to be printed: everything on it follows from what is stored, as of its own moment, so that it is
/// the same however often and however late it is made; only once it is taken back it says so.
/// </summary>
internal sealed record Paper
{
    public required DocumentKind Kind { get; init; }

    public required string Number { get; init; }

    public required DateOnly On { get; init; }

    public required Rupiah Amount { get; init; }

    /// <summary>Whose office's.</summary>
    public required string OfficeId { get; init; }

    public required string OfficeName { get; init; }

    /// <summary>Who may have it beside the office; null for nobody.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>How it was taken back, in words; null while it is valid.</summary>
    public string? TakenBack { get; init; }

    /// <summary>The sheets it can be printed on, the usual one first.</summary>
    public IReadOnlyList<PaperSize> Sizes => DocumentPapers.Of(Kind);

    /// <summary>Whether it has so much to say that its letters are a little smaller.</summary>
    public bool IsDense { get; init; }

    /// <summary>What stands between the letterhead and the mark by which it is checked.</summary>
    public required Action<PaperPen> Body { get; init; }

    public DocumentStatus Status => TakenBack is null ? DocumentStatus.Valid : DocumentStatus.Reversed;

    public DocumentView ToView(string path) =>
        new()
        {
            Kind = Kind,
            Number = Number,
            IssuedOn = On,
            Amount = Amount,
            Status = Status,
            Path = path,
        };
}

/// <summary>Makes the papers of some kinds.</summary>
internal interface IPaperSource
{
    /// <summary>The paper; null when there is none.</summary>
    Task<Paper?> Find(DocumentReference reference, CancellationToken ct);

    /// <summary>The papers that a loan has.</summary>
    Task<IReadOnlyList<DocumentView>> OfLoan(string loanId, CancellationToken ct);
}

/// <summary>Refusals about documents.</summary>
public static class DocumentErrors
{
    /// <summary>There is no such document that the caller may see.</summary>
    public static readonly Error NotFound = Error.NotFound("document.not_found");

    /// <summary>The document is not made for such sheets.</summary>
    public static readonly Error WrongPaper = Error.Invalid("document.wrong_paper") with { Field = "paper" };
}
