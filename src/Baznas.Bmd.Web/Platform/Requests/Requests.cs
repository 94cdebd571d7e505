using MediatR;

namespace Baznas.Bmd.Web.Platform.Requests;

/// <summary>Asks and changes nothing.</summary>
/// <typeparam name="T">The answer.</typeparam>
public interface IQuery<T> : IRequest<Result<T>>, IRead
    where T : notnull;

/// <summary>A query whose subject may belong to one office; see <see cref="IQuery{T}"/>.</summary>
public interface IRead
{
    /// <summary>Whose data is read. <see cref="Subject.None"/> when the handler limits the rows itself.</summary>
    Subject Subject { get; }
}

/// <summary>Changes something: runs in one transaction, in its office's turn, and leaves an audit event.</summary>
/// <typeparam name="T">The answer.</typeparam>
public interface ICommand<T> : IRequest<Result<T>>, IWrite
    where T : notnull;

/// <summary>What the pipeline needs to know of any command; see <see cref="ICommand{T}"/>.</summary>
public interface IWrite
{
    /// <summary>What is changed, and so whose office's turn it takes.</summary>
    Subject Subject { get; }
}

/// <summary>A command that moves money: through the API it needs an idempotency key.</summary>
public interface IMovesMoney;

/// <summary>A command that may be sent on condition that the caller's copy is current.</summary>
public interface IConditional
{
    /// <summary>The resource as the caller would read it now; null when it is gone.</summary>
    Task<object?> Current(IMediator mediator, CancellationToken ct);
}

/// <summary>The kinds of things that belong to an office.</summary>
public enum SubjectKind
{
    /// <summary>Nothing of one office.</summary>
    None,

    /// <summary>What belongs to all offices together.</summary>
    Global,

    /// <summary>What belongs to who asks: the turn is their office's.</summary>
    Caller,

    /// <summary>The office itself.</summary>
    Office,

    /// <summary>A source of money.</summary>
    Fund,

    /// <summary>A registered person.</summary>
    Borrower,

    /// <summary>A group of borrowers.</summary>
    Group,

    /// <summary>A request for a loan.</summary>
    Application,

    /// <summary>A loan.</summary>
    Loan,

    /// <summary>A count of cash.</summary>
    CashCount,

    /// <summary>A request to open a closed month again.</summary>
    PeriodReopening,

    /// <summary>A request to write a debt off or to forgive it.</summary>
    WriteOff,

    /// <summary>A journal entry.</summary>
    Transaction,

    /// <summary>A request for a new schedule.</summary>
    Reschedule,

    /// <summary>A pack of files kept as they were.</summary>
    KeptPack,

    /// <summary>A message in the outbox.</summary>
    Message,

    /// <summary>What a borrower disputes of a loan.</summary>
    Dispute,

    /// <summary>A report that comes by itself.</summary>
    ReportSchedule,

    /// <summary>Somebody of the staff.</summary>
    User,
}

/// <summary>What a request is about; from it follows the office, and whether the caller may know it exists.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Id">Which one; empty for kinds without.</param>
public readonly record struct Subject(SubjectKind Kind, string Id)
{
    /// <summary>The handler limits the rows to the caller's office itself.</summary>
    public static readonly Subject None = new(SubjectKind.None, "");

    /// <summary>What belongs to all offices together.</summary>
    public static readonly Subject Global = new(SubjectKind.Global, "");

    /// <summary>What belongs to who asks.</summary>
    public static readonly Subject Caller = new(SubjectKind.Caller, "");

    /// <summary>An office.</summary>
    public static Subject Office(string id) => new(SubjectKind.Office, id);

    /// <summary>A fund.</summary>
    public static Subject Fund(string id) => new(SubjectKind.Fund, id);

    /// <summary>A borrower.</summary>
    public static Subject Borrower(string id) => new(SubjectKind.Borrower, id);

    /// <summary>A group.</summary>
    public static Subject Group(string id) => new(SubjectKind.Group, id);

    /// <summary>An application.</summary>
    public static Subject Application(string id) => new(SubjectKind.Application, id);

    /// <summary>A loan.</summary>
    public static Subject Loan(string id) => new(SubjectKind.Loan, id);

    /// <summary>A count of cash.</summary>
    public static Subject CashCount(string id) => new(SubjectKind.CashCount, id);

    /// <summary>A request to open a closed month again.</summary>
    public static Subject PeriodReopening(string id) => new(SubjectKind.PeriodReopening, id);

    /// <summary>A request to write a debt off or to forgive it.</summary>
    public static Subject WriteOff(string id) => new(SubjectKind.WriteOff, id);

    /// <summary>A journal entry.</summary>
    public static Subject Transaction(string id) => new(SubjectKind.Transaction, id);

    /// <summary>A request for a new schedule.</summary>
    public static Subject Reschedule(string id) => new(SubjectKind.Reschedule, id);

    /// <summary>A pack of files kept as they were.</summary>
    public static Subject KeptPack(string id) => new(SubjectKind.KeptPack, id);

    /// <summary>A message in the outbox.</summary>
    public static Subject Message(string id) => new(SubjectKind.Message, id);

    /// <summary>What a borrower disputes of a loan.</summary>
    public static Subject Dispute(string id) => new(SubjectKind.Dispute, id);

    /// <summary>A report that comes by itself.</summary>
    public static Subject ReportSchedule(string id) => new(SubjectKind.ReportSchedule, id);

    /// <summary>Somebody of the staff.</summary>
    public static Subject User(string id) => new(SubjectKind.User, id);
}

/// <summary>One page of a list, newest first.</summary>
/// <typeparam name="T">A row.</typeparam>
public sealed record Page<T>
{
    /// <summary>The rows.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>What to ask the next page with; null after the last.</summary>
    public string? NextCursor { get; init; }
}
