using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.GetApplicationFile;

/// <summary>An application's file: who and what it is about, by name, and every step it took.</summary>
/// <param name="Id">The application.</param>
[AllowedToStaff]
public sealed record GetApplicationFile(string Id) : IQuery<ApplicationFile>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Application(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetApplicationFile, ApplicationFile>(
            "/applications/{id}/file",
            (string id) => new GetApplicationFile(id)
        );
}

/// <summary>What happened to an application.</summary>
public enum FileStep
{
    /// <summary>It was written down.</summary>
    Drafted,

    /// <summary>It was handed in.</summary>
    Submitted,

    /// <summary>The home and business were visited.</summary>
    Surveyed,

    /// <summary>An approver agreed.</summary>
    Approve,

    /// <summary>An approver refused.</summary>
    Reject,

    /// <summary>An approver sent it back.</summary>
    Return,

    /// <summary>The applicant stepped back.</summary>
    Withdrawn,

    /// <summary>The akad was signed.</summary>
    Akad,

    /// <summary>The money, or its first part, was paid out.</summary>
    Disbursed,
}

/// <summary>An application's file.</summary>
public sealed record ApplicationFile
{
#pragma warning disable CS1591 // As in a borrower, a product, a fund and a loan.
    public required string Id { get; init; }
    public required string BorrowerNumber { get; init; }
    public required string BorrowerName { get; init; }
    public required string? Phone { get; init; }
    public required string? VillageCode { get; init; }
    public required string? Address { get; init; }
    public required string? BusinessName { get; init; }
    public required string? BusinessSector { get; init; }
    public required string ProductName { get; init; }
    public required PeriodUnit Unit { get; init; }
    public required int Every { get; init; }
    public required string FundName { get; init; }
    public required FundKind FundKind { get; init; }
    public required string? LoanNumber { get; init; }
    public required Rupiah? GrantedPrincipal { get; init; }
    public required int? GrantedInstallments { get; init; }
#pragma warning restore CS1591

    /// <summary>The steps, in the order they were taken.</summary>
    public required IReadOnlyList<FileEntry> Steps { get; init; }
}

/// <summary>One step.</summary>
public sealed record FileEntry
{
    /// <summary>What happened.</summary>
    public required FileStep Step { get; init; }

    /// <summary>The day it counts for.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Who did it, by name; null where it is not on record.</summary>
    public string? By { get; init; }

    /// <summary>What was noted.</summary>
    public string? Note { get; init; }

    /// <summary>The score of a visit.</summary>
    public int? Score { get; init; }

    /// <summary>The principal an approver agreed to, rupiah.</summary>
    public Rupiah? Principal { get; init; }

    /// <summary>The instalments an approver agreed to.</summary>
    public int? Installments { get; init; }
}

/// <summary>Reads it in four statements.</summary>
public sealed class GetApplicationFileHandler(Db db) : IRequestHandler<GetApplicationFile, Result<ApplicationFile>>
{
    private static readonly Sql<IdParameter, Head> FindHead = new(
        """
        SELECT a.[Id], b.[Number] AS [BorrowerNumber], b.[FullName] AS [BorrowerName], b.[Phone], b.[VillageCode],
            b.[Address], b.[BusinessName], b.[BusinessSector], v.[Name] AS [ProductName], v.[Unit], v.[Every],
            f.[Name] AS [FundName], f.[Kind] AS [FundKind], a.[AppliedOn], a.[Round],
            d.[DisplayName] AS [DraftedBy], a.[SubmittedAt], s.[DisplayName] AS [SubmittedBy], l.[Number] AS [LoanNumber],
            l.[Principal] AS [GrantedPrincipal], l.[Installments] AS [GrantedInstallments], k.[SignedOn],
            k.[Number] AS [AkadNumber], u.[DisplayName] AS [SignedBy],
            (SELECT MIN(p.[EffectiveOn]) FROM [Posting] p WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable'
                AND p.[Kind] = 'disbursement' AND NOT EXISTS (SELECT 1 FROM [Reversal] r
                    WHERE r.[EntryId] = p.[EntryId] OR r.[ReversedEntryId] = p.[EntryId])) AS [DisbursedOn]
        FROM [LoanApplication] a
        JOIN [Borrower] b ON b.[Id] = a.[BorrowerId]
        JOIN [ProductVersion] v ON v.[ProductId] = a.[ProductId] AND v.[Version] = a.[ProductVersion]
        JOIN [Fund] f ON f.[Id] = a.[FundId]
        LEFT JOIN [AppUser] d ON d.[Id] = a.[DraftedBy]
        LEFT JOIN [AppUser] s ON s.[Id] = a.[SubmittedBy]
        LEFT JOIN [Loan] l ON l.[ApplicationId] = a.[Id]
        LEFT JOIN [Akad] k ON k.[LoanId] = l.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = k.[SignedBy]
        WHERE a.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, VisitRow> Visits = new(
        """
        SELECT s.[VisitedOn], s.[Score], s.[Notes], s.[Round], u.[DisplayName] AS [SurveyedBy] FROM [Survey] s
        LEFT JOIN [AppUser] u ON u.[Id] = s.[SurveyedBy]
        WHERE s.[ApplicationId] = @Id
        """
    );

    private static readonly Sql<IdParameter, DecisionRow> Decisions = new(
        """
        SELECT d.[Decision], d.[Principal], d.[Installments], d.[DecidedOn], d.[Note], d.[Round],
            u.[DisplayName] AS [DecidedBy]
        FROM [Decision] d
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        WHERE d.[ApplicationId] = @Id
        ORDER BY d.[Id]
        """
    );

    // Why an applicant stepped back stands in the audit trail alone.
    private static readonly Sql<IdParameter, WithdrawalRow> Withdrawals = new(
        """
        SELECT e.[At], e.[After], u.[DisplayName] AS [WithdrawnBy] FROM [AuditEvent] e
        LEFT JOIN [AppUser] u ON u.[Id] = e.[UserId]
        WHERE e.[SubjectId] = @Id AND e.[Action] = 'application.withdrawn'
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ApplicationFile>> Handle(GetApplicationFile request, CancellationToken cancellationToken)
    {
        var id = new IdParameter(request.Id);
        var head = (await db.Find(FindHead, id, cancellationToken))!;
        var visits = await db.Query(Visits, id, cancellationToken);
        var decisions = await db.Query(Decisions, id, cancellationToken);
        var withdrawals = await db.Query(Withdrawals, id, cancellationToken);
        // In each round it is handed in, visited, and decided.
        var rounds = head.Submissions()
            .Concat(visits.Select(visit => (visit.Round, Entry: visit.ToEntry())))
            .Concat(decisions.Select(decision => (decision.Round, Entry: decision.ToEntry())))
            .OrderBy(step => step.Round)
            .Select(step => step.Entry);
        return head.ToFile([
            head.Drafted(),
            .. rounds,
            .. head.Paid(),
            .. withdrawals.Select(withdrawal => withdrawal.ToEntry()),
        ]);
    }

    private sealed class Head
    {
        public string Id { get; init; } = "";
        public string BorrowerNumber { get; init; } = "";
        public string BorrowerName { get; init; } = "";
        public string? Phone { get; init; }
        public string? VillageCode { get; init; }
        public string? Address { get; init; }
        public string? BusinessName { get; init; }
        public string? BusinessSector { get; init; }
        public string ProductName { get; init; } = "";
        public string Unit { get; init; } = "";
        public int Every { get; init; }
        public string FundName { get; init; } = "";
        public string FundKind { get; init; } = "";
        public DateOnly AppliedOn { get; init; }
        public int Round { get; init; }
        public string? DraftedBy { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        public string? SubmittedBy { get; init; }
        public string? LoanNumber { get; init; }
        public Rupiah? GrantedPrincipal { get; init; }
        public int? GrantedInstallments { get; init; }
        public DateOnly? SignedOn { get; init; }
        public string? AkadNumber { get; init; }
        public string? SignedBy { get; init; }
        public DateOnly? DisbursedOn { get; init; }

        public FileEntry Drafted() =>
            new()
            {
                Step = FileStep.Drafted,
                On = AppliedOn,
                By = DraftedBy,
            };

        public IEnumerable<(int Round, FileEntry Entry)> Submissions()
        {
            if (SubmittedAt is { } at)
            {
                yield return (
                    Round,
                    new FileEntry
                    {
                        Step = FileStep.Submitted,
                        On = OfficeRow.Home.Today(at),
                        By = SubmittedBy,
                    }
                );
            }
        }

        public IEnumerable<FileEntry> Paid()
        {
            if (SignedOn is { } signedOn)
            {
                yield return new FileEntry
                {
                    Step = FileStep.Akad,
                    On = signedOn,
                    By = SignedBy,
                    Note = AkadNumber,
                };
            }

            if (DisbursedOn is { } disbursedOn)
            {
                yield return new FileEntry { Step = FileStep.Disbursed, On = disbursedOn };
            }
        }

        public ApplicationFile ToFile(IReadOnlyList<FileEntry> steps) =>
            new()
            {
                Id = Id,
                BorrowerNumber = BorrowerNumber,
                BorrowerName = BorrowerName,
                Phone = Phone,
                VillageCode = VillageCode,
                Address = Address,
                BusinessName = BusinessName,
                BusinessSector = BusinessSector,
                ProductName = ProductName,
                Unit = EnumText.Parse<PeriodUnit>(Unit),
                Every = Every,
                FundName = FundName,
                FundKind = EnumText.Parse<FundKind>(FundKind),
                LoanNumber = LoanNumber,
                GrantedPrincipal = GrantedPrincipal,
                GrantedInstallments = GrantedInstallments,
                Steps = steps,
            };
    }

    private sealed class VisitRow
    {
        public DateOnly VisitedOn { get; init; }
        public int Score { get; init; }
        public string Notes { get; init; } = "";
        public int Round { get; init; }
        public string? SurveyedBy { get; init; }

        public FileEntry ToEntry() =>
            new()
            {
                Step = FileStep.Surveyed,
                On = VisitedOn,
                By = SurveyedBy,
                Note = Notes,
                Score = Score,
            };
    }

    private sealed class DecisionRow
    {
        public string Decision { get; init; } = "";
        public Rupiah Principal { get; init; }
        public int Installments { get; init; }
        public DateOnly DecidedOn { get; init; }
        public string Note { get; init; } = "";
        public int Round { get; init; }
        public string? DecidedBy { get; init; }

        public FileEntry ToEntry() =>
            new()
            {
                Step = EnumText.Parse<FileStep>(Decision),
                On = DecidedOn,
                By = DecidedBy,
                Note = Note,
                Principal = Decision == EnumText.Of(DecisionKind.Approve) ? Principal : null,
                Installments = Decision == EnumText.Of(DecisionKind.Approve) ? Installments : null,
            };
    }

    private sealed class WithdrawalRow
    {
        public DateTimeOffset At { get; init; }
        public string? After { get; init; }
        public string? WithdrawnBy { get; init; }

        public FileEntry ToEntry() =>
            new()
            {
                Step = FileStep.Withdrawn,
                On = OfficeRow.Home.Today(At),
                By = WithdrawnBy,
                Note = After is null ? null : Json.Read<Withdrawal>(After).Reason,
            };
    }

    private sealed record Withdrawal(string? Status, string? Reason);
}
