using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>
/// Every request that was made or decided in the period, with every voice on it: applications, reschedules, write-offs,
/// tranches, graces, reopened months.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class ApprovalPart(Db db)
{
    private static readonly Sql<PackPeriod, ApplicationRow> Applications = new(
        """
        SELECT a.[Id], l.[Number] AS [LoanNumber], m.[FullName] AS [BorrowerName], a.[Principal] AS [Asked],
            a.[CreatedAt] AS [RequestedAt], COALESCE(a.[SubmittedBy], a.[DraftedBy]) AS [RequestedBy], s.[UserName] AS [RequestedByName],
            a.[Purpose] AS [Reason], d.[Decision] AS [Voice], d.[Principal] AS [Agreed], d.[DecidedOn],
            d.[At] AS [VoiceAt], d.[DecidedBy] AS [VoiceBy], u.[UserName] AS [VoiceByName], d.[Note]
        FROM [LoanApplication] a
        JOIN [Borrower] m ON m.[Id] = a.[BorrowerId]
        LEFT JOIN [Loan] l ON l.[ApplicationId] = a.[Id]
        LEFT JOIN [AppUser] s ON s.[Id] = COALESCE(a.[SubmittedBy], a.[DraftedBy])
        LEFT JOIN [Decision] d ON d.[ApplicationId] = a.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        WHERE a.[OfficeId] = @OfficeId AND ((a.[CreatedAt] >= @Start AND a.[CreatedAt] < @End)
            OR (d.[At] >= @Start AND d.[At] < @End) OR (d.[DecidedOn] >= @From AND d.[DecidedOn] <= @To))
        ORDER BY a.[Id], d.[Id]
        """
    );

    private static readonly Sql<PackTimes, RescheduleRow> Reschedules = new(
        """
        SELECT r.[Id], l.[Number] AS [LoanNumber], m.[FullName] AS [BorrowerName], r.[RequestedAt],
            r.[RequestedBy], s.[UserName] AS [RequestedByName], r.[Reason], d.[Decision] AS [Voice],
            d.[At] AS [VoiceAt], d.[DecidedBy] AS [VoiceBy], u.[UserName] AS [VoiceByName], d.[Note]
        FROM [Reschedule] r
        JOIN [Loan] l ON l.[Id] = r.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        LEFT JOIN [AppUser] s ON s.[Id] = r.[RequestedBy]
        LEFT JOIN [RescheduleDecision] d ON d.[RescheduleId] = r.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        WHERE r.[OfficeId] = @OfficeId AND ((r.[RequestedAt] >= @Start AND r.[RequestedAt] < @End)
            OR (d.[At] >= @Start AND d.[At] < @End))
        ORDER BY r.[Id]
        """
    );

    private static readonly Sql<PackTimes, WriteOffRow> WriteOffs = new(
        """
        SELECT w.[Id], w.[Kind], l.[Number] AS [LoanNumber], m.[FullName] AS [BorrowerName], w.[RequestedAt],
            w.[RequestedBy], s.[UserName] AS [RequestedByName], w.[Reason], d.[Decision] AS [Voice],
            d.[At] AS [VoiceAt], d.[DecidedBy] AS [VoiceBy], u.[UserName] AS [VoiceByName], d.[Note]
        FROM [WriteOff] w
        JOIN [Loan] l ON l.[Id] = w.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        LEFT JOIN [AppUser] s ON s.[Id] = w.[RequestedBy]
        LEFT JOIN [WriteOffDecision] d ON d.[WriteOffId] = w.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        WHERE w.[OfficeId] = @OfficeId AND ((w.[RequestedAt] >= @Start AND w.[RequestedAt] < @End)
            OR (d.[At] >= @Start AND d.[At] < @End))
        ORDER BY w.[Id], d.[At], d.[DecidedBy]
        """
    );

    private static readonly Sql<PackTimes, TrancheRow> Tranches = new(
        """
        SELECT l.[Id], l.[Number] AS [LoanNumber], m.[FullName] AS [BorrowerName], t.[Amount] AS [Asked],
            d.[Decision] AS [Voice], d.[DecidedOn], d.[At] AS [VoiceAt],
            d.[DecidedBy] AS [VoiceBy], u.[UserName] AS [VoiceByName], d.[Note]
        FROM [TrancheDecision] d
        JOIN [LoanTranche] t ON t.[LoanId] = d.[LoanId] AND t.[No] = d.[No]
        JOIN [Loan] l ON l.[Id] = d.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        WHERE l.[OfficeId] = @OfficeId AND d.[At] >= @Start AND d.[At] < @End
        ORDER BY l.[Id], d.[No], d.[Sequence]
        """
    );

    private static readonly Sql<PackTimes, GraceRow> Graces = new(
        """
        SELECT g.[Id], l.[Number] AS [LoanNumber], m.[FullName] AS [BorrowerName], g.[Reason],
            g.[EffectiveOn] AS [DecidedOn], g.[At] AS [VoiceAt],
            g.[GrantedBy] AS [VoiceBy], u.[UserName] AS [VoiceByName]
        FROM [Grace] g
        LEFT JOIN [Loan] l ON l.[Id] = g.[LoanId]
        LEFT JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        LEFT JOIN [AppUser] u ON u.[Id] = g.[GrantedBy]
        WHERE g.[OfficeId] = @OfficeId AND g.[At] >= @Start AND g.[At] < @End
        ORDER BY g.[Id]
        """
    );

    private static readonly Sql<PackTimes, ReopeningRow> Reopenings = new(
        """
        SELECT p.[Id], p.[RequestedAt], p.[RequestedBy], s.[UserName] AS [RequestedByName], p.[Reason],
            d.[Decision] AS [Voice], d.[At] AS [VoiceAt], d.[DecidedBy] AS [VoiceBy], u.[UserName] AS [VoiceByName], d.[Note]
        FROM [PeriodReopening] p
        LEFT JOIN [AppUser] s ON s.[Id] = p.[RequestedBy]
        LEFT JOIN [PeriodReopeningDecision] d ON d.[ReopeningId] = p.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        WHERE p.[OfficeId] = @OfficeId AND ((p.[RequestedAt] >= @Start AND p.[RequestedAt] < @End)
            OR (d.[At] >= @Start AND d.[At] < @End))
        ORDER BY p.[Id]
        """
    );

    /// <summary>Adds them.</summary>
    public async Task Add(PackBuild build, CancellationToken ct)
    {
        var lines = await build.Keep(Lines(build.Scope, ct), ct);
        build.Table(
            "approvals",
            "audit_packs.approvals",
            ReportSheet
                .Of(lines)
                .Code(
                    "kind",
                    "reports.kind",
                    line => new CodedWord(line.Kind, PageText.T($"audit_packs.kind.{line.Kind}"))
                )
                .Text("id", "audit.by.subjectId", line => line.Id)
                .Text("loan", "reports.loan", line => line.LoanNumber)
                .Text("borrowerName", "loans.borrower", line => line.BorrowerName)
                .Money("asked", "audit_packs.asked", line => line.Asked)
                .Instant("requestedAt", "audit_packs.requested_at", line => line.RequestedAt)
                .Text("requestedBy", "audit.field.requestedBy", line => line.RequestedBy)
                .Text("reason", "reports.reason", line => line.Reason)
                .Text("voice", "audit.field.decision", line => line.Voice)
                .Money("agreed", "audit_packs.agreed", line => line.Agreed)
                .Date("decidedOn", "audit.field.decidedOn", line => line.DecidedOn)
                .Instant("voiceAt", "reports.booked_at", line => line.VoiceAt)
                .Text("voiceBy", "audit.field.decidedBy", line => line.VoiceBy)
                .Text("note", "audit.field.note", line => line.Note)
        );
    }

    private async IAsyncEnumerable<Line> Lines(
        PackScope scope,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var row in db.Stream(Applications, scope.Period, ct))
        {
            yield return Line.Of("application", row) with
            {
                LoanNumber = row.LoanNumber,
                BorrowerName = row.BorrowerName,
                Asked = row.Asked,
                Agreed = row.Agreed,
                DecidedOn = row.DecidedOn,
            };
        }

        await foreach (var row in db.Stream(Reschedules, scope.Times, ct))
        {
            yield return Line.Of("reschedule", row) with
            {
                LoanNumber = row.LoanNumber,
                BorrowerName = row.BorrowerName,
            };
        }

        await foreach (var row in db.Stream(WriteOffs, scope.Times, ct))
        {
            yield return Line.Of(row.Kind, row) with
            {
                LoanNumber = row.LoanNumber,
                BorrowerName = row.BorrowerName,
            };
        }

        await foreach (var row in db.Stream(Tranches, scope.Times, ct))
        {
            yield return row.ToLine();
        }

        await foreach (var row in db.Stream(Graces, scope.Times, ct))
        {
            yield return row.ToLine();
        }

        await foreach (var row in db.Stream(Reopenings, scope.Times, ct))
        {
            yield return Line.Of("reopening", row);
        }
    }

    private sealed record Line
    {
        public string Kind { get; init; } = "";
        public string Id { get; init; } = "";
        public string? LoanNumber { get; init; }
        public string? BorrowerName { get; init; }
        public Rupiah? Asked { get; init; }
        public DateTimeOffset? RequestedAt { get; init; }
        public string? RequestedBy { get; init; }
        public string? Reason { get; init; }
        public string? Voice { get; init; }
        public Rupiah? Agreed { get; init; }
        public DateOnly? DecidedOn { get; init; }
        public DateTimeOffset? VoiceAt { get; init; }
        public string? VoiceBy { get; init; }
        public string? Note { get; init; }

        public static Line Of(string kind, RequestRow row) =>
            new()
            {
                Kind = kind,
                Id = row.Id,
                RequestedAt = row.RequestedAt,
                RequestedBy = row.RequestedByName ?? row.RequestedBy,
                Reason = row.Reason,
                Voice = row.Voice,
                VoiceAt = row.VoiceAt,
                VoiceBy = row.VoiceByName ?? row.VoiceBy,
                Note = row.Note,
            };
    }

    /// <summary>A request, and a voice on it if there is one.</summary>
    private abstract class RequestRow
    {
        public string Id { get; init; } = "";
        public DateTimeOffset RequestedAt { get; init; }
        public string RequestedBy { get; init; } = "";
        public string? RequestedByName { get; init; }
        public string Reason { get; init; } = "";
        public string? Voice { get; init; }
        public DateTimeOffset? VoiceAt { get; init; }
        public string? VoiceBy { get; init; }
        public string? VoiceByName { get; init; }
        public string? Note { get; init; }
    }

    private sealed class ApplicationRow : RequestRow
    {
        public string? LoanNumber { get; init; }
        public string BorrowerName { get; init; } = "";
        public Rupiah Asked { get; init; }
        public Rupiah? Agreed { get; init; }
        public DateOnly? DecidedOn { get; init; }
    }

    private sealed class RescheduleRow : RequestRow
    {
        public string LoanNumber { get; init; } = "";
        public string BorrowerName { get; init; } = "";
    }

    private sealed class WriteOffRow : RequestRow
    {
        public string Kind { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string BorrowerName { get; init; } = "";
    }

    private sealed class ReopeningRow : RequestRow;

    private sealed class TrancheRow
    {
        public string Id { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string BorrowerName { get; init; } = "";
        public Rupiah Asked { get; init; }
        public string Voice { get; init; } = "";
        public DateOnly DecidedOn { get; init; }
        public DateTimeOffset VoiceAt { get; init; }
        public string VoiceBy { get; init; } = "";
        public string? VoiceByName { get; init; }
        public string Note { get; init; } = "";

        public Line ToLine() =>
            new()
            {
                Kind = "tranche",
                Id = Id,
                LoanNumber = LoanNumber,
                BorrowerName = BorrowerName,
                Asked = Asked,
                Voice = Voice,
                DecidedOn = DecidedOn,
                VoiceAt = VoiceAt,
                VoiceBy = VoiceByName ?? VoiceBy,
                Note = Note,
            };
    }

    private sealed class GraceRow
    {
        public string Id { get; init; } = "";
        public string? LoanNumber { get; init; }
        public string? BorrowerName { get; init; }
        public string Reason { get; init; } = "";
        public DateOnly DecidedOn { get; init; }
        public DateTimeOffset VoiceAt { get; init; }
        public string VoiceBy { get; init; } = "";
        public string? VoiceByName { get; init; }

        // A grace is granted by one person, at once.
        public Line ToLine() =>
            new()
            {
                Kind = "grace",
                Id = Id,
                LoanNumber = LoanNumber,
                BorrowerName = BorrowerName,
                Reason = Reason,
                Voice = "approve",
                DecidedOn = DecidedOn,
                VoiceAt = VoiceAt,
                VoiceBy = VoiceByName ?? VoiceBy,
            };
    }
}
