using Baznas.Bmd.Web.Features.Audit.ListEvents;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.ExportEvents;

/// <summary>The events of the audit trail that match, oldest first, to take along as a file.</summary>
[Allowed(Role.Auditor, Role.Admin)]
public sealed record ExportEvents : IReportQuery<AuditTrailReport>, IApiEndpoint
{
    /// <summary>The most events in one file; more are asked for in parts.</summary>
    public const int Most = 20_000;

    /// <summary>What is asked for; limit and cursor mean nothing here.</summary>
    public required EventFilter Filter { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Filter.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { Others = [.. Said()] };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<ExportEvents, AuditTrailReport>(
            "/reports/audit-trail",
            ([AsParameters] EventFilter filter, EnumValue<ReportFormat>? format) => new ExportEvents { Filter = filter }
        );

    private IEnumerable<HeadLine> Said()
    {
        if (Filter.Action is { Length: > 0 } action)
        {
            yield return new HeadLine(PageText.T("audit.by.action"), AuditWords.Action(action));
        }

        if (Filter.Edge is { } edge)
        {
            yield return new HeadLine(PageText.T("audit.by.edge"), PageText.Word(edge.Value));
        }

        if (Filter.Address is { Length: > 0 } address)
        {
            yield return new HeadLine(PageText.T("audit.by.address"), address);
        }

        if (Filter.Q is { Length: > 0 } part)
        {
            yield return new HeadLine(PageText.T("audit.by.q"), part);
        }
    }
}

/// <summary>Events of the audit trail.</summary>
/// <param name="From">The day of the first one.</param>
/// <param name="To">The day of the last one.</param>
/// <param name="Events">The events, oldest first.</param>
public sealed record AuditTrailReport(DateOnly From, DateOnly To, IReadOnlyList<AuditEventView> Events) : IReport
{
    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"audit-trail-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "audit.title",
            new ReportPeriod(From, To),
            EventTable.Of("", null, Events)
        );
}

/// <summary>Events as a table: the same in every file that lists them.</summary>
public static class EventTable
{
    // A cell that holds a whole schedule helps nobody; the API and the canonical lines have all of it.
    private const int LongestChange = 1_000;

    /// <summary>The table.</summary>
    public static ReportSheet Of(string name, string? titleKey, IReadOnlyCollection<AuditEventView> events) =>
        ReportSheet
            .Of(name, titleKey, events)
            .Text("sequence", "audit.sequence", row => FieldText.Of(row.Sequence))
            .Instant("at", "audit.field.at", row => row.At)
            .Text("user", "audit.by.userId", row => row.User.UserName)
            .Code("edge", "audit.by.edge", row => EdgeOf(row))
            .Text("address", "audit.by.address", row => row.Address)
            .Code("action", "audit.by.action", row => new CodedWord(row.Action, AuditWords.Action(row.Action)))
            .Text("subject", "audit.subject_of", row => AuditWords.Subject(row).Text)
            .Text("subjectId", "audit.by.subjectId", row => row.Subject.Id)
            .Text("changes", "audit.changes", Changes)
            .Text("requestId", "audit.request", row => row.RequestId)
            .Text("hash", "audit.hash", row => row.Hash);

    private static CodedWord? EdgeOf(AuditEventView row) =>
        row.Edge is { } edge ? CodedWord.Of(EnumText.Parse<Edge>(edge)) : null;

    private static string Changes(AuditEventView row)
    {
        var said = string.Join(
            "; ",
            AuditWords
                .Changes(row)
                .Select(change =>
                    row.Before is null
                        ? $"{change.Field}: {change.After?.Text}"
                        : $"{change.Field}: {change.Before?.Text ?? "–"} → {change.After?.Text ?? "–"}"
                )
        );
        return said.Length > LongestChange ? said[..LongestChange] + "…" : said;
    }
}

/// <summary>Reads them.</summary>
public sealed class ExportEventsHandler(AuditEvents events, CallContext context, OfficeRows offices)
    : IRequestHandler<ExportEvents, Result<AuditTrailReport>>
{
    /// <inheritdoc/>
    public async Task<Result<AuditTrailReport>> Handle(ExportEvents request, CancellationToken cancellationToken)
    {
        var rows = await events.Newest(request.Filter, null, ExportEvents.Most + 1, cancellationToken);
        if (rows.Count > ExportEvents.Most)
        {
            return Error.Invalid("audit.export_too_long", ExportEvents.Most) with { Field = "from" };
        }

        var office = (request.Filter.OfficeId ?? context.Caller!.OfficeId) is { } id
            ? await offices.Find(id, cancellationToken)
            : OfficeRow.Home;
        var views = rows.Reverse().Select(AuditEventView.Of).ToList();
        var first = views.Count > 0 ? views[0].At : request.Filter.From ?? DateTimeOffset.UnixEpoch;
        var last = views.Count > 0 ? views[^1].At : first;
        return new AuditTrailReport(office.Today(first), office.Today(last), views);
    }
}
