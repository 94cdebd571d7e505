using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Statements;
using Baznas.Bmd.Web.Features.Statements.ChangeAccounts;
using Baznas.Bmd.Web.Features.Statements.ChangeMapping;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds what offices call their accounts, and how they map them to their statements, against what the trail says of it, both
/// ways: a statement read differently than it was decided says something else of the same books.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class StatementCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, NameRow> Names = new(
        """
        SELECT c.[OfficeId], c.[Version], c.[ValidFrom], c.[WrittenBy], n.[Account], n.[Code], n.[Name]
        FROM [ChartVersion] c
        LEFT JOIN [AccountName] n ON n.[OfficeId] = c.[OfficeId] AND n.[Version] = c.[Version]
        WHERE 1 = 1 {?OfficeId: AND c.[OfficeId] = @OfficeId}
        ORDER BY c.[OfficeId], c.[Version]
        """
    );

    private static readonly Sql<Scope, MappingRow> Mappings = new(
        """
        SELECT m.[OfficeId], m.[Version], m.[ValidFrom], m.[WrittenBy], m.[Content] FROM [StatementMapping] m
        WHERE 1 = 1 {?OfficeId: AND m.[OfficeId] = @OfficeId}
        ORDER BY m.[OfficeId], m.[Version]
        """
    );

    private static readonly Sql<EventScope, EventRow> Events = new(
        """
        SELECT a.[SubjectId] AS [OfficeId], a.[UserId], a.[After] FROM [AuditEvent] a
        WHERE a.[Action] = @Action {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[SubjectId], a.[Sequence]
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        var charts = (await db.Query(Names, scope, ct))
            .GroupBy(row => (row.OfficeId, row.Version))
            .Select(version => new Written(version.Key.OfficeId, version.First().WrittenBy, ChartOf([.. version])));
        var mappings = (await db.Query(Mappings, scope, ct)).Select(row => new Written(
            row.OfficeId,
            row.WrittenBy,
            row.Told()
        ));
        return await FirstOff(charts, ChangeAccounts.Action, "accounts.recorded", officeId, ct)
            ?? await FirstOff(mappings, ChangeStatementMapping.Action, "statement_mapping.recorded", officeId, ct);
    }

    private async Task<Broken?> FirstOff(
        IEnumerable<Written> stored,
        string action,
        string check,
        string? officeId,
        CancellationToken ct
    )
    {
        var told = (await db.Query(Events, new EventScope(officeId, action), ct)).Select(row => new Written(
            row.OfficeId,
            row.UserId,
            row.After ?? ""
        ));
        var (ours, theirs) = (stored.ToList(), told.ToList());
        return ours.SequenceEqual(theirs)
            ? null
            : new Broken(check, ours.Except(theirs).Concat(theirs.Except(ours)).Concat(ours).First().OfficeId);
    }

    // As the event has it: the accounts by their numbers.
    private static string ChartOf(IReadOnlyList<NameRow> rows) =>
        Json.Write(
            new ChartView
            {
                OfficeId = rows[0].OfficeId,
                Version = rows[0].Version,
                ValidFrom = rows[0].ValidFrom,
                Accounts =
                [
                    .. rows.Where(row => row.Account is not null)
                        .OrderBy(row => row.Code, StringComparer.Ordinal)
                        .Select(row =>
                        {
                            var account = EnumText.Parse<Account>(row.Account!);
                            return new AccountView
                            {
                                Account = account,
                                Type = account.Type(),
                                Code = row.Code ?? "",
                                Name = row.Name ?? "",
                            };
                        }),
                ],
            }
        );

    private sealed record Scope(string? OfficeId);

    private sealed record EventScope(string? OfficeId, string Action);

    private sealed record Written(string OfficeId, string By, string Content);

    private sealed class NameRow
    {
        public string OfficeId { get; init; } = "";
        public int Version { get; init; }
        public DateOnly ValidFrom { get; init; }
        public string WrittenBy { get; init; } = "";
        public string? Account { get; init; }
        public string? Code { get; init; }
        public string? Name { get; init; }
    }

    private sealed class MappingRow
    {
        public string OfficeId { get; init; } = "";
        public int Version { get; init; }
        public DateOnly ValidFrom { get; init; }
        public string WrittenBy { get; init; } = "";
        public string Content { get; init; } = "";

        // What can't be read any more was written by nobody who went through the service.
        public string Told()
        {
            try
            {
                var content = Json.Read<MappingContent>(Content);
                return Json.Write(
                    new MappingView
                    {
                        OfficeId = OfficeId,
                        Version = Version,
                        ValidFrom = ValidFrom,
                        Groups = content.Groups,
                        Lines = content.Lines,
                    }
                );
            }
            catch (System.Text.Json.JsonException)
            {
                return Content;
            }
        }
    }

    private sealed class EventRow
    {
        public string OfficeId { get; init; } = "";
        public string UserId { get; init; } = "";
        public string? After { get; init; }
    }
}
