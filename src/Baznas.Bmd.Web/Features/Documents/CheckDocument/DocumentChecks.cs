namespace Baznas.Bmd.Web.Features.Documents.CheckDocument;

/// <summary>What anybody who holds a document may know of it: nothing about people.</summary>
public sealed record CheckedDocument
{
    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Its date.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <inheritdoc cref="DocumentKind"/>
    public required DocumentKind Kind { get; init; }

    /// <summary>What it is about, rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <inheritdoc cref="DocumentStatus"/>
    public required DocumentStatus Status { get; init; }
}

/// <summary>Checks a document for whoever holds it. Without the code the books are not even asked.</summary>
/// <param name="codes">The codes.</param>
/// <param name="numbers">Documents by number.</param>
/// <param name="papers">Documents.</param>
public sealed class DocumentChecks(CheckCodes codes, NumberedDocuments numbers, PaperSources papers)
{
    /// <summary>What is true of the document; null when there is no such, or the code is another's.</summary>
    public async Task<CheckedDocument?> Find(string number, string code, CancellationToken ct)
    {
        var wanted = number.Trim().ToUpperInvariant();
        return
            codes.Matches(wanted, code)
            && await numbers.Find(wanted, ct) is { } reference
            && await papers.Find(reference, ct) is { } paper
            && paper.Number == wanted
            ? new CheckedDocument
            {
                Number = paper.Number,
                IssuedOn = paper.On,
                Kind = paper.Kind,
                Amount = paper.Amount,
                Status = paper.Status,
            }
            : null;
    }
}
