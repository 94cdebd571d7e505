using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled;

/// <summary>Somebody whom an office's reports can be sent to.</summary>
public sealed class ReportReader
{
    /// <summary>Who.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name people read.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Where to.</summary>
    public string Email { get; init; } = "";

    /// <summary>The language they read; null for the service's own.</summary>
    public string? Language { get; init; }
}

/// <summary>
/// Whom an office's reports can be sent to: active users with an e-mail address who work for it, or for all offices, and
/// may read its reports.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class ReportReaders(Db db)
{
    /// <summary>Who may read reports.</summary>
    private static readonly IReadOnlyList<string> Roles =
    [
        .. new[] { Role.Auditor, Role.Approver, Role.Cashier, Role.Admin }.Select(EnumText.Of),
    ];

    private static readonly Sql<Asked, ReportReader> List = new(
        """
        SELECT u.[Id], u.[DisplayName], u.[Email], u.[Language] FROM [AppUser] u
        WHERE u.[IsActive] = 1 AND u.[Email] IS NOT NULL AND (u.[OfficeId] IS NULL OR u.[OfficeId] = @OfficeId)
            AND EXISTS (SELECT 1 FROM [AppUserRole] r WHERE r.[UserId] = u.[Id] AND r.[Role] IN @Roles)
        ORDER BY u.[DisplayName], u.[Id]
        """
    );

    /// <summary>All of them, by name; an office's staff is few.</summary>
    public Task<IReadOnlyList<ReportReader>> Of(string officeId, CancellationToken ct) =>
        db.Query(List, new Asked(officeId, Roles), ct);

    private sealed record Asked(string OfficeId, IReadOnlyList<string> Roles);
}

/// <summary>Whether a schedule names what is there.</summary>
/// <param name="db">The request's database.</param>
/// <param name="offices">Whose a fund is.</param>
/// <param name="readers">Whom reports can be sent to.</param>
public sealed class ScheduleReferences(Db db, SubjectOffices offices, ReportReaders readers)
{
    private static readonly Sql<IdParameter, int> CountProduct = new(
        "SELECT COUNT(*) AS [Products] FROM [Product] WHERE [Id] = @Id"
    );

    /// <summary>Why not; null when all of it is there.</summary>
    public async Task<Error?> Wrong(ReportScheduleTerms terms, string officeId, CancellationToken ct)
    {
        var asked = terms.Parameters;
        if (asked.FundId is { } fund && !await offices.BelongsTo(Subject.Fund(fund), officeId, ct))
        {
            return ReportScheduleErrors.FundNotFound;
        }

        if (asked.ProductId is { } product && await db.Find(CountProduct, new IdParameter(product), ct) == 0)
        {
            return ReportScheduleErrors.ProductNotFound;
        }

        var known = (await readers.Of(officeId, ct)).Select(reader => reader.Id).ToHashSet();
        return terms.Recipients.All(known.Contains) ? null : ReportScheduleErrors.RecipientUnfit;
    }
}
