using System.Security.Cryptography;
using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Impact;

/// <summary>A survey without what was answered, which is shown on request only.</summary>
public record ImpactSurveyView
{
#pragma warning disable CS1591 // As in RecordImpactSurvey.
    public required string Id { get; init; }
    public required string BorrowerId { get; init; }
    public required SurveyOccasion Occasion { get; init; }
    public required DateOnly SurveyedOn { get; init; }
    public required string? ApplicationId { get; init; }
    public required string? LoanId { get; init; }
#pragma warning restore CS1591

    /// <summary>The user who recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Whether it counts; false once another of the same occasion corrected it.</summary>
    public required bool Counts { get; init; }
}

/// <summary>What a household answered, as it is kept under lock.</summary>
/// <param name="Figures">The answers.</param>
/// <param name="Note">Anything else.</param>
public sealed record ImpactAnswers(HouseholdFigures Figures, string? Note);

/// <summary>A survey about to be stored.</summary>
public sealed record NewImpactSurvey
{
#pragma warning disable CS1591 // As in RecordImpactSurvey.
    public required string BorrowerId { get; init; }
    public required SurveyOccasion Occasion { get; init; }
    public required DateOnly SurveyedOn { get; init; }
    public string? ApplicationId { get; init; }
    public string? LoanId { get; init; }
    public required ImpactAnswers Answers { get; init; }
#pragma warning restore CS1591
}

/// <summary>Surveys as stored, and the only place that writes their rows.</summary>
public sealed class ImpactBook(Db db, Work work, Ids ids, PersonalData personal)
{
    /// <summary>The columns of <see cref="ImpactSurveyRow"/>; s is ImpactSurvey.</summary>
    public const string Columns = """
        s.[Id], s.[OfficeId], s.[BorrowerId], s.[Occasion], s.[SurveyedOn], s.[ApplicationId], s.[LoanId],
            s.[SensitiveData], s.[RecordedBy], s.[At]
        """;

    private static readonly Sql<IdParameter, ImpactSurveyRow> OfBorrower = new(
        $"SELECT {Columns} FROM [ImpactSurvey] s WHERE s.[BorrowerId] = @Id ORDER BY s.[Id]"
    );

    private static readonly Sql<ImpactSurveyRow, NoRows> Insert = new(
        """
        INSERT INTO [ImpactSurvey] ([Id], [OfficeId], [BorrowerId], [Occasion], [SurveyedOn], [ApplicationId], [LoanId],
            [SensitiveData], [RecordedBy], [At])
        VALUES (@Id, @OfficeId, @BorrowerId, @Occasion, @SurveyedOn, @ApplicationId, @LoanId,
            @SensitiveData, @RecordedBy, @At)
        """
    );

    /// <summary>A borrower's surveys, the newest day first.</summary>
    public async Task<IReadOnlyList<(ImpactSurveyView View, ImpactSurveyRow Row)>> Of(
        string borrowerId,
        CancellationToken ct
    )
    {
        var rows = await db.Query(OfBorrower, new IdParameter(borrowerId), ct);
        var counting = ImpactSurveys.Counting(rows.Select(row => row.Mark())).Select(mark => mark.Id).ToHashSet();
        return
        [
            .. rows.OrderByDescending(row => row.SurveyedOn)
                .ThenByDescending(row => row.Id, StringComparer.Ordinal)
                .Select(row => (row.ToView(counting.Contains(row.Id)), row)),
        ];
    }

    /// <summary>Stores a survey in the unit of work under way, its answers encrypted.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Store(NewImpactSurvey survey, CancellationToken ct)
    {
        var id = ids.New();
        var row = new ImpactSurveyRow
        {
            Id = id,
            OfficeId = work.Office.Id,
            BorrowerId = survey.BorrowerId,
            Occasion = EnumText.Of(survey.Occasion),
            SurveyedOn = survey.SurveyedOn,
            ApplicationId = survey.ApplicationId,
            LoanId = survey.LoanId,
            SensitiveData = personal.Seal(ImpactSurveyRow.LockOf(survey.BorrowerId, id), survey.Answers),
            RecordedBy = work.Caller.UserId,
            At = work.Now,
        };
        await db.Execute(Insert, row, ct);
        work.Audit(ImpactSurveyRow.Action, id, null, row.Evidence());
        return id;
    }
}

/// <summary>A survey as stored.</summary>
public sealed class ImpactSurveyRow
{
    /// <summary>What the audit trail calls the writing of a survey.</summary>
    public const string Action = "impactSurvey.recorded";

#pragma warning disable CS1591 // The columns of ImpactSurvey.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string BorrowerId { get; init; } = "";
    public string Occasion { get; init; } = "";
    public DateOnly SurveyedOn { get; init; }
    public string? ApplicationId { get; init; }
    public string? LoanId { get; init; }
    public byte[] SensitiveData { get; init; } = [];
    public string RecordedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
#pragma warning restore CS1591

    /// <summary>What a survey's answers are bound to: the person, and the survey itself.</summary>
    public static string LockOf(string borrowerId, string id) => $"{borrowerId}/{id}";

    /// <summary>The survey without its answers, for the rules.</summary>
    public SurveyMark Mark() =>
        new()
        {
            Id = Id,
            Occasion = EnumText.Parse<SurveyOccasion>(Occasion),
            SurveyedOn = SurveyedOn,
            AboutId = ApplicationId ?? LoanId,
        };

    /// <summary>The answers.</summary>
    public ImpactAnswers Open(PersonalData personal) =>
        personal.Open<ImpactAnswers>(LockOf(BorrowerId, Id), SensitiveData);

    /// <summary>As the audit trail keeps it.</summary>
    public ImpactEvidence Evidence() =>
        new()
        {
            BorrowerId = BorrowerId,
            Occasion = Occasion,
            SurveyedOn = SurveyedOn,
            ApplicationId = ApplicationId,
            LoanId = LoanId,
            Seal = Convert.ToHexStringLower(SHA256.HashData(SensitiveData)),
        };

    /// <summary>As the API shows it.</summary>
    public ImpactSurveyView ToView(bool counts) =>
        new()
        {
            Id = Id,
            BorrowerId = BorrowerId,
            Occasion = EnumText.Parse<SurveyOccasion>(Occasion),
            SurveyedOn = SurveyedOn,
            ApplicationId = ApplicationId,
            LoanId = LoanId,
            RecordedBy = RecordedBy,
            RecordedAt = At,
            Counts = counts,
        };
}

/// <summary>What the audit trail keeps of a survey: when and about what, and by what its locked answers are known.</summary>
public sealed record ImpactEvidence
{
#pragma warning disable CS1591 // As in ImpactSurveyRow.
    public required string BorrowerId { get; init; }
    public required string Occasion { get; init; }
    public required DateOnly SurveyedOn { get; init; }
    public required string? ApplicationId { get; init; }
    public required string? LoanId { get; init; }
#pragma warning restore CS1591

    /// <summary>
    /// SHA-256 of the encrypted answers. Encryption is never twice the same, so it tells nothing of them, only whether they
    /// are still the same.
    /// </summary>
    public required string Seal { get; init; }
}
