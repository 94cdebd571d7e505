using System.Collections.Immutable;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Statements;

/// <summary>What was posted to a cell of the ledger; a debit is above zero.</summary>
/// <param name="Cell">Which one.</param>
/// <param name="Before">Before the period.</param>
/// <param name="Within">In the period.</param>
public readonly record struct CellAmount(LedgerCell Cell, Rupiah Before, Rupiah Within)
{
    /// <summary>The balance at the period's end.</summary>
    public Rupiah After => Before + Within;
}

/// <summary>What a row of a statement is.</summary>
public enum StatementRowKind
{
    /// <summary>The head of a side, or of a kind of fund.</summary>
    Section,

    /// <summary>What there was before the period.</summary>
    Opening,

    /// <summary>The head of a group of lines.</summary>
    Group,

    /// <summary>A line of the mapping.</summary>
    Line,

    /// <summary>The sum of a group.</summary>
    GroupTotal,

    /// <summary>What the period changed.</summary>
    Change,

    /// <summary>The sum of a side of the financial position.</summary>
    SideTotal,

    /// <summary>What is owed, and the funds.</summary>
    LiabilitiesAndFunds,

    /// <summary>What there is at the period's end.</summary>
    Closing,
}

/// <summary>A row of a statement.</summary>
public sealed record StatementRow
{
    /// <summary>What it is.</summary>
    public required StatementRowKind Kind { get; init; }

    /// <summary>The side it belongs to, in the financial position.</summary>
    public StatementSide? Side { get; init; }

    /// <summary>The kind of fund it belongs to, in statements that go by those.</summary>
    public FundKind? FundKind { get; init; }

    /// <summary>The group it belongs to.</summary>
    public StatementGroup? Group { get; init; }

    /// <summary>The line it is.</summary>
    public StatementLine? Line { get; init; }

    /// <summary>Its figure as it is shown; null for heads.</summary>
    public Rupiah? Amount { get; init; }
}

/// <summary>Something of the ledger that a statement's lines do not tell, or tell more than once.</summary>
/// <param name="Account">The account.</param>
/// <param name="FundKind">The kind of fund.</param>
/// <param name="EntryKind">The event.</param>
/// <param name="Amount">How much is missing; below zero when it is told too often.</param>
public readonly record struct Untold(Account Account, FundKind FundKind, EntryKind EntryKind, Rupiah Amount);

/// <summary>
/// A statement: its rows, and whatever keeps it from adding up. Nothing is put in to make it so; what is missing is named.
/// </summary>
public sealed record Statement
{
    /// <summary>The rows in their order.</summary>
    public required ImmutableArray<StatementRow> Rows { get; init; }

    /// <summary>What its lines do not tell.</summary>
    public required ImmutableArray<Untold> Untold { get; init; }

    /// <summary>By how much it does not add up: assets without what is owed and the funds, closing without opening and change.</summary>
    public required Rupiah Difference { get; init; }

    /// <summary>Whether it adds up and tells everything.</summary>
    public bool IsBalanced => Untold.IsEmpty && Difference.IsZero;

    /// <summary>The figure of the only row of a kind; of one kind of fund, where the statement goes by those.</summary>
    public Rupiah Figure(StatementRowKind kind, FundKind? fund = null, StatementSide? side = null) =>
        Rows.Single(row =>
            row.Kind == kind && row.FundKind == fund && (side is null || row.Side == side)
        ).Amount!.Value;
}
