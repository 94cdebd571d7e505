using System.Globalization;
using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>On which days an office reminds: by its own rule, and by those of products that have one.</summary>
public sealed record OfficeRules
{
    /// <summary>The rule where a product has none.</summary>
    public required ReminderRule Office { get; init; }

    /// <summary>The products' own rules.</summary>
    public required IReadOnlyDictionary<string, ReminderRule> Products { get; init; }

    /// <summary>The longest time before a due date of any of them.</summary>
    public int DaysAhead => Products.Values.Append(Office).Max(rule => rule.DaysAhead);

    /// <summary>The rule for loans of a product.</summary>
    public ReminderRule For(string productId) => Products.GetValueOrDefault(productId, Office);
}

/// <summary>The rules of offices.</summary>
/// <param name="db">The request's database.</param>
public sealed class ReminderRules(Db db)
{
    private static readonly Sql<IdParameter, string> OfOffice = new(
        "SELECT [Offsets] FROM [ReminderSettings] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<IdParameter, ProductRow> OfProducts = new(
        "SELECT [ProductId], [Offsets] FROM [ReminderRule] WHERE [OfficeId] = @Id ORDER BY [ProductId]"
    );

    /// <summary>An office's.</summary>
    public async Task<OfficeRules> Of(string officeId, CancellationToken ct)
    {
        var id = new IdParameter(officeId);
        return new OfficeRules
        {
            Office = await db.Find(OfOffice, id, ct) is { } offsets ? Parse(offsets) : ReminderRule.Default,
            Products = (await db.Query(OfProducts, id, ct)).ToDictionary(
                row => row.ProductId,
                row => Parse(row.Offsets)
            ),
        };
    }

    /// <summary>A rule as it is stored: <c>-3,0,1</c>.</summary>
    public static string Text(ReminderRule rule) =>
        string.Join(',', rule.Offsets.Select(offset => offset.ToString(CultureInfo.InvariantCulture)));

    private static ReminderRule Parse(string offsets) =>
        new(
            offsets
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(offset => int.Parse(offset, CultureInfo.InvariantCulture))
        );

    private sealed class ProductRow
    {
        public string ProductId { get; init; } = "";
        public string Offsets { get; init; } = "";
    }
}
