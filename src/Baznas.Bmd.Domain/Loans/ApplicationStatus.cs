namespace Baznas.Bmd.Domain.Loans;

/// <summary>How far a loan application (pengajuan) has come.</summary>
public enum ApplicationStatus
{
    /// <summary>Being written; may still be edited.</summary>
    Draft,

    /// <summary>Handed in by the field officer.</summary>
    Submitted,

    /// <summary>Visited and scored.</summary>
    Surveyed,

    /// <summary>Enough approvers agreed; the loan exists.</summary>
    Approved,

    /// <summary>An approver refused.</summary>
    Rejected,

    /// <summary>The applicant stepped back.</summary>
    Withdrawn,
}
