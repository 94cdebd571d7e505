namespace Baznas.Bmd.Web.Features.Funds;

/// <summary>How many pieces of one note or coin were there.</summary>
/// <param name="Value">What is printed on it, rupiah.</param>
/// <param name="Pieces">How many.</param>
public sealed record Denomination(int Value, int Pieces);

/// <summary>Cash counted by hand (opname kas), against what the books said at the end of that day.</summary>
public sealed record CashCountView
{
    /// <summary>The count.</summary>
    public required string Id { get; init; }

    /// <summary>The fund whose cash it is.</summary>
    public required string FundId { get; init; }

    /// <summary>The fund's name.</summary>
    public string? FundName { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly CountedOn { get; init; }

    /// <summary>What the books said, rupiah.</summary>
    public required Rupiah Booked { get; init; }

    /// <summary>What was there, rupiah.</summary>
    public required Rupiah Counted { get; init; }

    /// <summary>What was there above the books; below zero when less was there.</summary>
    public required Rupiah Difference { get; init; }

    /// <summary>Notes and coins, if they were noted.</summary>
    public required IReadOnlyList<Denomination>? Denominations { get; init; }

    /// <summary>The entry of the difference; null when there is none.</summary>
    public required string? TransactionId { get; init; }

    /// <summary>Why it differs, as far as it is known.</summary>
    public required string? Explanation { get; init; }

    /// <summary>Who counted.</summary>
    public required string CountedBy { get; init; }

    /// <summary>The name of who counted.</summary>
    public string? CountedByName { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset CountedAt { get; init; }
}

/// <summary>A count as it is stored, and as the audit trail keeps it.</summary>
public record CashCountRow
{
    /// <summary>The audit events of counts.</summary>
    public const string Action = "cashCount.recorded";

    /// <summary>Its columns.</summary>
    public const string Columns = """
        c.[Id], c.[OfficeId], c.[FundId], c.[CountedOn], c.[Booked], c.[Counted], c.[Denominations], c.[Explanation],
        c.[EntryId], c.[CountedBy], c.[At]
        """;

#pragma warning disable CS1591 // The columns of CashCount, explained in the view.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string FundId { get; init; } = "";
    public DateOnly CountedOn { get; init; }
    public Rupiah Booked { get; init; }
    public Rupiah Counted { get; init; }
    public string? Denominations { get; init; }
    public string? Explanation { get; init; }
    public string? EntryId { get; init; }
    public string CountedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it.</summary>
    public CashCountView ToView() =>
        new()
        {
            Id = Id,
            FundId = FundId,
            CountedOn = CountedOn,
            Booked = Booked,
            Counted = Counted,
            Difference = Counted - Booked,
            Denominations = Denominations is null ? null : Json.Read<IReadOnlyList<Denomination>>(Denominations),
            TransactionId = EntryId,
            Explanation = Explanation,
            CountedBy = CountedBy,
            CountedAt = At,
        };
}

/// <summary>A count as it is shown, with names.</summary>
public sealed record NamedCashCountRow : CashCountRow
{
    /// <summary>Counts with their columns and names.</summary>
    public const string Select = $"""
        SELECT {Columns}, f.[Name] AS [FundName], u.[DisplayName] AS [CountedByName]
        FROM [CashCount] c
        JOIN [Fund] f ON f.[Id] = c.[FundId]
        LEFT JOIN [AppUser] u ON u.[Id] = c.[CountedBy]
        """;

    /// <summary>The fund's name.</summary>
    public string FundName { get; init; } = "";

    /// <summary>Who counted; null when it was the service.</summary>
    public string? CountedByName { get; init; }

    /// <summary>As the API shows it.</summary>
    public CashCountView ToNamedView() =>
        ToView() with
        {
            FundName = FundName,
            CountedByName = CountedByName ?? CountedBy,
        };
}
