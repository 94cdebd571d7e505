using Baznas.Bmd.Domain.Ledger;

namespace Baznas.Bmd.Web.Features.Funds;

/// <summary>A fund with its balances, in rupiah.</summary>
public sealed record FundBalanceView
{
#pragma warning disable CS1591 // As in CreateFund.
    public required string Id { get; init; }
    public required string OfficeId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required FundKind Kind { get; init; }
#pragma warning restore CS1591

    /// <summary>In the cash box.</summary>
    public required Rupiah Cash { get; init; }

    /// <summary>In the bank.</summary>
    public required Rupiah Bank { get; init; }

    /// <summary>With borrowers.</summary>
    public required Rupiah Receivable { get; init; }
}

/// <summary>A fund and its balances as the ledger has them.</summary>
public sealed record FundBalanceRow
{
    /// <summary>Its columns, in a SELECT on Fund f: what counts by @AsOf, or all that is booked.</summary>
    public const string Columns = """
        f.[Id], f.[OfficeId], f.[Code], f.[Name], f.[Kind],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] = 'cash' AND p.[FundId] = f.[Id]
                    {?AsOf: AND p.[EffectiveOn] <= @AsOf}), 0) AS [Cash],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] = 'bank' AND p.[FundId] = f.[Id]
                    {?AsOf: AND p.[EffectiveOn] <= @AsOf}), 0) AS [Bank],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] = 'qardhReceivable' AND p.[FundId] = f.[Id]
                    {?AsOf: AND p.[EffectiveOn] <= @AsOf}), 0) AS [Receivable]
        """;

#pragma warning disable CS1591 // As in FundBalanceView.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
    public Rupiah Cash { get; init; }
    public Rupiah Bank { get; init; }
    public Rupiah Receivable { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it.</summary>
    public FundBalanceView ToView() =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            Code = Code,
            Name = Name,
            Kind = EnumText.Parse<FundKind>(Kind),
            Cash = Cash,
            Bank = Bank,
            Receivable = Receivable,
        };
}
