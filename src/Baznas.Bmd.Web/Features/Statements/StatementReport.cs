using System.Globalization;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>A statement of an office, beside what it is compared with, in rupiah.</summary>
public sealed record StatementReport : IReport
{
    /// <summary>Which statement.</summary>
    public required StatementKind Statement { get; init; }

    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The first day; null for the financial position, which is of one day.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>The last day, or the one.</summary>
    public required DateOnly To { get; init; }

    /// <summary>What it is compared with.</summary>
    public required ComparisonKind Comparison { get; init; }

    /// <summary>The first day of what it is compared with; null for the financial position.</summary>
    public required DateOnly? PreviousFrom { get; init; }

    /// <summary>The last day, or the one, of what it is compared with.</summary>
    public required DateOnly PreviousTo { get; init; }

    /// <summary>The version of the office's mapping that both columns follow; 0 for the delivered one.</summary>
    public required int MappingVersion { get; init; }

    /// <summary>From when on that version holds.</summary>
    public required DateOnly? MappingValidFrom { get; init; }

    /// <summary>The rows in their order.</summary>
    public required IReadOnlyList<StatementReportRow> Rows { get; init; }

    /// <summary>Whether both columns add up and tell everything that was posted.</summary>
    public required bool IsBalanced { get; init; }

    /// <summary>By how much it does not add up.</summary>
    public required Rupiah Difference { get; init; }

    /// <summary>By how much what it is compared with does not add up.</summary>
    public required Rupiah PreviousDifference { get; init; }

    /// <summary>What was posted and stands on no line, or on several.</summary>
    public required IReadOnlyList<UntoldView> Untold { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{StatementWords.FileOf(Statement)}-{(From is { } from ? $"{from:yyyy-MM-dd}-" : "")}{To:yyyy-MM-dd}"
            ),
            StatementWords.TitleOf(Statement),
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Rows)
                .Strong(row => row.IsStrong)
                .Code("kind", "statements.column.kind", row => row.KindWord)
                .OnlyForPrograms()
                .Text("code", "statements.column.code", row => row.Code)
                .OnlyForPrograms()
                .Code(
                    "fundKind",
                    "statements.column.fund_kind",
                    row => row.FundKind is { } kind ? CodedWord.Of(kind) : null
                )
                .OnlyForPrograms()
                .Text("caption", "statements.column.caption", row => row.Caption)
                .Money("amount", "statements.column.amount", row => row.Amount)
                .Money("previous", "statements.column.previous", row => row.Previous)
        )
        {
            Notes = [.. Notes()],
        };

    /// <summary>What it is compared with, in words.</summary>
    public string ComparedWith => $"{new ReportPeriod(PreviousFrom, PreviousTo).Said} ({PageText.Word(Comparison)})";

    private IEnumerable<HeadLine> Notes()
    {
        yield return new HeadLine(PageText.T("statements.compared_with"), ComparedWith);
        if (!IsBalanced)
        {
            yield return new HeadLine(
                PageText.T("statements.unbalanced"),
                PageText.T("statements.difference", Difference, PreviousDifference)
            );
        }

        foreach (var untold in Untold)
        {
            yield return new HeadLine(PageText.T("statements.untold"), untold.Said);
        }
    }
}

/// <summary>A row of a statement.</summary>
public sealed record StatementReportRow
{
    /// <summary>What it is.</summary>
    public required StatementRowKind Kind { get; init; }

    /// <summary>The mark of its line, or of its group; null for what every statement has.</summary>
    public required string? Code { get; init; }

    /// <summary>Its side of the financial position.</summary>
    public required StatementSide? Side { get; init; }

    /// <summary>Its kind of fund, in statements that go by those.</summary>
    public required FundKind? FundKind { get; init; }

    /// <summary>What it is called, in the language of the request.</summary>
    public required string Caption { get; init; }

    /// <summary>Its figure; null for heads.</summary>
    public required Rupiah? Amount { get; init; }

    /// <summary>Its figure in what it is compared with; null for heads.</summary>
    public required Rupiah? Previous { get; init; }

    internal bool IsStrong => Kind is not StatementRowKind.Line;

    internal CodedWord KindWord => new(EnumText.Of(Kind), EnumText.Of(Kind));

    /// <summary>A row of both columns.</summary>
    public static StatementReportRow Of(StatementKind statement, StatementRow now, StatementRow then) =>
        new()
        {
            Kind = now.Kind,
            Code = now.Line?.Code ?? now.Group?.Code,
            Side = now.Side,
            FundKind = now.FundKind,
            Caption = StatementWords.CaptionOf(statement, now),
            Amount = now.Amount,
            Previous = then.Amount,
        };
}

/// <summary>Something that was posted and that the lines do not tell, or tell more than once.</summary>
public sealed record UntoldView
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The office's number for it.</summary>
    public required string AccountCode { get; init; }

    /// <summary>The office's name for it.</summary>
    public required string AccountName { get; init; }

    /// <summary>The kind of fund.</summary>
    public required FundKind FundKind { get; init; }

    /// <summary>The event.</summary>
    public required EntryKind EntryKind { get; init; }

    /// <summary>How much is missing.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>Whether it is missing in what the statement is compared with.</summary>
    public required bool IsPrevious { get; init; }

    internal string Said =>
        PageText.T(
            "statements.untold.what",
            $"{AccountCode} {AccountName}",
            PageText.Word(FundKind),
            PageText.Word(EntryKind),
            Amount
        );
}

/// <summary>What statements and their rows are called.</summary>
public static class StatementWords
{
    /// <summary>The page text that is a statement's title.</summary>
    public static string TitleOf(StatementKind statement) => $"statements.{EnumText.Of(statement)}";

    /// <summary>The address of a statement's page; its last part names its files.</summary>
    public static string PageOf(StatementKind statement) => $"/reports/{FileOf(statement)}";

    /// <summary>The name of a statement in addresses and files.</summary>
    public static string FileOf(StatementKind statement) =>
        statement switch
        {
            StatementKind.FinancialPosition => "financial-position",
            StatementKind.ChangesInFunds => "changes-in-funds",
            StatementKind.ChangesInManagedAssets => "changes-in-managed-assets",
            StatementKind.CashFlows => "cash-flows",
            _ => throw new ArgumentOutOfRangeException(nameof(statement), statement, null),
        };

    /// <summary>What a row is called, in the language of the request.</summary>
    public static string CaptionOf(StatementKind statement, StatementRow row) =>
        row.Kind switch
        {
            StatementRowKind.Line => CaptionOf(row.Line!.Caption, row.Line.CaptionEn),
            StatementRowKind.Group => CaptionOf(row.Group!.Caption, row.Group.CaptionEn),
            StatementRowKind.GroupTotal => PageText.T(
                "statements.total_of",
                LowerFirst(CaptionOf(row.Group!.Caption, row.Group.CaptionEn))
            ),
            StatementRowKind.Section when row.FundKind is { } kind => PageText.T($"statements.fund.{kind}"),
            StatementRowKind.Section or StatementRowKind.SideTotal => PageText.T(
                $"statements.row.{row.Kind}.{row.Side}"
            ),
            StatementRowKind.LiabilitiesAndFunds => PageText.T("statements.row.LiabilitiesAndFunds"),
            _ => PageText.T($"statements.row.{row.Kind}.{statement}"),
        };

    /// <summary>A caption of the mapping, in the language of the request.</summary>
    public static string CaptionOf(string indonesian, string english) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? english : indonesian;

    // An abbreviation stays as it is: "Jumlah DSKL".
    private static string LowerFirst(string caption) =>
        caption.Length > 1 && char.IsLower(caption[1])
            ? char.ToLower(caption[0], CultureInfo.CurrentCulture) + caption[1..]
            : caption;
}
