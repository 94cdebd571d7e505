using Baznas.Bmd.Web.Features.Access.ListUsers;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using Microsoft.AspNetCore.WebUtilities;

namespace Baznas.Bmd.Web.Features.Audit.ListEvents;

/// <summary>Who did what, when, and what it changed.</summary>
public sealed class AuditPage : BmdPage
{
    private const int MostChoices = 200;

    /// <summary>What the address asks for.</summary>
    public AuditPageFilter Filter { get; private set; } = new();

    /// <summary>The page of the trail.</summary>
    public Page<AuditEventView> Events { get; private set; } = new() { Items = [] };

    /// <summary>The people there are.</summary>
    public IReadOnlyList<Choice> Users { get; private set; } = [];

    /// <summary>The offices there are, for who may see several.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>The same as files, each with its address.</summary>
    public IEnumerable<(string Label, string Address)> Files =>
        new[] { ReportFormat.Xlsx, ReportFormat.Pdf, ReportFormat.Csv }
            .Select(EnumText.Of)
            .Select(format =>
                (
                    PageText.T($"reports.{format}"),
                    QueryHelpers.AddQueryString(
                        "/audit/file",
                        Request
                            .Query.Where(pair => pair.Key != "cursor")
                            .SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one))
                            .Append(KeyValuePair.Create<string, string?>("format", format))
                    )
                )
            );

    /// <summary>Reads it.</summary>
    public async Task OnGet(AuditPageFilter filter)
    {
        Filter = filter;
        Events = await Ask(new ListEvents { Filter = filter.ToFilter(ListLength) });
        var users = await Ask(new ListUsers { Limit = MostChoices });
        Users = [.. users.Items.Select(user => new Choice(user.Id, $"{user.DisplayName} ({user.UserName})"))];
        if (Caller.OfficeId is null)
        {
            var offices = await Ask(new ListOffices { Limit = MostChoices });
            Offices = [.. offices.Items.Select(office => new Choice(office.Id, office.Name))];
        }
    }
}

/// <summary>What the trail is asked for, in days as the office's clocks show them.</summary>
public sealed record AuditPageFilter
{
#pragma warning disable CS1591 // As in EventFilter.
    public string? Cursor { get; init; }
    public string? OfficeId { get; init; }
    public string? SubjectId { get; init; }
    public string? UserId { get; init; }
    public string? Action { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public EnumValue<Edge>? Edge { get; init; }
    public string? Address { get; init; }
    public string? Q { get; init; }
#pragma warning restore CS1591

    /// <summary>The same in instants.</summary>
    internal EventFilter ToFilter(int? limit) =>
        new()
        {
            Limit = limit,
            Cursor = Cursor,
            OfficeId = OfficeId,
            SubjectId = SubjectId?.Trim(),
            Edge = Edge,
            Address = Address,
            Q = Q,
            UserId = UserId,
            Action = Action,
            From = From is { } from ? Midnight(from) : null,
            // The last day counts to its end.
            To = To is { } to && to < DateOnly.MaxValue ? Midnight(to.AddDays(1)) : null,
        };

    private static DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, OfficeRow.Home.Local(new DateTimeOffset(local, TimeSpan.Zero)).Offset);
    }
}
