using System.Globalization;
using System.Text.RegularExpressions;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Documents.Papers;

namespace Baznas.Bmd.Web.Features.Documents.CheckDocument;

/// <summary>
/// Finds a document by its number. What has no number of its own is numbered after the fact it rests on – a loan, an akad,
/// an entry, a borrower – with a mark behind it; so no two are the same, and none is missing.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="decisions">The letters of decisions.</param>
/// <param name="addenda">The addenda.</param>
/// <param name="writeOffs">The letters about debts off the books.</param>
public sealed partial class NumberedDocuments(
    Db db,
    DecisionPaper decisions,
    AddendumPaper addenda,
    WriteOffPaper writeOffs
)
{
    private static readonly Sql<NumberParameter, RegisterRow> Registered = new(
        """
        SELECT d.[Series], d.[SubjectId], e.[Kind], e.[LoanId] FROM [DocumentNumber] d
        LEFT JOIN [JournalEntry] e ON e.[Id] = d.[SubjectId]
        WHERE d.[Number] = @Number
        """
    );

    /// <summary>Which document has a number; null when none has.</summary>
    public async Task<DocumentReference?> Find(string number, CancellationToken ct)
    {
        var marked = Marked().Match(number);
        var fact = marked.Success ? marked.Groups["fact"].Value : number;
        return await db.Find(Registered, new NumberParameter(fact), ct) is not { } row ? null
            : marked.Success ? await Find(row, marked, ct)
            : OfFact(row);
    }

    private static DocumentReference? OfFact(RegisterRow row) =>
        EnumText.Parse<DocumentSeries>(row.Series) == DocumentSeries.Akad
            ? new DocumentReference(DocumentKind.Akad, row.SubjectId)
        : row.Kind is { } kind && ReceiptPaper.KindOf(EnumText.Parse<EntryKind>(kind)) is { } receipt
            ? new DocumentReference(receipt, row.SubjectId)
        : null;

    private async Task<DocumentReference?> Find(RegisterRow fact, Match marked, CancellationToken ct)
    {
        var no = int.TryParse(marked.Groups["no"].Value, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        switch (marked.Groups["mark"].Value)
        {
            case ReceiptPaper.DepositMark:
                return new DocumentReference(DocumentKind.DepositReceipt, fact.SubjectId);
            case SettlementPaper.Mark when fact.LoanId is { } loanId:
                return new DocumentReference(DocumentKind.SettlementLetter, loanId) { EntryId = fact.SubjectId };
            case "HB" or "IB" when fact.LoanId is { } loanId:
                var kind =
                    marked.Groups["mark"].Value == "HB" ? DocumentKind.WriteOffLetter : DocumentKind.ForgivenessLetter;
                return Of(kind, await writeOffs.Find(loanId, marked.Groups["fact"].Value, ct));
            case "KA":
                return new DocumentReference(DocumentKind.InstalmentCard, fact.SubjectId) { Version = no };
            case "ADD":
                return Of(DocumentKind.Addendum, await addenda.Find(fact.SubjectId, no, ct));
            case "SK":
                return Of(DocumentKind.DecisionLetter, await decisions.Find(fact.SubjectId, no, ct));
            case "RK":
                return Statement(fact.SubjectId, marked);
            default:
                return null;
        }
    }

    private static DocumentReference? Statement(string loanId, Match marked) =>
        DateOnly.TryParseExact(
            marked.Groups["no"].Value,
            "yyyyMMdd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var asOf
        ) && int.TryParse(marked.Groups["entries"].Value, CultureInfo.InvariantCulture, out var entries)
            ? new DocumentReference(DocumentKind.Statement, loanId) { AsOf = asOf, Entries = entries }
            : null;

    private static DocumentReference? Of(DocumentKind kind, string? id) =>
        id is null ? null : new DocumentReference(kind, id);

    [GeneratedRegex(@"^(?<fact>.+)-(?<mark>TT|SL|HB|IB|KA|ADD|SK|RK)(?<no>[0-9]{0,9})(?:-(?<entries>[0-9]{1,6}))?$")]
    private static partial Regex Marked();

    private sealed record NumberParameter(string Number);

    private sealed class RegisterRow
    {
        public string Series { get; init; } = "";
        public string SubjectId { get; init; } = "";
        public string? Kind { get; init; }
        public string? LoanId { get; init; }
    }
}
