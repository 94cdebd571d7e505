namespace Baznas.Bmd.Web.Platform.Access;

/// <summary>By which door a request came in.</summary>
public enum Edge
{
    /// <summary>Another program, through the API.</summary>
    Api,

    /// <summary>A person, on a page.</summary>
    Page,

    /// <summary>A job, by itself.</summary>
    Job,

    /// <summary>The import of a loan book.</summary>
    Import,

    /// <summary>A command at the machine, such as the first administrator's making.</summary>
    Command,
}

/// <summary>Where a request came from, as the audit trail keeps it.</summary>
/// <param name="Edge">By which door.</param>
/// <param name="Address">From which address, as far as the service can know it; null for what began within it.</param>
public readonly record struct Origin(Edge Edge, string? Address = null);
