using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>
/// The unit of work under way, as a handler sees it: whose turn it is, what day it is there, and the audit
/// events that will be written with it.
/// </summary>
public sealed class Work
{
    private readonly List<Turn> _turns = [];
    private readonly List<Action> _afterwards = [];
    private OfficeRow? _office;

    /// <summary>Who does it.</summary>
    public Caller Caller { get; private set; } = Caller.Service;

    /// <summary>The office in whose turn the work is done.</summary>
    /// <exception cref="InvalidOperationException">The work belongs to no office.</exception>
    public OfficeRow Office => _office ?? throw new InvalidOperationException("This work belongs to no office.");

    /// <summary>The instant of the work, UTC.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The office's date.</summary>
    public DateOnly Today => Office.Today(Now);

    /// <summary>How far the audit trail of the turn had come before this work.</summary>
    public ChainHead ChainHead => _turns[^1].Head;

    /// <summary>The turns it holds, with what has been noted for the audit trail in each so far.</summary>
    internal IReadOnlyList<Turn> Turns => _turns;

    /// <summary>Set by a handler that found nothing to change; such work may end without an audit event.</summary>
    public bool NothingChanged { get; set; }

    /// <summary>Notes one change for the audit trail. Every kept unit of work has at least one.</summary>
    /// <param name="action">The kind of thing, a dot, and what was done to it: <c>borrower.registered</c>.</param>
    /// <param name="subjectId">Which one.</param>
    /// <param name="before">What it was, without secrets or unmasked personal data; null when it is new.</param>
    /// <param name="after">What it is now, likewise; null when it is gone.</param>
    public void Audit(string action, string subjectId, object? before, object? after) =>
        _turns[^1].Notes.Add(new AuditNote(action, subjectId, before, after));

    /// <summary>Has something done once this work is kept, and not before: what can't be undone with it.</summary>
    public void Afterwards(Action action) => _afterwards.Add(action);

    internal void DoAfterwards()
    {
        _afterwards.ForEach(action => action());
        _afterwards.Clear();
    }

    internal void Begin(Caller caller, (ChainHead Head, OfficeRow? Office) turn, DateTimeOffset now)
    {
        // A unit of work that is tried again starts from nothing.
        _turns.Clear();
        _afterwards.Clear();
        NothingChanged = false;
        // Instants are kept to the millisecond, so that what is read again equals what was written.
        Now = new DateTimeOffset(
            now.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond,
            TimeSpan.Zero
        );
        Caller = caller;
        Enter(turn.Head, turn.Office);
    }

    internal void Enter(ChainHead head, OfficeRow? office)
    {
        _turns.Add(new Turn(head, []));
        _office = office;
    }

    /// <summary>A chain whose head this work holds, and what it will write there.</summary>
    internal sealed record Turn(ChainHead Head, List<AuditNote> Notes);
}

/// <summary>
/// Lets work for all offices together go on in one office's turn, as an import does that opens the office first. The
/// chain for all offices is always locked before an office's, so that no two such works wait for each other.
/// </summary>
public sealed class OfficeTurn(AuditTrail trail, OfficeRows offices, Work work)
{
    /// <summary>Makes the office's other writers wait until this work ends; what is read of it now stays true.</summary>
    public Task Take(string officeId, CancellationToken ct) => trail.TakeTurn(officeId, ct);

    /// <summary>From here on the work is the office's: its day, its numbers, its audit events.</summary>
    public async Task Enter(string officeId, CancellationToken ct) =>
        work.Enter(await trail.TakeTurn(officeId, ct), await offices.Find(officeId, ct));
}

/// <summary>One change, as the audit trail will keep it; see <see cref="Work.Audit"/>.</summary>
internal sealed record AuditNote(string Action, string SubjectId, object? Before, object? After)
{
    public string SubjectKind => Action[..Action.IndexOf('.', StringComparison.Ordinal)];
}

/// <summary>What every unit of work knows of its office.</summary>
public sealed class OfficeRow
{
    /// <summary>Where there is no office, or all of them: the time of western Indonesia.</summary>
    public static readonly OfficeRow Home = new() { TimeZone = "Asia/Jakarta" };

    /// <summary>The office.</summary>
    public string Id { get; init; } = "";

    /// <summary>The mark that its numbers begin with.</summary>
    public string Code { get; init; } = "";

    /// <summary>IANA name of its time zone.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>The office's date at an instant.</summary>
    public DateOnly Today(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>What the office's clocks show at an instant.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>The instant at which the office's clocks show a time of a day.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
