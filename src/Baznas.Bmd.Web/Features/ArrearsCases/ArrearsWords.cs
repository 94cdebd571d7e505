namespace Baznas.Bmd.Web.Features.ArrearsCases;

/// <summary>How a case stands.</summary>
public enum ArrearsState
{
    /// <summary>Late, and nothing is promised that is still to come.</summary>
    Open,

    /// <summary>Late, and a promise to pay still has time.</summary>
    Promised,

    /// <summary>Late, and the last promise was not kept: it comes first in the list.</summary>
    Broken,

    /// <summary>Off the books and still owed.</summary>
    WrittenOff,

    /// <summary>Nothing is late any more; what was done stays readable.</summary>
    Settled,
}

/// <summary>What somebody did about a late loan.</summary>
public enum ArrearsStepKind
{
    /// <summary>Somebody was called or written to, or came to the office.</summary>
    Contact,

    /// <summary>Somebody was visited.</summary>
    Visit,

    /// <summary>A promise to pay was given.</summary>
    Promise,

    /// <summary>It was found out why it is late.</summary>
    Cause,
}

/// <summary>How a contact was made.</summary>
public enum ContactMethod
{
    /// <summary>By phone.</summary>
    Phone,

    /// <summary>A WhatsApp message.</summary>
    WhatsApp,

    /// <summary>A text message.</summary>
    Sms,

    /// <summary>A letter.</summary>
    Letter,

    /// <summary>At the office.</summary>
    AtOffice,
}

/// <summary>Whom a contact was with. What somebody owes is nobody else's business, so most are with the borrower.</summary>
public enum ContactPerson
{
    /// <summary>The borrower.</summary>
    Borrower,

    /// <summary>Somebody of the household.</summary>
    Family,

    /// <summary>The chair of the borrower's group.</summary>
    GroupChair,

    /// <summary>Nobody was reached.</summary>
    Nobody,
}

/// <summary>What came of a contact or a visit.</summary>
public enum ArrearsOutcome
{
    /// <summary>They were spoken to.</summary>
    Spoke,

    /// <summary>Word was left for them.</summary>
    MessageLeft,

    /// <summary>They were not reached.</summary>
    NotReached,

    /// <summary>They ask for more time.</summary>
    AsksForTime,

    /// <summary>They say that the books are wrong.</summary>
    Disputes,

    /// <summary>They do not live there any more.</summary>
    Moved,
}

/// <summary>Why somebody is late.</summary>
public enum ArrearsCause
{
    /// <summary>They could pay.</summary>
    Able,

    /// <summary>They can't: grace, a new schedule or forgiveness helps.</summary>
    Unable,

    /// <summary>A disaster.</summary>
    ForceMajeure,

    /// <summary>It is not known yet.</summary>
    Unknown,
}
