namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>A part of the books that must hold together, and agree with the audit trail.</summary>
public interface IBookCheck
{
    /// <summary>The first thing that does not hold; null when everything does.</summary>
    /// <param name="officeId">The office; all of them when null.</param>
    /// <param name="ct">To give up.</param>
    Task<Broken?> FirstBroken(string? officeId, CancellationToken ct);
}

/// <summary>A part of the books that is checked by itself.</summary>
public enum BookPart
{
    /// <summary>The chain of audit events, and that entries and loans are as they say.</summary>
    AuditTrail,

    /// <summary>That the chain still has the heads that were published elsewhere.</summary>
    PublishedHeads,

    /// <summary>Entries, balances and numbers.</summary>
    Ledger,

    /// <summary>The schedules of loans, and their changes.</summary>
    Schedules,

    /// <summary>Instalments moved by a grace.</summary>
    Graces,

    /// <summary>Payouts in tranches.</summary>
    Tranches,

    /// <summary>Debts written off or forgiven.</summary>
    WriteOffs,

    /// <summary>Closed and reopened months.</summary>
    Periods,

    /// <summary>Deposits, and cash that was counted.</summary>
    MoneyHeld,

    /// <summary>Reports kept as they were.</summary>
    KeptReports,

    /// <summary>Packs of files kept as they were.</summary>
    KeptPacks,

    /// <summary>Meetings of groups.</summary>
    Meetings,

    /// <summary>What was done about late loans.</summary>
    Arrears,

    /// <summary>What borrowers agreed to and disputed.</summary>
    Consents,

    /// <summary>Visits to applicants, and every voice on their applications.</summary>
    Decisions,

    /// <summary>Who belongs to which group, and who chairs it.</summary>
    Groups,

    /// <summary>The offices' holidays.</summary>
    Holidays,

    /// <summary>Who may sign in, and as what.</summary>
    Users,

    /// <summary>What households answered, and what their needs are held against.</summary>
    Impact,

    /// <summary>What an office calls its accounts, and how it maps them to its statements.</summary>
    Statements,
}

/// <summary>Every check of the books. They go in this order, so that what is named first is what other checks rest on.</summary>
/// <param name="services">The request's.</param>
public sealed class BookChecks(IServiceProvider services)
{
    private static readonly (BookPart Part, Type Check)[] InOrder =
    [
        (BookPart.PublishedHeads, typeof(HeadCheck)),
        (BookPart.Ledger, typeof(LedgerCheck)),
        (BookPart.Schedules, typeof(ScheduleCheck)),
        (BookPart.Graces, typeof(GraceCheck)),
        (BookPart.Tranches, typeof(TrancheCheck)),
        (BookPart.WriteOffs, typeof(WriteOffCheck)),
        (BookPart.Periods, typeof(PeriodCheck)),
        (BookPart.MoneyHeld, typeof(MoneyHeldCheck)),
        (BookPart.KeptReports, typeof(ReportCheck)),
        (BookPart.KeptPacks, typeof(PackCheck)),
        (BookPart.Meetings, typeof(MeetingCheck)),
        (BookPart.Arrears, typeof(ArrearsCheck)),
        (BookPart.Consents, typeof(ConsentCheck)),
        (BookPart.Decisions, typeof(DecisionCheck)),
        (BookPart.Groups, typeof(GroupCheck)),
        (BookPart.Holidays, typeof(HolidayCheck)),
        (BookPart.Users, typeof(UserCheck)),
        (BookPart.Impact, typeof(ImpactCheck)),
        (BookPart.Statements, typeof(StatementCheck)),
    ];

    /// <summary>The first thing that does not hold, and how far the checks came; those that rest on it are not begun.</summary>
    /// <param name="officeId">The office; all of them when null.</param>
    /// <param name="broken">What does not hold of the audit trail, on which all of them rest.</param>
    /// <param name="ct">To give up.</param>
    public async Task<(Broken? Broken, IReadOnlyList<CheckedPart> Parts)> Check(
        string? officeId,
        Broken? broken,
        CancellationToken ct
    )
    {
        var parts = new List<CheckedPart> { new(BookPart.AuditTrail, OutcomeOf(broken)) };
        foreach (var (part, check) in InOrder)
        {
            if (broken is not null)
            {
                parts.Add(new CheckedPart(part, CheckOutcome.NotReached));
                continue;
            }

            broken = await ((IBookCheck)services.GetRequiredService(check)).FirstBroken(officeId, ct);
            parts.Add(new CheckedPart(part, OutcomeOf(broken)));
        }

        return (broken, parts);
    }

    private static CheckOutcome OutcomeOf(Broken? broken) => broken is null ? CheckOutcome.Holds : CheckOutcome.Broken;
}
