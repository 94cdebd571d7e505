using Baznas.Bmd.Domain.Ledger;

namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>
/// Gives out numbers, gapless per office, series and year: the next one is one more than the last in the
/// register, which the office's turn keeps anybody else from reading, and a rollback takes it back.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="work">The unit of work under way.</param>
public sealed class Numbers(Db db, Work work)
{
    private static readonly Sql<SeriesYear, int> Last = new(
        """
        SELECT COALESCE(MAX([Sequence]), 0) AS [Last] FROM [DocumentNumber]
        WHERE [OfficeId] = @OfficeId AND [Series] = @Series AND [Year] = @Year
        """
    );

    private static readonly Sql<NewNumber, NoRows> Insert = new(
        """
        INSERT INTO [DocumentNumber] ([OfficeId], [Series], [Year], [Sequence], [Number], [SubjectId])
        VALUES (@OfficeId, @Series, @Year, @Sequence, @Number, @SubjectId)
        """
    );

    /// <summary>The next number of the office under way.</summary>
    /// <param name="series">What is numbered.</param>
    /// <param name="on">The document's own date, whose year it counts in.</param>
    /// <param name="subjectId">What gets the number.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> Next(DocumentSeries series, DateOnly on, string subjectId, CancellationToken ct)
    {
        var text = EnumText.Of(series);
        var sequence = 1 + await db.Find(Last, new SeriesYear(work.Office.Id, text, on.Year), ct);
        var number = DocumentNumber.Format(work.Office.Code, series, on.Year, sequence);
        await db.Execute(
            Insert,
            new NewNumber
            {
                OfficeId = work.Office.Id,
                Series = text,
                Year = on.Year,
                Sequence = sequence,
                Number = number,
                SubjectId = subjectId,
            },
            ct
        );
        return number;
    }

    private sealed record SeriesYear(string OfficeId, string Series, int Year);

    private sealed record NewNumber
    {
        public required string OfficeId { get; init; }
        public required string Series { get; init; }
        public required int Year { get; init; }
        public required int Sequence { get; init; }
        public required string Number { get; init; }
        public required string SubjectId { get; init; }
    }
}
