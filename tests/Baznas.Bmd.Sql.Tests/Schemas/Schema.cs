namespace Baznas.Bmd.SqlTests.Schemas;

/// <summary>What a value is in the common subset; both engines have a spelling for each.</summary>
internal enum Family
{
    Text,
    Integer,
    Date,
    Instant,
    Boolean,
    Binary,
    Null,

    /// <summary>Something has been complained about already; no more is said about it.</summary>
    Unknown,
}

/// <summary>What can be told of a value without running anything.</summary>
internal sealed record Kind(Family Family, bool CanBeNull)
{
    public static readonly Kind Unknown = new(Family.Unknown, false);

    /// <summary>64 bits rather than 32.</summary>
    public bool IsLong { get; init; }

    /// <summary>An integer written as 0 or 1, which may stand for a truth value.</summary>
    public bool IsZeroOrOne { get; init; }

    /// <summary>The collation of the column it comes from; null when it takes on the other side's.</summary>
    public string? Collation { get; init; }

    /// <summary>Whether both engines compare or store the two without turning one into something else.</summary>
    public bool Suits(Kind other) =>
        Family == other.Family
        || Family is Family.Null or Family.Unknown
        || other.Family is Family.Null or Family.Unknown
        || (Family == Family.Boolean && other.IsZeroOrOne)
        || (IsZeroOrOne && other.Family == Family.Boolean);
}

/// <summary>The tables that the migrations of one engine leave behind.</summary>
internal sealed record Schema(IReadOnlyDictionary<string, Table> Tables)
{
    /// <summary>The schema in sentences that read the same for both engines when the schemas are the same.</summary>
    public IReadOnlySet<string> Sentences() =>
        Tables
            .Values.SelectMany(table => table.Facts.Concat(table.Columns.Select(column => column.Sentence(table.Name))))
            .ToHashSet();

    /// <summary>What one schema says and the other does not.</summary>
    public static IReadOnlyList<string> Differences(Schema sqlServer, Schema sqlite)
    {
        var (left, right) = (sqlServer.Sentences(), sqlite.Sentences());
        return
        [
            .. left.Except(right).Order().Select(fact => $"SQL Server alone: {fact}"),
            .. right.Except(left).Order().Select(fact => $"SQLite alone: {fact}"),
        ];
    }
}

/// <summary>A table; its keys, constraints and indexes as sentences.</summary>
internal sealed record Table(string Name)
{
    public List<Column> Columns { get; } = [];

    public List<string> Facts { get; } = [];

    /// <summary>Whether the engine refuses to update or delete its rows.</summary>
    public bool IsAppendOnly { get; set; }

    public Column? Find(string name) =>
        Columns.Find(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A column; <paramref name="Storage"/> is what SQLite makes of its type.</summary>
internal sealed record Column(string Name, Kind Kind, string Storage)
{
    public string? Default { get; init; }

    /// <summary>Its type and collation in T-SQL.</summary>
    public string SqlType { get; init; } = "";

    public string Sentence(string table) =>
        $"{table}.{Name} holds {Storage}, "
        + (Kind.CanBeNull ? "may be NULL" : "is never NULL")
        + (Default is null ? "" : $", {Default} by default");
}

/// <summary>The migrations hold something that these tests can't judge.</summary>
internal sealed class SchemaException(string message) : Exception(message);
