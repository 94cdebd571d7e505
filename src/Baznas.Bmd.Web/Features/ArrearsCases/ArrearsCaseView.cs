using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans.GetLoan;

namespace Baznas.Bmd.Web.Features.ArrearsCases;

/// <summary>The case of a late loan, on a day.</summary>
public sealed record ArrearsCaseView
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who owes it.</summary>
    public required BorrowerReference Borrower { get; init; }

    /// <summary>The day that everything here is true of.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How the case stands.</summary>
    public required ArrearsState State { get; init; }

    /// <summary>How far the loan has come.</summary>
    public required LoanStatus LoanStatus { get; init; }

    /// <summary>Since when: the due date of the oldest instalment not fully paid; null when nothing is late.</summary>
    public required DateOnly? OldestUnpaidDueOn { get; init; }

    /// <summary>Age in days of that instalment; 0 when nothing is late.</summary>
    public required int DaysPastDue { get; init; }

    /// <summary>The unpaid part of all instalments due before the day, rupiah.</summary>
    public required Rupiah Overdue { get; init; }

    /// <summary>What is owed, on the books and off them, rupiah.</summary>
    public required Rupiah StillOwed { get; init; }

    /// <summary>Why it is late, as far as is known: what was noted last.</summary>
    public required ArrearsCause Cause { get; init; }

    /// <summary>The promise that decides how the case stands; null when there is none.</summary>
    public required PromiseView? Promise { get; init; }

    /// <summary>What was done, the newest first.</summary>
    public required IReadOnlyList<ArrearsStepView> Steps { get; init; }
}

/// <summary>A promise to pay, and what became of it.</summary>
public sealed record PromiseView
{
    /// <summary>When it was given.</summary>
    public required DateOnly GivenOn { get; init; }

    /// <summary>By when it shall be paid.</summary>
    public required DateOnly PromisedOn { get; init; }

    /// <summary>How much, rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>What of it was paid in time, rupiah; more than was promised, if more was paid.</summary>
    public required Rupiah Paid { get; init; }

    /// <summary>What became of it.</summary>
    public required PromiseState State { get; init; }
}

/// <summary>Something that was done about a late loan.</summary>
public sealed record ArrearsStepView
{
    /// <summary>The step.</summary>
    public required string Id { get; init; }

    /// <summary>What it was.</summary>
    public required ArrearsStepKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateOnly HappenedOn { get; init; }

    /// <summary>How the contact was made.</summary>
    public required ContactMethod? Method { get; init; }

    /// <summary>Whom the contact was with.</summary>
    public required ContactPerson? With { get; init; }

    /// <summary>Who made the visit.</summary>
    public required string? VisitedBy { get; init; }

    /// <summary>What came of the contact or the visit.</summary>
    public required ArrearsOutcome? Outcome { get; init; }

    /// <summary>What was promised.</summary>
    public required PromiseView? Promise { get; init; }

    /// <summary>Why it is late.</summary>
    public required ArrearsCause? Cause { get; init; }

    /// <summary>In words.</summary>
    public required string? Note { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When they did.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
