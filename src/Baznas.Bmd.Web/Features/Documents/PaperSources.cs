using Baznas.Bmd.Web.Features.Documents.Papers;

namespace Baznas.Bmd.Web.Features.Documents;

/// <summary>Finds papers, each where its kind is made.</summary>
/// <param name="services">The request's.</param>
public sealed class PaperSources(IServiceProvider services)
{
    // In the order of a loan's life, as lists show them.
    private static readonly Type[] All =
    [
        typeof(DecisionPaper),
        typeof(AkadPaper),
        typeof(CardPaper),
        typeof(ReceiptPaper),
        typeof(AddendumPaper),
        typeof(WriteOffPaper),
        typeof(SettlementPaper),
        typeof(StatementPaper),
    ];

    /// <summary>The paper; null when there is none.</summary>
    internal Task<Paper?> Find(DocumentReference reference, CancellationToken ct) =>
        Source(
                reference.Kind switch
                {
                    DocumentKind.Akad => typeof(AkadPaper),
                    DocumentKind.InstalmentCard => typeof(CardPaper),
                    DocumentKind.DecisionLetter => typeof(DecisionPaper),
                    DocumentKind.Statement => typeof(StatementPaper),
                    DocumentKind.SettlementLetter => typeof(SettlementPaper),
                    DocumentKind.Addendum => typeof(AddendumPaper),
                    DocumentKind.WriteOffLetter or DocumentKind.ForgivenessLetter => typeof(WriteOffPaper),
                    _ => typeof(ReceiptPaper),
                }
            )
            .Find(reference, ct);

    /// <summary>Every paper that a loan has.</summary>
    internal async Task<IReadOnlyList<DocumentView>> OfLoan(string loanId, CancellationToken ct)
    {
        var found = new List<DocumentView>();
        foreach (var source in All)
        {
            found.AddRange(await Source(source).OfLoan(loanId, ct));
        }

        return found;
    }

    private IPaperSource Source(Type type) => (IPaperSource)services.GetRequiredService(type);
}
