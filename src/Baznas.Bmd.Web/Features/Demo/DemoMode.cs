namespace Baznas.Bmd.Web.Features.Demo;

/// <summary>That this service is a demonstration; any other has none of these.</summary>
public sealed class DemoMode
{
    /// <summary>Borrowers whose PINs everybody may know, once the story is told.</summary>
    public IReadOnlyList<DemoGuest> Borrowers { get; set; } = [];
}

/// <summary>A made-up borrower to sign in as.</summary>
public sealed record DemoGuest
{
    /// <summary>Their name.</summary>
    public required string Name { get; init; }

    /// <summary>How their loan stands, as a key of the page texts.</summary>
    public required string Text { get; init; }

    /// <summary>The telephone number, which belongs to nobody.</summary>
    public required string Phone { get; init; }

    /// <summary>The PIN.</summary>
    public required string Pin { get; init; }
}
