using Baznas.Bmd.Domain.Ledger;

namespace Baznas.Bmd.Domain.Statements;

/// <summary>The statements an office shows under PSAK 409.</summary>
public enum StatementKind
{
    /// <summary>Laporan posisi keuangan: what there is, what is owed, whose funds it is, on a day.</summary>
    FinancialPosition,

    /// <summary>Laporan perubahan dana: what each kind of fund gained and gave up.</summary>
    ChangesInFunds,

    /// <summary>Laporan perubahan aset kelolaan: what was lent, came back, or is lost.</summary>
    ChangesInManagedAssets,

    /// <summary>Laporan arus kas, by the direct method.</summary>
    CashFlows,
}

/// <summary>The side of the financial position that a group of lines stands on.</summary>
public enum StatementSide
{
    /// <summary>What the office holds or is owed.</summary>
    Assets,

    /// <summary>What the office owes.</summary>
    Liabilities,

    /// <summary>Whose money it is.</summary>
    Funds,
}

/// <summary>How a line's figure is shown.</summary>
public enum LineSign
{
    /// <summary>As it adds up.</summary>
    Added,

    /// <summary>Without its minus, as what is taken off.</summary>
    Deducted,
}

/// <summary>The least that a statement tells apart of the ledger.</summary>
/// <param name="Account">What was posted to.</param>
/// <param name="FundKind">Of which kind of fund.</param>
/// <param name="EntryKind">By which event.</param>
public readonly record struct LedgerCell(Account Account, FundKind FundKind, EntryKind EntryKind);

/// <summary>A group of lines with a total of its own.</summary>
public sealed record StatementGroup
{
    /// <summary>The statement it stands in.</summary>
    public required StatementKind Statement { get; init; }

    /// <summary>Its mark, unique in the statement.</summary>
    public required string Code { get; init; }

    /// <summary>Its side of the financial position; null in other statements.</summary>
    public StatementSide? Side { get; init; }

    /// <summary>What it is called in Bahasa Indonesia.</summary>
    public required string Caption { get; init; }

    /// <summary>What it is called in English.</summary>
    public required string CaptionEn { get; init; }
}

/// <summary>A line: what it is called, and which postings go there.</summary>
public sealed record StatementLine
{
    /// <summary>The statement it stands in.</summary>
    public required StatementKind Statement { get; init; }

    /// <summary>The group it stands in.</summary>
    public required string Group { get; init; }

    /// <summary>Its mark, unique in the statement.</summary>
    public required string Code { get; init; }

    /// <summary>Its place among the group's lines.</summary>
    public required int Order { get; init; }

    /// <summary>What it is called in Bahasa Indonesia.</summary>
    public required string Caption { get; init; }

    /// <summary>What it is called in English.</summary>
    public required string CaptionEn { get; init; }

    /// <summary>How its figure is shown.</summary>
    public required LineSign Sign { get; init; }

    /// <summary>The accounts whose postings go there.</summary>
    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>The kinds of funds; none for all.</summary>
    public required IReadOnlyList<FundKind> FundKinds { get; init; }

    /// <summary>The events; none for all.</summary>
    public required IReadOnlyList<EntryKind> EntryKinds { get; init; }

    /// <summary>Whether postings of a kind go there.</summary>
    public bool Covers(LedgerCell cell) =>
        Accounts.Contains(cell.Account)
        && IsOf(cell.FundKind)
        && (EntryKinds.Count == 0 || EntryKinds.Contains(cell.EntryKind));

    /// <summary>Whether anything of a kind of fund goes there.</summary>
    public bool IsOf(FundKind kind) => FundKinds.Count == 0 || FundKinds.Contains(kind);
}
