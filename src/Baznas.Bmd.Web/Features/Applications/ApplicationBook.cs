using System.Text.Json;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Applications;

/// <summary>A loan application (pengajuan).</summary>
public sealed record ApplicationView
{
    /// <summary>The application.</summary>
    public required string Id { get; init; }

    /// <summary>Its office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>How far it has come.</summary>
    public required ApplicationStatus Status { get; init; }

    /// <summary>Who asks.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>Under which product.</summary>
    public required string ProductId { get; init; }

    /// <summary>The product's mark.</summary>
    public required string ProductCode { get; init; }

    /// <summary>In which version.</summary>
    public required int ProductVersion { get; init; }

    /// <summary>From which fund.</summary>
    public required string FundId { get; init; }

    /// <summary>How much, rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>In how many instalments.</summary>
    public required int Installments { get; init; }

    /// <summary>What for.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateOnly AppliedOn { get; init; }

    /// <summary>When the first instalment shall be due, if it was said.</summary>
    public required DateOnly? FirstDueOn { get; init; }

    /// <summary>The parts it shall be paid out in; null for one sum, and in lists.</summary>
    public IReadOnlyList<PlannedTranche>? Tranches { get; init; }

    /// <summary>Who submitted it, and so can't decide it.</summary>
    public required string? SubmittedBy { get; init; }

    /// <summary>The visit of the present round; left out in lists.</summary>
    public SurveyView? Survey { get; init; }

    /// <summary>What was decided, in every round; left out in lists.</summary>
    public IReadOnlyList<DecisionView>? Decisions { get; init; }

    /// <summary>The loan it became.</summary>
    public required string? LoanId { get; init; }
}

/// <summary>A feasibility visit (survei kelayakan).</summary>
public sealed record SurveyView
{
#pragma warning disable CS1591 // As in RecordSurvey.
    public required DateOnly VisitedOn { get; init; }
    public required int Score { get; init; }
    public required string Notes { get; init; }
    public required JsonElement? Findings { get; init; }
    public required string SurveyedBy { get; init; }
#pragma warning restore CS1591
}

/// <summary>What an approver may decide.</summary>
public enum DecisionKind
{
    /// <summary>Agrees, perhaps to less than was asked.</summary>
    Approve,

    /// <summary>Ends the application.</summary>
    Reject,

    /// <summary>Sends it back to be mended.</summary>
    Return,
}

/// <summary>One approver's decision.</summary>
public sealed record DecisionView
{
#pragma warning disable CS1591 // As in DecideApplication.
    public required DecisionKind Decision { get; init; }
    public required Rupiah Principal { get; init; }
    public required int Installments { get; init; }
    public required DateOnly DecidedOn { get; init; }
    public required string Note { get; init; }
    public required string DecidedBy { get; init; }
    public required int Round { get; init; }
#pragma warning restore CS1591
}

/// <summary>Applications as stored.</summary>
/// <param name="db">The request's database.</param>
public sealed class ApplicationBook(Db db)
{
    /// <summary>The rows of <see cref="ApplicationRow"/>; a is LoanApplication, b its borrower.</summary>
    public const string Select = """
        SELECT a.[Id], a.[OfficeId], a.[Status], a.[Round], a.[BorrowerId], b.[FullName] AS [BorrowerName],
            a.[ProductId], p.[Code] AS [ProductCode], a.[ProductVersion], a.[FundId], a.[Principal], a.[Installments],
            a.[Purpose], a.[AppliedOn], a.[FirstDueOn], a.[SubmittedBy], l.[Id] AS [LoanId]
        FROM [LoanApplication] a
        JOIN [Borrower] b ON b.[Id] = a.[BorrowerId]
        JOIN [Product] p ON p.[Id] = a.[ProductId]
        LEFT JOIN [Loan] l ON l.[ApplicationId] = a.[Id]
        """;

    private static readonly Sql<IdParameter, ApplicationRow> ById = new($"{Select} WHERE a.[Id] = @Id");

    private static readonly Sql<RoundParameters, SurveyRow> SurveyOf = new(
        """
        SELECT [VisitedOn], [Score], [Notes], [Findings], [SurveyedBy] FROM [Survey]
        WHERE [ApplicationId] = @Id AND [Round] = @Round
        """
    );

    private static readonly Sql<IdParameter, DecisionRow> DecisionsOf = new(
        """
        SELECT [Decision], [Principal], [Installments], [DecidedOn], [Note], [DecidedBy], [Round] FROM [Decision]
        WHERE [ApplicationId] = @Id
        ORDER BY [Id]
        """
    );

    private static readonly Sql<IdParameter, TrancheRow> TranchesOf = new(
        "SELECT [No], [Amount], [PlannedOn] FROM [ApplicationTranche] WHERE [ApplicationId] = @Id ORDER BY [No]"
    );

    private static readonly Sql<IdParameter, NoRows> DeleteTranches = new(
        "DELETE FROM [ApplicationTranche] WHERE [ApplicationId] = @Id"
    );

    private static readonly Sql<NewTranche, NoRows> InsertTranche = new(
        """
        INSERT INTO [ApplicationTranche] ([ApplicationId], [No], [Amount], [PlannedOn])
        VALUES (@ApplicationId, @No, @Amount, @PlannedOn)
        """
    );

    private static readonly Sql<StatusParameters, NoRows> SetStatus = new(
        "UPDATE [LoanApplication] SET [Status] = @Status WHERE [Id] = @Id"
    );

    /// <summary>The application with its round, or null.</summary>
    public async Task<(ApplicationView View, int Round)?> Find(string id, CancellationToken ct)
    {
        if (await db.Find(ById, new IdParameter(id), ct) is not { } row)
        {
            return null;
        }

        var survey = await db.Find(SurveyOf, new RoundParameters(id, row.Round), ct);
        var decisions = await db.Query(DecisionsOf, new IdParameter(id), ct);
        var tranches = await db.Query(TranchesOf, new IdParameter(id), ct);
        var view = row.ToView() with
        {
            Survey = survey is null
                ? null
                : new SurveyView
                {
                    VisitedOn = survey.VisitedOn,
                    Score = survey.Score,
                    Notes = survey.Notes,
                    Findings = survey.Findings is null ? null : Json.Read<JsonElement>(survey.Findings),
                    SurveyedBy = survey.SurveyedBy,
                },
            Decisions = [.. decisions.Select(decision => decision.ToView())],
            Tranches = tranches.Count == 0 ? null : [.. tranches.Select(tranche => tranche.ToPlanned())],
        };
        return (view, row.Round);
    }

    /// <summary>Replaces the tranches that a draft asks for.</summary>
    public async Task ReplaceTranches(string id, IReadOnlyList<PlannedTranche>? tranches, CancellationToken ct)
    {
        await db.Execute(DeleteTranches, new IdParameter(id), ct);
        await db.ExecuteEach(
            InsertTranche,
            (tranches ?? []).Select(tranche => new NewTranche
            {
                ApplicationId = id,
                No = tranche.No,
                Amount = tranche.Amount,
                PlannedOn = tranche.PlannedOn,
            }),
            ct
        );
    }

    /// <summary>Moves the application on.</summary>
    public Task MoveTo(string id, ApplicationStatus status, CancellationToken ct) =>
        db.Execute(SetStatus, new StatusParameters(id, EnumText.Of(status)), ct);

    /// <summary>The applicant of the office under way whose state is not one of <paramref name="allowed"/> is refused.</summary>
    public static Error? RefusesUnless(ApplicationView application, params IReadOnlyList<ApplicationStatus> allowed) =>
        allowed.Contains(application.Status)
            ? null
            : Error.Conflict("application.wrong_status", EnumText.Of(application.Status));

    private sealed record RoundParameters(string Id, int Round);

    private sealed record StatusParameters(string Id, string Status);

    private sealed record NewTranche
    {
        public required string ApplicationId { get; init; }
        public required int No { get; init; }
        public required Rupiah Amount { get; init; }
        public required DateOnly PlannedOn { get; init; }
    }

    private sealed class TrancheRow
    {
        public int No { get; init; }
        public Rupiah Amount { get; init; }
        public DateOnly PlannedOn { get; init; }

        public PlannedTranche ToPlanned() =>
            new()
            {
                No = No,
                Amount = Amount,
                PlannedOn = PlannedOn,
            };
    }

    private sealed class SurveyRow
    {
        public DateOnly VisitedOn { get; init; }
        public int Score { get; init; }
        public string Notes { get; init; } = "";
        public string? Findings { get; init; }
        public string SurveyedBy { get; init; } = "";
    }

    private sealed class DecisionRow
    {
        public string Decision { get; init; } = "";
        public Rupiah Principal { get; init; }
        public int Installments { get; init; }
        public DateOnly DecidedOn { get; init; }
        public string Note { get; init; } = "";
        public string DecidedBy { get; init; } = "";
        public int Round { get; init; }

        public DecisionView ToView() =>
            new()
            {
                Decision = EnumText.Parse<DecisionKind>(Decision),
                Principal = Principal,
                Installments = Installments,
                DecidedOn = DecidedOn,
                Note = Note,
                DecidedBy = DecidedBy,
                Round = Round,
            };
    }
}

/// <summary>An application as stored.</summary>
public sealed class ApplicationRow
{
#pragma warning disable CS1591 // The columns of LoanApplication.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Status { get; init; } = "";
    public int Round { get; init; }
    public string BorrowerId { get; init; } = "";
    public string BorrowerName { get; init; } = "";
    public string ProductId { get; init; } = "";
    public string ProductCode { get; init; } = "";
    public int ProductVersion { get; init; }
    public string FundId { get; init; } = "";
    public Rupiah Principal { get; init; }
    public int Installments { get; init; }
    public string Purpose { get; init; } = "";
    public DateOnly AppliedOn { get; init; }
    public DateOnly? FirstDueOn { get; init; }
    public string? SubmittedBy { get; init; }
    public string? LoanId { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it, without survey and decisions.</summary>
    public ApplicationView ToView() =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            Status = EnumText.Parse<ApplicationStatus>(Status),
            BorrowerId = BorrowerId,
            BorrowerName = BorrowerName,
            ProductId = ProductId,
            ProductCode = ProductCode,
            ProductVersion = ProductVersion,
            FundId = FundId,
            Principal = Principal,
            Installments = Installments,
            Purpose = Purpose,
            AppliedOn = AppliedOn,
            FirstDueOn = FirstDueOn,
            SubmittedBy = SubmittedBy,
            LoanId = LoanId,
        };
}
