using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>Which office is meant where one has to be: the one named, the caller's own, or the only one there is.</summary>
/// <param name="db">The request's database.</param>
/// <param name="context">The request under way.</param>
public sealed class OneOffice(Db db, CallContext context)
{
    private static readonly Sql<Most, string> Some = new("SELECT [Id] FROM [Office] ORDER BY [Code] {limit}");

    /// <summary>The office; refused when several could be meant.</summary>
    public async Task<Result<string>> Of(string? officeId, CancellationToken ct)
    {
        if ((officeId ?? context.Caller!.OfficeId) is { } one)
        {
            return one;
        }

        return await db.Query(Some, new Most(2), ct) is [var only] ? only : StatementErrors.OfficeNeeded;
    }

    private sealed record Most(int Take);
}

/// <summary>From which day on a new version of what an office decides may hold.</summary>
/// <param name="work">The unit of work under way.</param>
/// <param name="closed">The months that are closed.</param>
public sealed class VersionDates(Work work, ClosedPeriods closed)
{
    /// <summary>How far ahead a version can be decided.</summary>
    private const int MostDaysAhead = 366;

    /// <summary>The day asked for, or today: not in a closed month, not before the version that was written last.</summary>
    /// <param name="asked">The day asked for.</param>
    /// <param name="last">From when on the version holds that was written last; null when there is none.</param>
    /// <param name="ct">To give up.</param>
    public async Task<Result<DateOnly>> Of(DateOnly? asked, DateOnly? last, CancellationToken ct)
    {
        var from = asked ?? (last > work.Today ? last.Value : work.Today);
        if (from > work.Today.AddDays(MostDaysAhead))
        {
            return StatementErrors.TooFarAhead(work.Today.AddDays(MostDaysAhead));
        }

        if (from < last)
        {
            return StatementErrors.BeforeLastVersion(last.Value);
        }

        return await closed.Contain(work.Office.Id, from, ct)
            ? LedgerErrors.PeriodClosed(from) with
            {
                Field = "validFrom",
            }
            : from;
    }
}

/// <summary>Refusals about accounts and statements.</summary>
public static class StatementErrors
{
    /// <summary>Each office has its own chart and its own statements.</summary>
    public static readonly Error OfficeNeeded = Error.Invalid("report.office_needed") with { Field = "officeId" };

    /// <summary>A statement is compared with days before it.</summary>
    public static readonly Error ComparedWithLater = Error.Invalid("report.compared_with_later") with
    {
        Field = "compareTo",
    };

    /// <summary>The mapping of that day has no such line.</summary>
    public static Error LineNotFound(string code) => Error.NotFound("statement_line.not_found", code);

    /// <summary>Two accounts would have one number.</summary>
    public static Error NumberTaken(string number) => Error.Conflict("account.number_taken", number);

    /// <summary>A version can't begin before the one written last.</summary>
    public static Error BeforeLastVersion(DateOnly last) =>
        Error.Conflict("version.before_last", last) with
        {
            Field = "validFrom",
        };

    /// <summary>A version can't begin in a far future.</summary>
    public static Error TooFarAhead(DateOnly most) =>
        Error.Invalid("version.too_far_ahead", most) with
        {
            Field = "validFrom",
        };
}
