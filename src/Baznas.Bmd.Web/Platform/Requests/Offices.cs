using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Platform.Requests;

/// <summary>Finds the office that a request's subject belongs to, and hides what belongs to another.</summary>
/// <param name="db">The request's database.</param>
public sealed class SubjectOffices(Db db)
{
    private readonly Dictionary<Subject, string> _known = [];

    private static readonly Sql<IdParameter, string> OfOffice = new("SELECT [Id] FROM [Office] WHERE [Id] = @Id");

    private static readonly Sql<IdParameter, string> OfFund = new("SELECT [OfficeId] FROM [Fund] WHERE [Id] = @Id");

    private static readonly Sql<IdParameter, string> OfBorrower = new(
        "SELECT [OfficeId] FROM [Borrower] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfGroup = new(
        "SELECT [OfficeId] FROM [BorrowerGroup] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfApplication = new(
        "SELECT [OfficeId] FROM [LoanApplication] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfLoan = new("SELECT [OfficeId] FROM [Loan] WHERE [Id] = @Id");

    private static readonly Sql<IdParameter, string> OfCashCount = new(
        "SELECT [OfficeId] FROM [CashCount] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfPeriodReopening = new(
        "SELECT [OfficeId] FROM [PeriodReopening] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfWriteOff = new(
        "SELECT [OfficeId] FROM [WriteOff] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfTransaction = new(
        "SELECT [OfficeId] FROM [JournalEntry] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfReschedule = new(
        "SELECT [OfficeId] FROM [Reschedule] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfKeptPack = new(
        "SELECT [OfficeId] FROM [KeptPack] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfMessage = new(
        "SELECT [OfficeId] FROM [OutgoingMessage] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfDispute = new(
        "SELECT [OfficeId] FROM [LoanDispute] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, string> OfReportSchedule = new(
        "SELECT [OfficeId] FROM [ReportSchedule] WHERE [Id] = @Id AND [Version] = 1"
    );

    // Who works for all offices belongs to none, as what is Subject.Global.
    private static readonly Sql<IdParameter, string> OfUser = new(
        "SELECT COALESCE([OfficeId], '') AS [OfficeId] FROM [AppUser] WHERE [Id] = @Id"
    );

    /// <summary>
    /// The subject's office, or the empty string for what belongs to none. Refuses what is not there and,
    /// with the same words, what the caller may not see.
    /// </summary>
    public async Task<Result<string>> Resolve(Subject subject, Caller caller, CancellationToken ct)
    {
        if (subject.Kind is SubjectKind.None)
        {
            return "";
        }

        if (subject.Kind is SubjectKind.Caller)
        {
            return caller.OfficeId ?? "";
        }

        if (subject.Kind is SubjectKind.Global)
        {
            return caller.OfficeId is null ? "" : AccessErrors.AllOfficesNeeded;
        }

        var officeId = await OfficeOf(subject, ct);
        return officeId is not null && caller.MaySee(officeId) ? officeId : NotFound(subject.Kind);
    }

    /// <summary>Whether a thing that a request names belongs to the office under way.</summary>
    public async Task<bool> BelongsTo(Subject subject, string officeId, CancellationToken ct) =>
        await OfficeOf(subject, ct) == officeId;

    // Nothing ever goes to another office, so a page that asks several things of one loan asks for its office once.
    private async Task<string?> OfficeOf(Subject subject, CancellationToken ct)
    {
        if (!_known.TryGetValue(subject, out var officeId))
        {
            officeId = await db.Find(StatementOf(subject.Kind), new IdParameter(subject.Id), ct);
            if (officeId is not null)
            {
                _known[subject] = officeId;
            }
        }

        return officeId;
    }

    /// <summary>There is no such thing that the caller may see.</summary>
    public static Error NotFound(SubjectKind kind) => Error.NotFound($"{EnumText.Of(kind)}.not_found");

    private static Sql<IdParameter, string> StatementOf(SubjectKind kind) =>
        kind switch
        {
            SubjectKind.Office => OfOffice,
            SubjectKind.Fund => OfFund,
            SubjectKind.Borrower => OfBorrower,
            SubjectKind.Group => OfGroup,
            SubjectKind.Application => OfApplication,
            SubjectKind.Loan => OfLoan,
            SubjectKind.CashCount => OfCashCount,
            SubjectKind.PeriodReopening => OfPeriodReopening,
            SubjectKind.WriteOff => OfWriteOff,
            SubjectKind.Transaction => OfTransaction,
            SubjectKind.Reschedule => OfReschedule,
            SubjectKind.KeptPack => OfKeptPack,
            SubjectKind.Message => OfMessage,
            SubjectKind.Dispute => OfDispute,
            SubjectKind.ReportSchedule => OfReportSchedule,
            SubjectKind.User => OfUser,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}

/// <summary>The parameter of a statement about one thing.</summary>
/// <param name="Id">Which one.</param>
public sealed record IdParameter(string Id);
