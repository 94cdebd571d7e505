namespace Baznas.Bmd.Domain.Loans;

/// <summary>How far a request to write a debt off, or to forgive it, has come.</summary>
public enum WriteOffStatus
{
    /// <summary>Not enough approvers have spoken.</summary>
    Pending,

    /// <summary>Two agreed; it is booked.</summary>
    Approved,

    /// <summary>One refused.</summary>
    Rejected,
}

/// <summary>
/// A debt leaves the books only when two people besides the one who asked agree, whatever their limits for new loans
/// are. One who refuses ends it.
/// </summary>
public static class WriteOffApproval
{
    /// <summary>How many must agree.</summary>
    public const int Needed = 2;

    /// <summary>What so many voices come to.</summary>
    public static WriteOffStatus StatusOf(int approvals, int rejections)
    {
        if (rejections > 0)
        {
            return WriteOffStatus.Rejected;
        }

        return approvals >= Needed ? WriteOffStatus.Approved : WriteOffStatus.Pending;
    }
}
